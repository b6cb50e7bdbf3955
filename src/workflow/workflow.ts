import {
  ArnFormat, aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_sns as sns, aws_sqs as sqs,
  aws_stepfunctions as sfn, Lazy, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmSet, createAlarms } from './alarms/alarm-set';
import { createDashboard } from './dashboard/workflow-dashboard';
import { checkDefinition, checkWaits } from './definition/definition-checks';
import { renderDefinition } from './definition/definition-source';
import { RenderedDefinitionBody } from './definition/rendered-definition-body';
import { encryptMachine } from './encryption/machine-encryption';
import { IWorkflow } from './i-workflow';
import { ImportedWorkflow } from './imported-workflow';
import { acknowledgeErrorLevel, createLogGroup, logLevel } from './logging/log-destination';
import { createNotifications } from './notifications/notification-set';
import { PropChecks } from './prop-checks';
import { createRelease } from './releases/release-set';
import { deriveNeeds } from './role/derived-needs';
import { createExecutionRole, roleAsItIs, writePolicies } from './role/execution-role';
import { ownArnWithoutReference } from './role/own-arn';
import { Trigger } from './trigger';
import { TriggerResources } from './triggers/trigger-resources';
import { WorkflowAttributes } from './workflow-attributes';
import { WorkflowBase } from './workflow-base';
import { checkProps } from './workflow-checks';
import { WORKFLOW_DEFAULTS } from './workflow-defaults';
import { WorkflowProps } from './workflow-props';

/**
 * A Step Functions state machine with all that production needs around it: a role that may do what its definition does and no more,
 * logs, traces, a timeout, alarms, and on request notifications, releases, encryption and a dashboard.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/welcome.html
 */
export class Workflow extends WorkflowBase {
  /**
   * A workflow that exists already, by the ARN of its state machine; a Standard one without alias and customer managed key.
   *
   * @param workflowArn ARN of the state machine, without version or alias
   */
  public static fromWorkflowArn(scope: Construct, id: string, workflowArn: string): IWorkflow {
    return new ImportedWorkflow(scope, id, { workflowArn });
  }

