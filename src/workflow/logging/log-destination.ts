import { aws_kms as kms, aws_logs as logs, aws_stepfunctions as sfn, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { letLogsEncrypt } from '../encryption/log-key-access';
import { PropChecks } from '../prop-checks';
import { WORKFLOW_DEFAULTS } from '../workflow-defaults';
import { logGroupName } from './log-group-name';
import { WorkflowLogging } from './workflow-logging';

/** The level that a workflow logs at. */
export function logLevel(props: WorkflowLogging | undefined, type: sfn.StateMachineType): sfn.LogLevel {
  return props?.level ?? (type === sfn.StateMachineType.EXPRESS ? WORKFLOW_DEFAULTS.logLevelExpress : WORKFLOW_DEFAULTS.logLevelStandard);
}

export function checkLogging(props: WorkflowLogging | undefined, checks: PropChecks): void {
  if (props === undefined) return;
  const about = (names: readonly (keyof WorkflowLogging)[]) => names.filter((name) => props[name] !== undefined && props[name] !== false);
  if (props.level === sfn.LogLevel.OFF) {
    for (const name of about(['retention', 'encryptionKey', 'logGroup', 'includeExecutionData'])) {
      checks.add(`logging.${name}`, props[name], 'take it out, or set a logging.level other than OFF: nothing is logged');
    }
  } else if (props.logGroup !== undefined) {
    for (const name of about(['retention', 'encryptionKey'])) {
      checks.add(`logging.${name}`, props[name], 'set it on the log group that logging.logGroup gives, and take it out here');
    }
  }
}

/** The log group: the user's, or a new one under `/aws/vendedlogs/states/`. */
export function createLogGroup(
  scope: Construct, props: WorkflowLogging | undefined, defaultKey: kms.IKey | undefined, removalPolicy: RemovalPolicy,
): logs.ILogGroup {
  if (props?.logGroup !== undefined) return props.logGroup;
  const name = logGroupName(scope);
  const key = props?.encryptionKey ?? defaultKey;
  if (key !== undefined) letLogsEncrypt(scope, key, name);
  return new logs.LogGroup(scope, 'LogGroup', {
    logGroupName: name,
    retention: props?.retention ?? WORKFLOW_DEFAULTS.retention,
    encryptionKey: key,
    removalPolicy,
  });
}

/** Rules that ask for level ALL (cdk-nag's AwsSolutions-SF1) get the reason for the default level of Standard workflows. */
export function acknowledgeErrorLevel(machine: sfn.StateMachine): void {
  acknowledge(machine, 'AwsSolutions-SF1', 'Step Functions keeps the whole history of Standard executions for 90 days; the log holds what fails');
}
