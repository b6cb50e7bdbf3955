// From a synthesized stack to a finished execution: the orders example, read, compiled and run with mocks for its calls.
import { App } from 'aws-cdk-lib';
import orders from '../../examples/data/orders.json';
import { OrdersStack } from '../../examples/typescript/orders/orders-stack';
import { Mock, Simulator } from '../../src/simulation';
import { Benchmark, median } from '../benchmark';

const ROUNDS = 9;
const TARGET_MS = 100;
const ANSWERS: Readonly<Record<string, unknown>> = {
  'lambda:invoke': {}, 'dynamodb:putItem': {}, 'dynamodb:updateItem': {}, 'events:putEvents': { Entries: [{ EventId: 'e' }], FailedEntryCount: 0 }, 'sns:publish': { MessageId: 'm' }, 'sqs:sendMessage': { MessageId: 'm' },
};

function once(stack: OrdersStack): number {
  const start = process.hrtime.bigint();
  const simulator = Simulator.fromStack(stack);
  for (const [call, output] of Object.entries(ANSWERS)) {
    const [service, action] = call.split(':');
    simulator.mockService(service, action, Mock.returns(output));
  }
  const run = simulator.workflow().start({ input: orders[0].order });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.status !== 'SUCCEEDED') throw new Error(`the order was not processed:\n${run.toString()}`);
  return milliseconds;
}

export const benchmark: Benchmark = {
  name: 'from-stack',
  run() {
    const app = new App();
    const stack = new OrdersStack(app, 'Orders');
    app.synth();
    const first = once(stack);
    const warm = median(Array.from({ length: ROUNDS }, () => once(stack)));
    return [
      { what: 'Simulator.fromStack to a finished order, first of the process', value: `${first.toFixed(0)} ms` },
      { what: 'Simulator.fromStack to a finished order', value: `${warm.toFixed(0)} ms`, target: `under ${TARGET_MS} ms`, met: warm < TARGET_MS },
    ];
  },
};
