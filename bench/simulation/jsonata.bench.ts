import { inTurn } from './measure';
import { simulation } from '../../src';
import { compileJsonata } from '../../src/asl/jsonata';
import { Benchmark } from '../benchmark';

const STATES = 1_000;
const EXECUTIONS = 20;
const EXPRESSION = '{ "id": $states.input.id, "total": $sum($states.input.lines.(price * quantity)) }';
const INPUT = { id: 'o-1', lines: [{ price: 12.5, quantity: 2 }, { price: 3, quantity: 1 }, { price: 40, quantity: 1 }] };
const OVERHEAD = 0.2;

function chain(assigned: unknown): simulation.SimulatedWorkflow {
  const states: Record<string, unknown> = {};
  for (let i = 0; i < STATES; i++) {
    states[`S${i}`] = { Type: 'Pass', Assign: { order: assigned }, ...(i + 1 < STATES ? { Next: `S${i + 1}` } : { End: true }) };
  }
  const definition = { QueryLanguage: 'JSONata', StartAt: 'S0', States: states };
  return simulation.Simulator.fromDefinition(definition, { workflowType: simulation.SimulatedWorkflowType.EXPRESS }).workflow();
}

function runs(workflow: simulation.SimulatedWorkflow): () => number {
  return () => {
    for (let i = 0; i < EXECUTIONS; i++) workflow.start({ input: INPUT, recordHistory: false });
    return EXECUTIONS * STATES;
  };
}

/** What an expression costs in a workflow (the states' own cost aside), and what it costs the evaluator alone. */
export const benchmark: Benchmark = {
  name: 'JSONata in a workflow',
  run() {
    const order = compileJsonata(EXPRESSION);
    const services = { now: () => 0, random: () => 0, uuid: () => '' };
    const [evaluating, constant, bare] = inTurn(runs(chain(`{% ${EXPRESSION} %}`)), runs(chain({ id: 'o-1', total: 68 })), () => {
      for (let i = 0; i < EXECUTIONS * STATES; i++) order.evaluate({ states: { input: INPUT } }, services);
      return EXECUTIONS * STATES;
    });
    const overhead = (1 / evaluating - 1 / constant) * bare - 1;
    const perSecond = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`;
    return [
      { what: 'states that evaluate an expression', value: perSecond(evaluating) },
      { what: 'the same states with a constant', value: perSecond(constant) },
      { what: 'the evaluator alone', value: perSecond(bare) },
      { what: 'what an evaluation costs over the evaluator', value: `${(overhead * 100).toFixed(1)} %`, target: `under ${OVERHEAD * 100} %`, met: overhead < OVERHEAD },
    ];
  },
};
