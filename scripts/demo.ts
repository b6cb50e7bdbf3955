/**
 * The main job on real input: synthesizes the examples, ready for `cdk deploy`, and shows what they hold.
 * Exits with 1 if anything is wrong.
 */
import * as path from 'node:path';
import { readCdkOut } from '../src/assembly';
import { examples, synthesize, validatorFindings } from './demo/example';
import { RUNS } from './demo/runs';
import { workflowReport } from './demo/workflow-report';

async function main(): Promise<void> {
  const wrong: string[] = [];
  for (const example of examples()) {
    const { app, cdkOut } = await synthesize(example);
    const findings = validatorFindings(cdkOut);
    wrong.push(...findings.map((finding) => `${example.name}: ${finding}`));
    console.log(`\n${example.name}: synthesized to ${path.relative(process.cwd(), cdkOut)}, ready for cdk deploy\n`);
    const assembly = readCdkOut(cdkOut);
    if (assembly.workflows.length === 0) wrong.push(`${example.name}: there is no workflow in it`);
    for (const model of assembly.workflows) console.log(workflowReport(app, assembly, model, findings));
    const report = await RUNS[example.name]?.(cdkOut) ?? { text: '', wrong: ['nothing runs it: name it in scripts/demo/runs.ts'] };
    console.log(`\n${report.text}`);
    wrong.push(...report.wrong.map((each) => `${example.name}: ${each}`));
  }
  if (wrong.length === 0) return;
  console.error(`\n${wrong.length} ${wrong.length === 1 ? 'thing is' : 'things are'} wrong:\n${wrong.map((each) => `  ${each}`).join('\n')}`);
  process.exitCode = 1;
}

void main();
