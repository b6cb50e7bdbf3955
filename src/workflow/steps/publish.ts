import { aws_sns as sns } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { TaskWork } from './task-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to publish a message. `arguments` is the message. The result is `{ MessageId }`, or with `WaitFor.CALLBACK` what the answer says.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
export interface PublishProps extends StepProps {
  /**
   * Subject of mails; text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly subject?: string;

  /**
   * Attributes that subscriptions can filter by, each text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly attributes?: { [name: string]: string };

  /**
   * Group within which a FIFO topic keeps the order; text or an expression in `{% %}`.
   *
   * @default - none; required for a FIFO topic
   */
  readonly groupId?: string;

  /**
   * What tells a FIFO topic that a message is a repetition; text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly deduplicationId?: string;
}

/** Publishes a message to an SNS topic. */
export class Publish extends TaskWork {
  public readonly resource = 'sns:publish';
  protected readonly transientErrors = transientErrors('SNS', 'AmazonSNSException', 'InternalErrorException', 'ThrottledException');

  constructor(private readonly topic: sns.ITopic, private readonly message: PublishProps) {
    super('publish', topic.node.id, message, [WaitFor.RESPONSE, WaitFor.CALLBACK]);
  }

  protected request(): JsonObject {
    const { subject, attributes, groupId, deduplicationId } = this.message;
    return {
      TopicArn: this.topic.topicArn,
      Message: this.payload(),
      ...(subject === undefined ? {} : { Subject: subject }),
      ...(attributes === undefined ? {} : {
        MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => (
          [name, { DataType: 'String', StringValue: value }]))),
      }),
      ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
    };
  }

  protected defaultResult(): string {
    return this.wait === WaitFor.CALLBACK ? '$states.result' : "{'MessageId': $states.result.MessageId}";
  }

  protected check(checks: PropChecks, prop: PropName): void {
    const { groupId, deduplicationId } = this.message;
    if (this.props.arguments !== undefined) this.checkToken(checks, prop('arguments'), this.props.arguments);
    checks.check(!this.topic.fifo || groupId !== undefined, prop('groupId'), groupId, 'a FIFO topic needs it');
    checks.check(this.topic.fifo || deduplicationId === undefined, prop('deduplicationId'), deduplicationId, 'only a FIFO topic takes it');
  }
}
