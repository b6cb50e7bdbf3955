// Synthesis of the orders example, against the same resources written by hand on aws-cdk-lib's own constructs.
process.env.CDK_VALIDATION = 'false'; // the template validator costs both sides the same second: it would hide the difference
import { App, Stack } from 'aws-cdk-lib';
import { OrdersStack } from '../../examples/typescript/orders/orders-stack';
import { Benchmark, inTurn } from '../benchmark';
import { handWrittenOrders } from './hand-written-orders';

const ROUNDS = 15;
const TARGET = 1.15;

interface Resources { [logicalId: string]: { Type: string } }

function resources(make: (app: App) => Stack): Resources {
  const app = new App();
  const stack = make(app);
  return app.synth().getStackArtifact(stack.artifactId).template.Resources as Resources;
}

export const benchmark: Benchmark = {
  name: 'synth',
  run() {
    const ours = () => resources((app) => new OrdersStack(app, 'Orders'));
    const theirs = () => resources(handWrittenOrders);
    const [here, hand] = inTurn(ROUNDS, ours, theirs);
    const ratio = here / hand;
    return [
      { what: `orders on cdk-stepwise, ${Object.keys(ours()).length} resources`, value: `${here.toFixed(0)} ms` },
      { what: `the same by hand, ${Object.keys(theirs()).length} resources`, value: `${hand.toFixed(0)} ms` },
      { what: 'ratio', value: ratio.toFixed(2), target: `at most ${TARGET}`, met: ratio <= TARGET },
    ];
  },
};
