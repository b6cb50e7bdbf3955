import { compileJsonata } from '../../src/asl/jsonata';
import { interpreter } from '../../src/asl/jsonata/interpreter';
import { Benchmark, inTurn, Row } from '../benchmark';

const EVALUATIONS = 50_000;
const MOST = 1.2;
const SERVICES = { now: () => 0, random: () => 0.5, uuid: () => '' };
const STATES = { input: { order: { id: 5, total: 12.5, lines: [{ sku: 'a', n: 2, price: 3 }, { sku: 'b', n: 1, price: 5 }] } } };
const EXPRESSIONS = [
  '$states.input.order.total > 10 and $states.input.order.id = 5',
  '$sum($states.input.order.lines.(n * price))',
  '{"id": $states.input.order.id, "skus": $states.input.order.lines.sku}',
];

/** The interpreter alone: a frame with the variable, and the evaluation. */
function bare(text: string): () => void {
  const root = interpreter.parser(text);
  return () => {
    for (let i = 0; i < EVALUATIONS; i++) {
      Object.assign(interpreter.guard, { steps: 0, depth: 0, maxSteps: Infinity, maxDepth: Infinity });
      const frame = interpreter.createFrame(interpreter.staticFrame);
      frame.bind('states', STATES);
      interpreter.evaluate(root, undefined, frame);
    }
  };
}

function compiled(text: string): () => void {
  const expression = compileJsonata(text);
  return () => {
    for (let i = 0; i < EVALUATIONS; i++) expression.evaluate({ states: STATES }, SERVICES);
  };
}

function run(): Row[] {
  return EXPRESSIONS.map((text) => {
    const [alone, ours] = inTurn(9, bare(text), compiled(text));
    return { what: `JSONata ${text.slice(0, 45)}`, value: `${(ours / alone).toFixed(2)} × bare`, target: `at most ${MOST} ×`, met: ours <= MOST * alone };
  });
}

export const benchmark: Benchmark = { name: 'jsonata', run };