  /**
   * A workflow of this account and Region that exists already, by the name of its state machine.
   *
   * @param workflowName name of the state machine
   */
  public static fromWorkflowName(scope: Construct, id: string, workflowName: string): IWorkflow {
    const workflowArn = Stack.of(scope).formatArn({
      service: 'states', resource: 'stateMachine', resourceName: workflowName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new ImportedWorkflow(scope, id, { workflowArn });
  }

  /** A workflow that exists already, with what its ARN does not say: its type, alias and key. */
  public static fromWorkflowAttributes(scope: Construct, id: string, attrs: WorkflowAttributes): IWorkflow {
    return new ImportedWorkflow(scope, id, attrs);
  }

  public readonly stateMachine: sfn.IStateMachine;
  public readonly workflowArn: string;
  public readonly workflowName: string;
  public readonly workflowType: sfn.StateMachineType;
  public readonly startArn: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly alarmTopic?: sns.ITopic;
  /** The role that executions run under. */
  public readonly role: iam.IRole;
  /** What the definition needs, as a policy of the role; none where it needs nothing, or the role was given `withoutPolicyUpdates()`. */
  public readonly rolePolicy?: iam.Policy;
  /** What names the state machine itself, in a policy that comes after it. */
  public readonly ownPolicy?: iam.Policy;
  /** The log group that executions log to; none where logging is off. */
  public readonly logGroup?: logs.ILogGroup;
  /** Alarm on failed executions. */
  public readonly failedAlarm?: cloudwatch.IAlarm;
  /** Alarm on executions that timed out. */
  public readonly timedOutAlarm?: cloudwatch.IAlarm;
  /** Alarm on throttled state transitions (Standard). */
  public readonly throttledAlarm?: cloudwatch.IAlarm;
  /** Alarm on aborted executions (Standard). */
  public readonly abortedAlarm?: cloudwatch.IAlarm;
  /** Alarm on how long executions take. */
  public readonly durationAlarm?: cloudwatch.IAlarm;
  /** The dashboard. */
  public readonly dashboard?: cloudwatch.Dashboard;
  /** The rules of the notifications, in their order. */
  public readonly notificationRules: events.IRule[];
  /** The queue for notifications that could not be delivered. */
  public readonly notificationDeadLetterQueue?: sqs.IQueue;
  /** Alarm on notifications that could not be delivered. */
  public readonly notificationDeadLetterAlarm?: cloudwatch.IAlarm;
  /** The version that was released last. */
  public readonly version?: sfn.CfnStateMachineVersion;
  /** The alias that releases move. */
  public readonly alias?: sfn.CfnStateMachineAlias;
  protected readonly arnWithoutReference: string;

  /** @throws when props contradict each other or AWS would refuse them or the definition; one error lists every problem */
  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id, { physicalName: props.workflowName });
    const type = props.workflowType ?? WORKFLOW_DEFAULTS.workflowType;
    const express = type === sfn.StateMachineType.EXPRESS;
    const level = logLevel(props.logging, type);
    const logging = level !== sfn.LogLevel.OFF;
    const tracing = props.tracing ?? WORKFLOW_DEFAULTS.tracing;
    const removalPolicy = props.removalPolicy ?? WORKFLOW_DEFAULTS.removalPolicy;

    const checks = new PropChecks(this);
    checkProps(props, type, checks);
    const defaultTimeout = express ? WORKFLOW_DEFAULTS.timeoutExpress : WORKFLOW_DEFAULTS.timeoutStandard;
    const rendered = renderDefinition(this, props, defaultTimeout, checks);
    const kind = express ? 'EXPRESS' : 'STANDARD';
    const definition = rendered && checkDefinition(this, rendered, kind, checks);
    if (definition && props.timeout === undefined && props.definitionBody === undefined) checkWaits(definition, defaultTimeout, checks);
    const needs = definition === undefined ? [] : deriveNeeds(this, definition, props, {
      machineArn: Lazy.string({ produce: () => machine.stateMachineArn }),
      machineName: Lazy.string({ produce: () => machine.stateMachineName }),
      workflowType: kind,
      logging,
      tracing,
      encryptionKeyArn: props.encryptionKey?.keyArn,
    }, checks);
    checks.throwIfAny();

    const resource = () => machine.node.defaultChild as sfn.CfnStateMachine;
    this.role = props.role ?? createExecutionRole(this, props.workflowName, resource);
    this.logGroup = logging ? createLogGroup(this, props.logging, props.encryptionKey, removalPolicy) : undefined;
    const machine = new sfn.StateMachine(this, 'StateMachine', {
      stateMachineName: props.workflowName,
      stateMachineType: type,
      definitionBody: new RenderedDefinitionBody(rendered!),
      role: roleAsItIs(this, this.role),
      tracingEnabled: tracing,
      logs: this.logGroup && {
        destination: this.logGroup,
        level,
        includeExecutionData: props.logging?.includeExecutionData ?? WORKFLOW_DEFAULTS.includeExecutionData,
      },
      removalPolicy,
    });
    ({ policy: this.rolePolicy, ownPolicy: this.ownPolicy } = writePolicies(this, this.role, machine, needs));
    if (logging && props.logging?.level === undefined && !express) acknowledgeErrorLevel(machine);
    if (props.encryptionKey !== undefined) encryptMachine(machine, props.encryptionKey, props.dataKeyReusePeriod, logging);
    this.stateMachine = machine;
    this.workflowArn = machine.stateMachineArn;
    this.workflowName = machine.stateMachineName;
    this.workflowType = type;
    this.encryptionKey = props.encryptionKey;
    this.alarmTopic = props.alarms?.topic;
    this.arnWithoutReference = ownArnWithoutReference(this, props.workflowName, resource);

    const alarms = createAlarms(this, machine, type, props.alarms);
    this.failedAlarm = alarms.failed;
    this.timedOutAlarm = alarms.timedOut;
    this.throttledAlarm = alarms.throttled;
    this.abortedAlarm = alarms.aborted;
    this.durationAlarm = alarms.duration;
    if (props.dashboard ?? WORKFLOW_DEFAULTS.dashboard) this.dashboard = createDashboard(this, machine, type, listOf(alarms));
    const release = props.releases && createRelease(this, machine, props.releases, listOf(alarms));
    this.version = release?.version;
    this.alias = release?.alias;
    this.startArn = release?.alias.ref ?? this.workflowArn;
    const notifications = createNotifications(this, machine, props.notifications ?? [], props.alarms?.topic);
    this.notificationRules = notifications.rules;
    this.notificationDeadLetterQueue = notifications.deadLetterQueue;
    this.notificationDeadLetterAlarm = notifications.deadLetterAlarm;
    for (const trigger of props.triggers ?? []) this.addTrigger(trigger);
  }

  /**
   * Adds what starts this workflow.
   *
   * @returns the resources that the trigger created
   * @throws when the trigger starts another workflow already, or another trigger of this one has its name
   */
  public addTrigger(trigger: Trigger): TriggerResources {
    const resources = trigger._bind(this.triggerScope(), this);
    // What starts the workflow needs this role, so it comes after all that the workflow's role is allowed: the first execution has it.
    // The rest does not: the workflow may use a queue whose messages are parked in the trigger's dead-letter queue.
    if (this.ownPolicy !== undefined) resources.role.node.addDependency(this.ownPolicy);
    return resources;
  }

  private triggerScope(): Construct {
    return this.node.tryFindChild('Triggers') as Construct | undefined ?? new Construct(this, 'Triggers');
  }
}

function listOf(alarms: AlarmSet): cloudwatch.IAlarm[] {
  return Object.values(alarms).filter((alarm) => alarm !== undefined);
}
