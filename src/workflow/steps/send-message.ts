import { aws_sqs as sqs, Duration } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { checkSeconds } from '../retry-options';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { TaskWork } from './task-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to send a message. `arguments` is the body. The result is `{ MessageId }`, or with `WaitFor.CALLBACK` what the answer says.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
 */
export interface SendMessageProps extends StepProps {
  /**
   * Group within which a FIFO queue keeps the order; text or an expression in `{% %}`.
   *
   * @default - none; required for a FIFO queue
   */
  readonly groupId?: string;

  /**
   * What tells a FIFO queue that a message is a repetition; text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly deduplicationId?: string;

  /**
   * How long the message stays hidden first, in whole seconds, 15 minutes at most. Not for a FIFO queue.
   *
   * @default - the queue's own delay
   */
  readonly delay?: Duration;
}

/** DelaySeconds may be this large: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const MAX_DELAY_SECONDS = 900;

/** Sends a message to an SQS queue. */
export class SendMessage extends TaskWork {
  public readonly resource = 'sqs:sendMessage';
  protected readonly transientErrors = transientErrors('SQS', 'AmazonSQSException');

  constructor(private readonly queue: sqs.IQueue, private readonly message: SendMessageProps) {
    super('sendMessage', queue.node.id, message, [WaitFor.RESPONSE, WaitFor.CALLBACK]);
  }

  protected request(): JsonObject {
    const { groupId, deduplicationId, delay } = this.message;
    return {
      QueueUrl: this.queue.queueUrl,
      MessageBody: this.payload(),
      ...(delay === undefined ? {} : { DelaySeconds: delay.toSeconds() }),
      ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
    };
  }

  protected defaultResult(): string {
    return this.wait === WaitFor.CALLBACK ? '$states.result' : "{'MessageId': $states.result.MessageId}";
  }

  protected check(checks: PropChecks, prop: PropName): void {
    const { groupId, deduplicationId, delay } = this.message;
    if (this.props.arguments !== undefined) this.checkToken(checks, prop('arguments'), this.props.arguments);
    checks.check(!this.queue.fifo || groupId !== undefined, prop('groupId'), groupId, 'a FIFO queue needs it');
    checks.check(this.queue.fifo || deduplicationId === undefined, prop('deduplicationId'), deduplicationId, 'only a FIFO queue takes it');
    checks.check(!this.queue.fifo || delay === undefined, prop('delay'), delay, 'a FIFO queue has no delay of single messages');
    if (delay) checkSeconds(checks, prop('delay'), delay, 0, MAX_DELAY_SECONDS);
  }
}
