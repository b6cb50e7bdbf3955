import { aws_lambda as lambda, Duration } from 'aws-cdk-lib';
import { expense, Office } from './fixture';
import { OrderProcessing, RejectedStep, Saga, simulation, Step, Workflow } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;

const ANN = 'ann@example.com';

describe('inside of other workflows', () => {
  /** A workflow that books a trip once it is approved, as a saga. */
  function trip(rejected?: RejectedStep): Office {
    return new Office(expense, (stack, approval) => {
      const fn = (id: string) => lambda.Function.fromFunctionName(stack, id, id);
      const book = Step.invoke(fn('Book'), { name: 'Book', compensation: Step.invoke(fn('Cancel'), { name: 'Cancel' }) });
      const saga = new Saga(stack, 'Trip', { steps: [book, approval.step({ name: 'Boss', rejected }), Step.invoke(fn('Pay'), { name: 'Pay' })] });
      new Workflow(stack, 'Trips', { steps: [saga.step], timeout: Duration.days(7) });
    });
  }

  const start = (office: Office) => {
    const workflow = office.simulator.workflow('Trips').mockAll({ Book: Mock.returns({ Payload: {} }), Cancel: Mock.returns({ Payload: {} }), Pay: Mock.returns({ Payload: {} }) });
    return workflow.start({ input: { amount: 7, reason: 'sun' } });
  };

  test('an approval lets the workflow go on with the outcome', () => {
    const office = trip();
    const run = start(office);
    expect(office.request.title).toBe('Expense of 7 EUR');
    office.vote(run, ANN, 'APPROVED');
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.output.Boss).toMatchObject({ decision: 'APPROVED', by: ANN });
    expect(run.visits('Pay')).toBe(1);
  });

  test('a rejection fails the step by name, and the saga undoes what was done', () => {
    const office = trip();
    const run = start(office);
    office.vote(run, ANN, 'REJECTED', { comment: 'stay here' });
    expect([run.errorName, run.cause]).toEqual(['Approval.Rejected', `rejected by ${ANN}: stay here`]);
    expect([run.visits('Cancel'), run.visits('Pay')]).toEqual([1, 0]);
  });

  test('a rejection may be an answer like any other', () => {
    const office = trip(RejectedStep.CONTINUES);
    const run = start(office);
    office.vote(run, ANN, 'REJECTED');
    expect(run.output.Boss.decision).toBe('REJECTED');
  });

  test('a timeout fails the step under its own name', () => {
    const office = trip();
    const run = start(office);
    run.advance(Duration.days(3));
    expect(run.errorName).toBe('Approval.TimedOut');
    expect(run.visits('Cancel')).toBe(1);
  });

  test('an approval that somebody stopped is told from one that was rejected', () => {
    const office = trip();
    const run = start(office);
    run.childRuns[0].stop();
    run.advance(Duration.millis(0));
    expect(run.errorName).toBe('Approval.Ended');
  });

  test('orders above an amount are approved first', () => {
    // GIVEN
    const office = new Office(expense, (stack, approval) => {
      const fn = (id: string) => Step.invoke(lambda.Function.fromFunctionName(stack, id, id), { name: id });
      new OrderProcessing(stack, 'Orders', { inventory: fn('Reserve'), payment: fn('Charge'), approval: approval.step(), approvalAbove: 50 });
    });
    office.simulator.mockService('events', 'putEvents', Mock.returns({ Entries: [{ EventId: 'e' }], FailedEntryCount: 0 }));
    const orders = office.simulator.workflow('Orders').mockAll({
      'Reserve': Mock.returns({ Payload: {} }),
      'Charge': Mock.returns({ Payload: {} }),
      'Accept order': Mock.returns({}),
      'Record RESERVED': Mock.returns({}),
      'Record PAID': Mock.returns({}),
      'Record COMPLETED': Mock.returns({}),
    });

    // WHEN
    const small = orders.start({ input: { orderId: '1', amount: 20, reason: 'shop' } });
    const large = orders.start({ input: { orderId: '2', amount: 80, reason: 'shop' } });

    // THEN
    expect(small.output.status).toBe('COMPLETED');
    expect([large.status, large.visits('Charge')]).toEqual([RunStatus.RUNNING, 0]);
    office.vote(large, ANN, 'APPROVED');
    expect(large.output.status).toBe('COMPLETED');
  });
});
