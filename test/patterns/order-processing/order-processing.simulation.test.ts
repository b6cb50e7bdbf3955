import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { call, eventsOf, Shop, statusesOf } from './fixture';
import { simulation } from 'cdk-stepwise';

const { Mock, RunStatus, ServiceResponse } = simulation;

test('an order goes through all phases, and the table and the bus hear of it', () => {
  // GIVEN
  const shop = new Shop();
  // WHEN
  const run = shop.run();
  // THEN
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  expect(run.output).toMatchObject({ orderId: '7', status: 'COMPLETED', order: { orderId: 7, Charge: { ok: true }, Label: { ok: true } } });
  expect(statusesOf(run)).toEqual(['ACCEPTED', 'VALIDATED', 'RESERVED', 'PAID', 'LABELLED', 'SHIPPED', 'COMPLETED']);
  expect(eventsOf(run)).toEqual([
    ['OrderAccepted', { orderId: '7', execution: run.executionArn }],
    ['OrderCompleted', { orderId: '7', execution: run.executionArn }],
  ]);
  expect(run.visits('Tell customer')).toBe(1);
  expect(run.visits('Apologize')).toBe(0);
});

test('the results of what the pattern does by itself do not join the order', () => {
  const run = new Shop().run();
  expect(Object.keys(run.output.order)).toEqual(
    ['orderId', 'amount', 'Validate', 'Reserve', 'Check fraud', 'Approve', 'Charge', 'Label', 'Wait for shipment', 'Tell customer']);
});

test('a repeated order ends well as a duplicate, and does nothing', () => {
  const run = new Shop().run({ 'Accept order': Mock.fails('DynamoDB.ConditionalCheckFailedException') });
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  expect(run.output).toEqual({ orderId: '7', status: 'DUPLICATE' });
  expect(run.path).toEqual(['Accept order', 'Order is a duplicate']);
});

test('the write that accepts an order refuses another execution\'s, and bears its own repetition', () => {
  const [accept] = new Shop().run().calls;
  expect(accept.request).toMatchObject({
    Item: { orderId: { S: '7' }, status: { S: 'ACCEPTED' }, execution: { S: accept.executionArn } },
    ConditionExpression: 'attribute_not_exists(#key) OR #execution = :execution',
    ExpressionAttributeValues: { ':execution': { S: accept.executionArn } },
  });
});

test('an order without an id is not accepted', () => {
  const run = new Shop().run({}, { amount: 1 });
  expect(run.errorName).toBe('States.QueryEvaluationError');
  expect(run.calls).toEqual([]);
});

test('each move in the table holds that the order stands where the move starts', () => {
  const paid = new Shop().run().calls.find((one) => one.stateName === 'Record PAID')!;
  expect(paid.request).toMatchObject({
    ConditionExpression: '#execution = :execution AND #status IN (:from, :status)',
    ExpressionAttributeValues: { ':from': { S: 'RESERVED' }, ':status': { S: 'PAID' }, ':execution': { S: paid.executionArn } },
  });
});

