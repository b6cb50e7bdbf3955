// What `require('cdk-stepwise')` adds to `require('aws-cdk-lib/aws-stepfunctions')`, in fresh processes.
import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { Benchmark, median } from '../benchmark';

const ROUNDS = 9;
const TARGET_MS = 50;

function load(...modules: string[]): number {
  return run(modules.map((m) => `require(${JSON.stringify(m)});`).join(' '));
}

function run(work: string): number {
  const code = `const t = process.hrtime.bigint(); ${work} console.log(Number(process.hrtime.bigint() - t) / 1e6)`;
  return Number(execFileSync(process.execPath, ['-e', code], { cwd: path.join(__dirname, '../..'), encoding: 'utf8' }));
}

export const benchmark: Benchmark = {
  name: 'require',
  run() {
    const built = path.join(__dirname, '../../lib');
    const pairs = Array.from({ length: ROUNDS }, () => ({
      alone: load('aws-cdk-lib/aws-stepfunctions'), both: load('aws-cdk-lib/aws-stepfunctions', built),
    }));
    const used = (name: string, ...members: string[]) => median(Array.from({ length: ROUNDS }, () =>
      run(`const { ${members.join(', ')} } = require(${JSON.stringify(name)});`)));
    const added = median(pairs.map(({ alone, both }) => both - alone));
    return [
      { what: "require('aws-cdk-lib/aws-stepfunctions')", value: `${median(pairs.map((p) => p.alone)).toFixed(0)} ms` },
      { what: "require('cdk-stepwise') adds", value: `${added.toFixed(0)} ms`, target: `under ${TARGET_MS} ms`, met: added < TARGET_MS },
      { what: 'first use of StateMachine, Chain and Pass of aws-cdk-lib', value: `${used('aws-cdk-lib/aws-stepfunctions', 'StateMachine', 'Chain', 'Pass').toFixed(0)} ms` },
      { what: 'first use of Workflow, Step and OrderProcessing', value: `${used(built, 'Workflow', 'Step', 'OrderProcessing').toFixed(0)} ms` },
      { what: 'first use of the simulator', value: `${run(`require(${JSON.stringify(built)}).simulation.Simulator;`).toFixed(0)} ms` },
    ];
  },
};
