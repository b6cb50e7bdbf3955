import {
  aws_dynamodb as dynamodb, aws_events as events, aws_logs as logs, aws_secretsmanager as secretsmanager, Duration, RemovalPolicy,
} from 'aws-cdk-lib';
import { ApprovalAuthorizer } from './approval-authorizer';
import { ApprovalChannel } from './approval-channel';
import { ApprovalRule } from './approval-rule';
import { ApprovalTimeout } from './approval-timeout';
import { WorkflowOptions } from '../../workflow';

/**
 * Props of `HumanApproval`. Texts may be JSONata expressions in `{% %}` over `$states.input`, the input of the approval.
 *
 * `timeout` is how long approvers have to decide (3 days where it is not given, at least a minute). Each level and each escalation has its own
 * time; together they may take 364 days. `encryptionKey` also encrypts a new table and a new secret. The workflow is Standard: it waits.
 */
export interface HumanApprovalProps extends WorkflowOptions {
  /**
   * What is asked, in a line of at most 300 characters, longer ones are cut: `{% 'Expense of ' & $states.input.amount & ' EUR' %}`.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
   */
  readonly title: string;

  /**
   * What is asked, in a few sentences: at most 10,000 characters, longer texts are cut.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
   * @default - none
   */
  readonly summary?: string;

  /**
   * Details of the request, by the label that stands before each: together at most 15,000 characters, longer values are cut.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
   * @default - none
   */
  readonly fields?: { readonly [label: string]: string };

  /** How approvers hear of the request: at least one channel. */
  readonly channels: ApprovalChannel[];

  /**
   * Who may decide, and how many have to agree.
   *
   * @default ApprovalRule.anyone()
   */
  readonly rule?: ApprovalRule;

  /**
   * Who asks, named as approvers are. The requester may never decide, not even as one of the approvers (four eyes). An expression that gives
   * nobody fails the approval.
   *
   * @default - not known
   */
  readonly requester?: string;

  /**
   * Whether a rejection needs a comment.
   *
   * @default false
   */
  readonly commentOnRejection?: boolean;

  /**
   * What happens when the approvers have not decided in time.
   *
   * @default ApprovalTimeout.fail()
   */
  readonly onTimeout?: ApprovalTimeout;

  /**
   * Time between two reminders, in whole seconds, at least a minute and shorter than `timeout`.
   *
   * @default - nobody is reminded
   */
  readonly reminderInterval?: Duration;

  /**
   * Makes approvers known persons.
   *
   * @default - whoever holds a link may decide; one who got a personal link is taken for its approver
   */
  readonly authorizer?: ApprovalAuthorizer;

  /**
   * Where links lead: the address of a portal or of a custom domain, `https://…`, below which the API's `/requests/{id}` is reached.
   *
   * @default - the API itself
   */
  readonly linkBase?: string;

  /**
   * Table for requests and audit entries. Its partition key is the text `id`, its sort key the text `entry`, its time to live `expiresAt`, and it
   * has a stream with new images.
   *
   * @default - a new one: on demand, with point-in-time recovery, time to live and a stream
   */
  readonly table?: dynamodb.ITable;

  /**
   * What becomes of the new table when it leaves the stack. Who decided what is kept by default.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly tableRemovalPolicy?: RemovalPolicy;

  /**
   * How long requests and audit entries are kept after a request's last possible deadline, in whole days.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * Bus that hears every audit entry: `ApprovalRequested`, `ApprovalViewed`, `ApprovalVoted`, `ApprovalDecided`, `ApprovalReminded`,
   * `ApprovalEscalated`, `ApprovalTimedOut`, `ApprovalFailed`, `NotificationFailed`, each with `requestId`, `at`, `who`, `why`, `decision` and `round`.
   *
   * @default - a new one
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Source of these events.
   *
   * @default approvals
   */
  readonly eventSource?: string;

  /**
   * Secret with the keys that sign links: a JSON object whose `current` names the member that signs. Its owner rotates it: a key has to stay
   * as long as links that it signed are open.
   *
   * @default - a new one, rotated by a function of the pattern
   */
  readonly signingSecret?: secretsmanager.ISecret;

  /**
   * How often a new key is added to the new secret, in whole days from 1 to 1000. Open links stay good.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
   * @default Duration.days(90)
   */
  readonly signingKeyRotation?: Duration;

  /**
   * ARN of an AWS WAF web ACL of the same Region (scope REGIONAL) that guards the API.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * Requests a second that the API takes on average; more are answered with 429.
   *
   * @default 20
   */
  readonly throttlingRateLimit?: number;

  /**
   * Requests at one moment that the API takes; more are answered with 429.
   *
   * @default 40
   */
  readonly throttlingBurstLimit?: number;

  /**
   * How long the access log and the logs of the functions are kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Whether to set the role under which API Gateway writes logs, which is one for an account and Region. Without it no API can log.
   * It stays when the stack goes. Say false where the account has one.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default true
   */
  readonly cloudWatchRole?: boolean;
}
