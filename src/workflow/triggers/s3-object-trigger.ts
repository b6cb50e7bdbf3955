import { aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam, aws_s3 as s3, aws_sqs as sqs, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDeadLetterOptions } from './dead-letters';
import { checkDelivery } from './delivery';
import { createRule } from './rule-resources';
import { DeliveryOptions } from './trigger-options';
import { TriggerResources } from './trigger-resources';

/** Which objects start a workflow, and with which input. */
export interface S3ObjectTriggerOptions extends DeliveryOptions {
  /**
   * Bucket that the objects arrive in. Its events are switched on for EventBridge; for a bucket that this app does not create, see `switchOnEvents`.
   */
  readonly bucket: s3.IBucket;

  /**
   * Start of the keys that count: `incoming/`.
   *
   * @default - any
   */
  readonly prefix?: string;

  /**
   * End of the keys that count: `.csv`.
   *
   * @default - any
   */
  readonly suffix?: string;

  /**
   * What must happen to an object, as EventBridge names it: 'Object Created', 'Object Deleted', 'Object Restore Completed'…
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   * @default ['Object Created']
   */
  readonly detailTypes?: string[];

  /**
   * Whether the deployment switches on the bucket's events for EventBridge.
   *
   * CDK does this with a custom resource that keeps the notifications that an imported bucket has. Say false where another app owns the
   * bucket's notifications; its events must then be switched on there, or the trigger never starts anything.
   *
   * @default true
   */
  readonly switchOnEvents?: boolean;

  /**
   * Input of each execution, made from the event.
   *
   * @default - the whole event; bucket and key are `detail.bucket.name` and `detail.object.key` (plain, not URL-encoded)
   */
  readonly input?: events.RuleTargetInput;

  /**
   * Whether the rule is on.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Props of `S3ObjectTrigger`. */
export interface S3ObjectTriggerProps extends S3ObjectTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

/** What counts where the user says nothing. */
export const S3_DETAIL_TYPES_DEFAULT: readonly string[] = ['Object Created'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
const S3_DETAIL_TYPES: readonly string[] = [
  'Object Created', 'Object Deleted', 'Object Restore Initiated', 'Object Restore Completed', 'Object Restore Expired',
  'Object Tags Added', 'Object Tags Deleted', 'Object ACL Updated', 'Object Storage Class Changed', 'Object Access Tier Changed',
];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAXIMUM_KEY_BYTES = 1024;

/** Starts a workflow for each object that arrives in a bucket (S3 events over EventBridge). */
export class S3ObjectTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  public readonly deadLetterQueue?: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;
  public readonly summary: string;

  /** The rule. */
  public readonly rule: events.IRule;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: S3ObjectTriggerProps) {
    super(scope, id, props.workflow);
    this.checkProps(props);

    if (props.switchOnEvents ?? true) props.bucket.enableEventBridgeNotification();
    this.summary = `objects in ${props.bucket.node.id}${describeKeys(props)}`;
    this.role = this._createRole('events.amazonaws.com', this._onlyFrom('events', 'rule/*'), [this._startStatement()]);
    const { rule, deadLetterQueue, deadLetterAlarm } = createRule(this, {
      ...props,
      role: this.role,
      eventPattern: {
        source: ['aws.s3'],
        detailType: [...(props.detailTypes ?? S3_DETAIL_TYPES_DEFAULT)],
        detail: {
          bucket: { name: [props.bucket.bucketName] },
          ...keyPattern(props),
        },
      },
    });
    this.rule = rule;
    this.deadLetterQueue = deadLetterQueue;
    this.deadLetterAlarm = deadLetterAlarm;
  }

  private checkProps(props: S3ObjectTriggerProps): void {
    const checks = new PropChecks(this);
    for (const prop of ['prefix', 'suffix'] as const) {
      const value = props[prop];
      if (value === undefined || Token.isUnresolved(value)) continue;
      checks.check(value.length > 0, prop, value, 'leave it out to take any key');
      checks.check(Buffer.byteLength(value) <= MAXIMUM_KEY_BYTES, prop, value, `no key is longer than ${MAXIMUM_KEY_BYTES} bytes`);
    }
    if (props.detailTypes?.length === 0) checks.add('detailTypes', props.detailTypes, 'name at least one');
    for (const type of props.detailTypes ?? []) {
      checks.check(S3_DETAIL_TYPES.includes(type), 'detailTypes', type, `S3 sends ${S3_DETAIL_TYPES.join(', ')}`);
    }
    const { account, region } = props.bucket.env;
    const here = Stack.of(this);
    if (differs(account, here.account) || differs(region, here.region)) {
      checks.add('bucket', `${props.bucket.node.path} in ${account}/${region}`,
        `its events stay on the default bus of its own account and Region; put this trigger there, not in ${here.account}/${here.region}`);
    }
    checkDelivery(props, checks);
    checkDeadLetterOptions(props, checks);
    checks.throwIfAny();
  }
}

function differs(there: string, here: string): boolean {
  return !Token.isUnresolved(there) && !Token.isUnresolved(here) && there !== here;
}

/** Matchers in a list are alternatives, so a key that must have both ends needs one wildcard. */
function keyPattern({ prefix, suffix }: S3ObjectTriggerOptions): { object?: { key: unknown[] } } {
  if (prefix !== undefined && suffix !== undefined) return { object: { key: [{ wildcard: `${literal(prefix)}*${literal(suffix)}` }] } };
  if (prefix !== undefined) return { object: { key: [{ prefix }] } };
  if (suffix !== undefined) return { object: { key: [{ suffix }] } };
  return {};
}

function literal(text: string): string {
  return text.replace(/[\\*]/g, '\\$&');
}

function describeKeys({ prefix, suffix }: S3ObjectTriggerOptions): string {
  return prefix === undefined && suffix === undefined ? '' : ` ${prefix ?? ''}*${suffix ?? ''}`;
}
