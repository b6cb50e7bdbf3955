import { aws_stepfunctions as sfn, Duration, Token } from 'aws-cdk-lib';
import { checkAlarms } from './alarms/alarm-set';
import { checkLogging } from './logging/log-destination';
import { checkNotifications } from './notifications/notification-set';
import { PropChecks } from './prop-checks';
import { WORKFLOW_LIMITS } from './workflow-defaults';
import { WorkflowProps } from './workflow-props';

/** Notes what is wrong with the props, apart from the definition. */
export function checkProps(props: WorkflowProps, type: sfn.StateMachineType, checks: PropChecks): void {
  checkName(props.workflowName, checks);
  checkTimeout(props.timeout, type, checks);
  checkDataKeyReuse(props, checks);
  checkLogging(props.logging, checks);
  checkAlarms(props.alarms, type, checks);
  checkNotifications(props.notifications ?? [], type, checks);
  props.releases?._check(props.alarms?.enabled !== false, checks);
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
function checkName(name: string | undefined, checks: PropChecks): void {
  if (name === undefined || Token.isUnresolved(name)) return;
  checks.check(name.length >= 1 && name.length <= WORKFLOW_LIMITS.nameLength, 'workflowName', name,
    `give 1 to ${WORKFLOW_LIMITS.nameLength} characters, not ${name.length}`);
  checks.check(/^[\w+!@.()='-]*$/.test(name), 'workflowName', name, "give only letters, digits and +!@.()-=_'");
}

function checkTimeout(timeout: Duration | undefined, type: sfn.StateMachineType, checks: PropChecks): void {
  if (timeout === undefined || timeout.isUnresolved()) return;
  const longest = type === sfn.StateMachineType.EXPRESS ? WORKFLOW_LIMITS.timeoutExpress : WORKFLOW_LIMITS.timeoutStandard;
  const seconds = timeout.toSeconds({ integral: false });
  checks.check(seconds >= 1 && seconds <= longest.toSeconds() && Number.isInteger(seconds), 'timeout', timeout,
    `give whole seconds, from 1 second to ${longest.toHumanString()} for ${type} workflows`);
}

function checkDataKeyReuse(props: WorkflowProps, checks: PropChecks): void {
  const period = props.dataKeyReusePeriod;
  if (period === undefined) return;
  checks.check(props.encryptionKey !== undefined, 'dataKeyReusePeriod', period, 'take it out, or give an encryptionKey: without one there are no data keys');
  const { dataKeyReuseShortest: shortest, dataKeyReuseLongest: longest } = WORKFLOW_LIMITS;
  const seconds = period.toSeconds({ integral: false });
  checks.check(seconds >= shortest.toSeconds() && seconds <= longest.toSeconds() && Number.isInteger(seconds), 'dataKeyReusePeriod', period,
    `give whole seconds, from ${shortest.toHumanString()} to ${longest.toHumanString()}`);
}
