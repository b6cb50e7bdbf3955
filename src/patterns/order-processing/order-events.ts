import { aws_events as events } from 'aws-cdk-lib';
import { FAILURE } from './order-names';
import { Quiet } from './order-steps';
import { Step } from '../../workflow';
import { expression } from '../../workflow/steps/jsonata';

/** The events of an order. Each names the order and the execution; the table knows the rest. */
export class OrderEvents {
  constructor(private readonly bus: events.IEventBus, private readonly source: string, private readonly orderId: string) {}

  public accepted(): Step {
    return this.put('OrderAccepted');
  }

  public completed(): Step {
    return this.put('OrderCompleted');
  }

  public failed(): Step {
    const first = `${FAILURE}.failures[0]`;
    return this.put('OrderFailed', { step: expression(`${first}.step`), error: expression(`${first}.error`), cause: expression(`${first}.cause`) });
  }

  /** Only where something was undone. */
  public compensated(): Step {
    const detail = { undone: expression(`[${FAILURE}.undone]`), parked: expression(`[${FAILURE}.parked.compensation]`) };
    return new Quiet(Step.when(expression(`$count(${FAILURE}.undone) > 0`), this.put('OrderCompensated', detail)));
  }

  private put(detailType: string, more: { [member: string]: string } = {}): Step {
    return new Quiet(Step.putEvents(this.bus, {
      name: `Publish ${detailType}`,
      detailType,
      source: this.source,
      arguments: { orderId: this.orderId, execution: '{% $states.context.Execution.Id %}', ...more },
    }));
  }
}
