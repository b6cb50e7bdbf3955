import { aws_events as events } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { TaskWork } from './task-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to put an event on a bus. `arguments` is its detail, an object. The result is `{ EventId }`, or with `WaitFor.CALLBACK` what the
 * answer says. An event that the bus refuses is the error `EventBridge.FailedEntry`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
export interface PutEventsProps extends StepProps {
  /** What happened (`OrderAccepted`); text or an expression in `{% %}`. */
  readonly detailType: string;

  /** Who says so (`shop.orders`); text or an expression in `{% %}`, not starting with `aws.`. */
  readonly source: string;

  /**
   * ARNs that the event is about.
   *
   * @default - none; Step Functions itself adds the execution and the state machine
   */
  readonly resources?: string[];
}

/** Puts an event on an EventBridge bus. */
export class PutEvents extends TaskWork {
  public readonly resource = 'events:putEvents';
  protected readonly transientErrors = transientErrors('EventBridge', 'FailedEntry', 'InternalException');

  constructor(private readonly bus: events.IEventBus, private readonly event: PutEventsProps) {
    super('putEvents', bus.node.id, event, [WaitFor.RESPONSE, WaitFor.CALLBACK]);
  }

  protected request(): JsonObject {
    const { detailType, source, resources } = this.event;
    return {
      Entries: [{
        Detail: this.payload(),
        DetailType: detailType,
        EventBusName: this.bus.eventBusArn,
        Source: source,
        ...(resources === undefined ? {} : { Resources: resources }),
      }],
    };
  }

  protected defaultResult(): string {
    return this.wait === WaitFor.CALLBACK ? '$states.result' : "{'EventId': $states.result.Entries[0].EventId}";
  }

  protected check(checks: PropChecks, prop: PropName): void {
    const { detailType, source } = this.event;
    if (this.props.arguments !== undefined) this.checkToken(checks, prop('arguments'), this.props.arguments);
    checks.check(detailType.length > 0, prop('detailType'), detailType, 'say what happened');
    checks.check(source.length > 0, prop('source'), source, 'say who puts the event');
    checks.check(!source.startsWith('aws.'), prop('source'), source, "give a source that does not start with 'aws.', which AWS keeps to itself");
  }
}
