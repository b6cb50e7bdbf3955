import { App, aws_lambda as lambda, aws_sqs as sqs, Duration, Stack } from 'aws-cdk-lib';
import { OrderProcessing, OrderProcessingProps, simulation, Step, StepProps, WaitFor } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;

/** A step that calls a function of that name. */
export function call(of: Stack, name: string, props: StepProps = {}): Step {
  return Step.invoke(lambda.Function.fromFunctionName(of, name, name), props);
}

/** Orders with every phase, those that have an effect with their compensation. */
export function allPhases(of: Stack): OrderProcessingProps {
  return {
    validation: call(of, 'Validate'),
    inventory: call(of, 'Reserve', { compensation: call(of, 'Release') }),
    fraudCheck: call(of, 'Check fraud'),
    approval: call(of, 'Approve', { wait: WaitFor.CALLBACK, timeout: Duration.days(1) }),
    approvalAbove: 1000,
    payment: call(of, 'Charge', { compensation: call(of, 'Refund') }),
    shippingLabel: call(of, 'Label', { compensation: call(of, 'Void label') }),
    shipment: Step.sendMessage(new sqs.Queue(of, 'Parcels'), { name: 'Wait for shipment', wait: WaitFor.CALLBACK, timeout: Duration.days(7) }),
    notification: call(of, 'Tell customer'),
    failureNotification: call(of, 'Apologize'),
  };
}

/** A shop whose calls all answer well; `mocks` answer otherwise. */
export class Shop {
  public readonly stack = new Stack(new App(), 'Shop');
  public readonly orders: OrderProcessing;
  public readonly workflow: simulation.SimulatedWorkflow;

  constructor(props: (of: Stack) => OrderProcessingProps = allPhases) {
    this.orders = new OrderProcessing(this.stack, 'Orders', props(this.stack));
    const simulator = Simulator.fromStack(this.stack)
      .mockService('lambda', 'invoke', Mock.returns({ ok: true }))
      .mockService('sqs', 'sendMessage', Mock.returns({ MessageId: 'm-1' }))
      .mockService('dynamodb', 'putItem', Mock.returns({}))
      .mockService('dynamodb', 'updateItem', Mock.returns({}))
      .mockService('events', 'putEvents', Mock.returns({ Entries: [{ EventId: 'e-1' }], FailedEntryCount: 0 }));
    this.workflow = simulator.workflow(this.orders.workflow);
  }

  public run(mocks: { [state: string]: simulation.Mock } = {}, input: object = { orderId: 7, amount: 100 }): simulation.Run {
    return this.workflow.mockAll(mocks).start({ input });
  }
}

/** The details of the events that a run put, by their type. */
export function eventsOf(run: simulation.Run): [string, any][] {
  return run.calls.filter((one) => one.action === 'putEvents')
    .flatMap((one) => one.request.Entries.map((entry: any) => [entry.DetailType, entry.Detail]));
}

/** The statuses that a run wrote to the table. */
export function statusesOf(run: simulation.Run): string[] {
  return run.calls.flatMap(({ action, request }) => {
    if (action === 'putItem') return [request.Item.status.S];
    return action === 'updateItem' ? [request.ExpressionAttributeValues[':status'].S] : [];
  });
}