describe('an order fails', () => {
  const failed = (mocks: { [state: string]: simulation.Mock }, input?: object) => {
    const run = new Shop().run(mocks, input);
    return {
      run,
      error: [run.errorName, run.cause],
      undone: ['Void label', 'Refund', 'Release'].filter((name) => run.visits(name) > 0),
      status: statusesOf(run).pop(),
      events: eventsOf(run).map(([type]) => type),
    };
  };
  const refused = Mock.fails('Refused', 'because');

  test.each([
    ['validation', 'Validate', []],
    ['inventory', 'Reserve', []],
  ])('in %s: there is nothing to undo', (_, state, undone) => {
    const order = failed({ [state]: refused });
    expect(order.error).toEqual(['Refused', 'because']);
    expect(order.undone).toEqual(undone);
    expect(order.status).toBe('FAILED');
    expect(order.events).toEqual(['OrderAccepted', 'OrderFailed']);
    expect(order.run.visits('Apologize')).toBe(1);
    expect(order.run.visits('Tell customer')).toBe(0);
  });

  test.each([
    ['the fraud check, beside inventory', 'Check fraud', ['Release']],
    ['payment', 'Charge', ['Release']],
    ['the shipping label', 'Label', ['Refund', 'Release']],
    ['shipment', 'Wait for shipment', ['Void label', 'Refund', 'Release']],
    ['the table, because somebody cancelled it', 'Record SHIPPED', ['Void label', 'Refund', 'Release']],
  ])('in %s: what completed is undone', (_, state, undone) => {
    const order = failed({ [state]: refused });
    expect(order.error).toEqual(['Refused', 'because']);
    expect(order.undone).toEqual(undone);
    expect(order.status).toBe('COMPENSATED');
    expect(order.events).toEqual(['OrderAccepted', 'OrderFailed', 'OrderCompensated']);
  });

  test('because the parcel never left: the wait has an end', () => {
    const order = failed({ 'Wait for shipment': Mock.never() });
    expect(order.error[0]).toBe('States.Timeout');
    expect(order.run.duration.toDays({ integral: false })).toBeGreaterThanOrEqual(7);
    expect(order.undone).toEqual(['Void label', 'Refund', 'Release']);
  });

  test('and says to the bus and the table what failed and what was undone', () => {
    const { run } = failed({ Charge: refused });
    const details = Object.fromEntries(eventsOf(run));
    expect(details.OrderFailed).toEqual({ orderId: '7', execution: run.executionArn, step: 'Charge', error: 'Refused', cause: 'because' });
    expect(details.OrderCompensated).toEqual({ orderId: '7', execution: run.executionArn, undone: ['Reserve'], parked: [] });
    expect(run.calls.find((one) => one.stateName === 'Record failure')!.request).toMatchObject({
      ConditionExpression: '#execution = :execution',
      ExpressionAttributeValues: { ':error': { S: 'Refused' }, ':failedStep': { S: 'Charge' } },
    });
  });

  test('and cannot be undone: it is parked, and the rest is undone', () => {
    const order = failed({ Label: refused, Refund: Mock.fails('Bank.Down', 'closed') });
    expect(order.status).toBe('PARKED');
    expect(order.error).toEqual(['Refused', 'because; Refund for Charge failed with Bank.Down: closed (parked)']);
    expect(order.run.visits('Release')).toBe(1);
    expect(Object.fromEntries(eventsOf(order.run)).OrderCompensated).toMatchObject({ undone: ['Reserve'], parked: ['Refund'] });
  });

  test('and the bus is down: that is parked, and the customer still hears', () => {
    const order = failed({ 'Charge': refused, 'Publish OrderFailed': Mock.fails('EventBridge.Gone', 'x') });
    expect(order.run.visits('Park Publish OrderFailed')).toBe(1);
    expect(order.run.visits('Apologize')).toBe(1);
    expect(order.error[0]).toBe('Refused');
  });
});

describe('above the amount', () => {
  test('an order waits for the approval, and goes on with it', () => {
    // GIVEN
    const shop = new Shop();
    shop.workflow.mock('Approve', Mock.handler({ handle: () => ServiceResponse.succeed({}) }));
    // WHEN
    const run = shop.run({}, { orderId: 8, amount: 1001 });
    expect(run.status).toBe(RunStatus.RUNNING);
    run.sendTaskSuccess(run.pendingTokens[0], { by: 'Ann' });
    // THEN
    expect(run.output).toMatchObject({ status: 'COMPLETED', order: { Approve: { by: 'Ann' } } });
  });

  test('an order whose approval is refused is undone', () => {
    const run = new Shop().run({ Approve: Mock.fails('Approval.Refused', 'no budget') }, { orderId: 8, amount: 1001 });
    expect([run.errorName, run.cause]).toEqual(['Approval.Refused', 'no budget']);
    expect(run.visits('Release')).toBe(1);
    expect(run.visits('Charge')).toBe(0);
  });

  test('an order whose amount is no number is undone', () => {
    const run = new Shop().run({}, { orderId: 8, amount: 'much' });
    expect(run.errorName).toBe('States.QueryEvaluationError');
    expect(run.visits('Release')).toBe(1);
  });

  test('an order of exactly the amount needs none', () => {
    expect(new Shop().run({}, { orderId: 8, amount: 1000 }).visits('Approve')).toBe(0);
  });
});

test('an order is complete though its customer cannot be told: that is parked', () => {
  const run = new Shop().run({ 'Tell customer': Mock.fails('Mail.Down', 'x') });
  expect(run.output.status).toBe('COMPLETED');
  expect(run.visits('Park Tell customer')).toBe(1);
  expect(statusesOf(run).pop()).toBe('COMPLETED');
});

test('an instant order runs as Express, with two phases', () => {
  // GIVEN
  const shop = new Shop((of) => ({
    workflowType: sfn.StateMachineType.EXPRESS,
    inventory: call(of, 'Reserve', { compensation: call(of, 'Release') }),
    payment: call(of, 'Charge'),
    orderId: '{% $states.input.order.number %}',
  }));
  // WHEN
  const input = { order: { number: 'A-1' } };
  // THEN
  expect(shop.run({}, input).output).toMatchObject({ orderId: 'A-1', status: 'COMPLETED' });
  const failed = shop.run({ Charge: Mock.fails('Card.Declined') }, input);
  expect(failed.errorName).toBe('Card.Declined');
  expect(failed.visits('Release')).toBe(1);
});
