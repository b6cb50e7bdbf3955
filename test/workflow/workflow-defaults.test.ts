import { readFileSync } from 'fs';
import { join } from 'path';
import { DELIVERY_DEFAULTS } from '../../src/workflow/triggers/delivery';
import { WORKFLOW_DEFAULTS } from '../../src/workflow/workflow-defaults';

/** The `@default` note of a prop in a file of this room. */
function documented(file: string, prop: string): string {
  const source = readFileSync(join(__dirname, '../../src/workflow', file), 'utf8');
  const before = source.slice(0, source.search(new RegExp(`readonly ${prop}\\??:`)));
  return /@default (.*)(?![^]*@default)/.exec(before)![1];
}

const { timeoutStandard, timeoutExpress } = WORKFLOW_DEFAULTS;

describe('the documented defaults are those of the code', () => {
  test.each([
    ['workflow-options.ts', 'workflowType', `StateMachineType.${WORKFLOW_DEFAULTS.workflowType}`],
    ['workflow-props.ts', 'queryLanguage', `QueryLanguage.${WORKFLOW_DEFAULTS.queryLanguage.toUpperCase()}`],
    ['workflow-options.ts', 'timeout',
      `- the \`TimeoutSeconds\` of a string or file definition, else ${timeoutStandard.toHumanString()} for Standard and ${timeoutExpress.toHumanString()} for Express`],
    ['workflow-options.ts', 'tracing', String(WORKFLOW_DEFAULTS.tracing)],
    ['workflow-options.ts', 'dashboard', String(WORKFLOW_DEFAULTS.dashboard)],
    ['workflow-options.ts', 'removalPolicy', `RemovalPolicy.${WORKFLOW_DEFAULTS.removalPolicy.toUpperCase()}`],
    ['logging/workflow-logging.ts', 'level',
      `- \`${WORKFLOW_DEFAULTS.logLevelStandard}\` for Standard workflows, \`${WORKFLOW_DEFAULTS.logLevelExpress}\` for Express workflows, which keep no history of their own`],
    ['logging/workflow-logging.ts', 'includeExecutionData', String(WORKFLOW_DEFAULTS.includeExecutionData)],
    ['logging/workflow-logging.ts', 'retention', WORKFLOW_DEFAULTS.retention === 30 ? 'RetentionDays.ONE_MONTH' : 'another'],
    ['alarms/workflow-alarms.ts', 'period', `Duration.minutes(${WORKFLOW_DEFAULTS.alarmPeriod.toMinutes()})`],
    ['alarms/workflow-alarms.ts', 'failedThreshold', String(WORKFLOW_DEFAULTS.alarmThreshold)],
    ['alarms/workflow-alarms.ts', 'timedOutThreshold', String(WORKFLOW_DEFAULTS.alarmThreshold)],
    ['alarms/workflow-alarms.ts', 'throttledThreshold', String(WORKFLOW_DEFAULTS.alarmThreshold)],
    ['alarms/workflow-alarms.ts', 'abortedThreshold', String(WORKFLOW_DEFAULTS.alarmThreshold)],
    ['alarms/workflow-alarms.ts', 'percentile', String(WORKFLOW_DEFAULTS.alarmPercentile)],
    ['releases/releases.ts', 'aliasName', `'${WORKFLOW_DEFAULTS.aliasName}'`],
    ['notifications/workflow-notification.ts', 'statuses', '- SUCCEEDED, FAILED, TIMED_OUT and ABORTED: each end of an execution'],
    ['notifications/workflow-notification.ts', 'maxEventAge', `Duration.hours(${DELIVERY_DEFAULTS.maxEventAge.toHours()})`],
    ['notifications/workflow-notification.ts', 'retryAttempts', String(DELIVERY_DEFAULTS.retryAttempts)],
    ['workflow-attributes.ts', 'workflowType', `StateMachineType.${WORKFLOW_DEFAULTS.workflowType}`],
  ])('%s: %s', (file, prop, expected) => {
    expect(documented(file, prop)).toBe(expected);
  });

  test('the statuses that are told', () => {
    expect(WORKFLOW_DEFAULTS.notifiedStatuses).toEqual(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
  });
});
