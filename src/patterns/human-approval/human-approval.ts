import {
  aws_apigateway as apigateway, aws_cloudwatch as cloudwatch, aws_dynamodb as dynamodb, aws_events as events, aws_iam as iam, aws_kms as kms,
  aws_lambda as lambda, aws_logs as logs, aws_pipes as pipes, aws_secretsmanager as secretsmanager, aws_sqs as sqs, ArnFormat, Duration, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { APPROVAL_DEFAULTS } from './approval-defaults';
import { levelSpecs, totalSeconds } from './approval-levels';
import { LINK_GRACE_SECONDS } from './approval-limits';
import { ApprovalStepProps, AwaitApproval } from './approval-step';
import { lookSeconds } from './history-budget';
import { checkApprovalProps, checkTotal } from './human-approval-checks';
import { HumanApprovalProps } from './human-approval-props';
import { ApprovalApi } from './resources/approval-api';
import { ApprovalFunction } from './resources/approval-function';
import { createTable } from './resources/approval-table';
import { AuditPipe } from './resources/audit-pipe';
import { createSigningSecret } from './resources/signing-secret';
import { approvalDefinition } from './states/approval-definition';
import type { ChannelState } from './states/notify-states';
import { Step, Workflow } from '../../workflow';
import { ownName } from '../../workflow/own-name';
import { PropChecks } from '../../workflow/prop-checks';
import { acknowledgeWildcard } from '../../workflow/role/wildcards';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
const BUS_NAME_LENGTH = 256;

/** What an execution takes beside the waiting. */
const MARGIN = Duration.hours(12);

/**
 * Pauses a workflow until people have decided, safely.
 *
 * The approval is a workflow of its own. Start it like any other, or wait for it in another workflow with `step()`. It writes the request to a
 * table, tells the approvers, waits, reminds, escalates, and ends with `{ requestId, decision, by, at, comment, reason, votes }`, where `decision`
 * is `APPROVED` or `REJECTED` and `reason` is `VOTES` or `TIMEOUT`. It fails with `Approval.TimedOut` where that is what a timeout means,
 * `Approval.NoApprover` where too few may approve, and `Approval.NotNotified` where no channel took the message.
 *
 * - **Looking decides nothing.** A link opens a page that shows the request; an explicit POST of its form decides. Mail scanners that open
 *   links change nothing.
 * - **The task token stays inside.** A link carries a random id and an expiring signature. The token never leaves the table and the workflow.
 * - **Once.** Each vote is a conditional write. Whoever comes second sees what was decided, by whom and when.
 * - **Two sides.** What asks cannot answer task tokens; what decides can answer those of this workflow only, and signs no links.
 * - **On record.** Every request, view, vote, decision, reminder, escalation and failed message is in the table, and on the bus.
 */
export class HumanApproval extends Construct {
  /** The approval's own workflow. */
  public readonly workflow: Workflow;
  /** Requests and audit entries. */
  public readonly table: dynamodb.ITable;
  /** Hears every audit entry. */
  public readonly eventBus: events.IEventBus;
  /** Carries audit entries from the table to the bus. */
  public readonly auditPipe: pipes.CfnPipe;
  /** Where audit entries wait that could not be put on the bus. */
  public readonly auditDeadLetterQueue: sqs.IQueue;
  /** Rings as long as an entry waits in `auditDeadLetterQueue`. */
  public readonly auditDeadLetterAlarm: cloudwatch.Alarm;
  /** The API behind the links. */
  public readonly api: apigateway.RestApi;
  /** The access log of the API. */
  public readonly accessLogGroup: logs.ILogGroup;
  /** Where links lead, without a `/` at the end. */
  public readonly linkBase: string;
  /** The keys that sign links. */
  public readonly signingSecret: secretsmanager.ISecret;
  /** Signs links, for the workflow. */
  public readonly signFunction: lambda.Function;
  /** Shows requests and takes decisions, behind the API. */
  public readonly decisionFunction: lambda.Function;
  /** Adds new keys to the secret; none where the secret is given. */
  public readonly rotateFunction?: lambda.Function;
  /** Checks JSON Web Tokens; only with `ApprovalAuthorizer.jwt`. */
  public readonly authorizerFunction?: lambda.Function;
  private readonly approvalApi: ApprovalApi;
  private readonly longest: Duration;

  /** @throws when props contradict each other; one error lists every problem */
  constructor(scope: Construct, id: string, props: HumanApprovalProps) {
    super(scope, id);
    const checks = new PropChecks(this);
    checkApprovalProps(props, checks);
    checks.throwIfAny();
    const levels = levelSpecs(props);
    const total = totalSeconds(levels);
    checkTotal(total, props, checks);
    checks.throwIfAny();

    const logRetention = props.logRetention ?? APPROVAL_DEFAULTS.logRetention;
    this.table = props.table ?? createTable(this, props);
    this.eventBus = props.eventBus ?? new events.EventBus(this, 'EventBus', { eventBusName: ownName(this, BUS_NAME_LENGTH) });
    const audit = new AuditPipe(this, 'Audit', {
      table: this.table, eventBus: this.eventBus, source: props.eventSource ?? APPROVAL_DEFAULTS.eventSource, alarmTopic: props.alarms?.topic,
    });
    this.auditPipe = audit.pipe;
    this.auditDeadLetterQueue = audit.deadLetterQueue;
    this.auditDeadLetterAlarm = audit.deadLetterAlarm!;
    const signing = createSigningSecret(this, props, total + LINK_GRACE_SECONDS);
    this.signingSecret = signing.secret;
    this.rotateFunction = signing.rotateFunction;

    this.decisionFunction = new ApprovalFunction(this, 'Decisions', {
      code: 'decisions',
      description: `Shows the requests of ${this.node.path} and takes decisions`,
      environment: {
        TABLE_NAME: this.table.tableName,
        SIGNING_SECRET_ARN: this.signingSecret.secretArn,
        AUTHORIZATION: props.authorizer?._kind ?? 'NONE',
        ...(props.authorizer ? { IDENTITY_CLAIM: props.authorizer._claim } : {}),
      },
      timeout: Duration.seconds(20),
      logRetention,
    });
    this.approvalApi = new ApprovalApi(this, 'Gateway', props, this.decisionFunction);
    this.api = this.approvalApi.api;
    this.accessLogGroup = this.approvalApi.accessLogGroup;
    this.authorizerFunction = this.approvalApi.authorizerFunction;
    this.linkBase = (props.linkBase ?? this.api.urlForPath('/')).replace(/\/$/, '');
    this.signFunction = new ApprovalFunction(this, 'SignLinks', {
      code: 'sign-links',
      description: `Signs the links of ${this.node.path}`,
      environment: { SIGNING_SECRET_ARN: this.signingSecret.secretArn, BASE_URL: this.linkBase },
      timeout: Duration.seconds(10),
      logRetention,
    });
    for (const statement of this.readingKeys()) this.signFunction.addToRolePolicy(statement);

    const retention = (props.retention ?? APPROVAL_DEFAULTS.retention).toSeconds();
    const states = new Construct(this, 'States');
    this.longest = Duration.seconds(total + MARGIN.toSeconds());
    this.workflow = new Workflow(this, 'Workflow', {
      ...props,
      timeout: this.longest,
      definition: approvalDefinition(states, {
        table: this.table,
        signFunction: this.signFunction,
        title: props.title,
        summary: props.summary ?? '',
        fields: props.fields ?? {},
        requester: props.requester,
        levels,
        channels: this.bindChannels(props),
        lookSeconds: lookSeconds(total),
        reminderSeconds: props.reminderInterval?.toSeconds(),
        commentOnRejection: props.commentOnRejection ?? APPROVAL_DEFAULTS.commentOnRejection,
        lifetimeSeconds: total + retention,
      }),
    });
    this.allowDeciding();
  }

  /**
   * A step that waits for this approval, in any other workflow. It starts the approval as a workflow of its own and takes its outcome.
   * With the error of a failed approval (`Approval.TimedOut`, …) the step fails as well; a rejection is `Approval.Rejected`.
   */
  public step(props: ApprovalStepProps = {}): Step {
    return Step._of(new AwaitApproval(this.workflow, this.longest.plus(MARGIN), this.node.id, props));
  }

  /**
   * Lets a program show and decide requests: `GET` and `POST` of `/decisions/{id}`, signed by AWS Signature Version 4, the decision as
   * `{ "decision": "APPROVED", "comment": "…" }`. Where the rule names approvers, the program has to be one of them, by the ARN of its role; so it
   * has to where there is a requester, unless `ApprovalAuthorizer.iam()` knows that one by an ARN too. With `ApprovalAuthorizer.iam()`, `grantee`
   * may open and decide requests by their links as well.
   */
  public grantDecide(grantee: iam.IGrantable): iam.Grant {
    return this.approvalApi.grantDecide(grantee);
  }

  /** Each channel under a name of its own. */
  private bindChannels(props: HumanApprovalProps): ChannelState[] {
    const names = new Map<string, number>();
    return props.channels.map(({ _work: work }, index) => {
      const count = (names.get(work.name) ?? 0) + 1;
      names.set(work.name, count);
      const name = count === 1 ? work.name : `${work.name} ${count}`;
      const telling = work.bind(new Construct(this, `Channel${index + 1}`), name);
      return { ...telling, name: telling.step.name };
    });
  }

  /**
   * What the deciding side may do. A policy of its own that comes after the workflow: the function itself does not wait for it, as the workflow
   * knows the API's address, and the API the function.
   */
  private allowDeciding(): void {
    const { encryptionKey } = this.table;
    const executions = Stack.of(this).formatArn({
      service: 'states', resource: 'execution', resourceName: `${this.workflow.workflowName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new iam.Policy(this, 'DecisionsPolicy', {
      roles: [this.decisionFunction.role!],
      statements: [
        new iam.PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [this.table.tableArn] }),
        ...this.readingKeys(),
        new iam.PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [this.workflow.workflowArn] }),
        new iam.PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] }),
        ...decrypting(encryptionKey),
      ],
    });
    acknowledgeWildcard(policy, executions, 'an execution is named when it starts; it is one of this state machine');
  }

  private readingKeys(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.signingSecret.secretArn] }),
      ...decrypting(this.signingSecret.encryptionKey),
    ];
  }
}

function decrypting(key: kms.IKey | undefined): iam.PolicyStatement[] {
  return key ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })] : [];
}
