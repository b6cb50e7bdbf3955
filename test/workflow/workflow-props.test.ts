import { aws_kms as kms, aws_logs as logs, aws_sns as sns, aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { newStack, newWorkflow } from './fixture';
import { Releases, WorkflowNotification, WorkflowProps } from '../../src';

const { EXPRESS } = sfn.StateMachineType;
const minutes = Duration.minutes;

type Wrong = [what: string, props: WorkflowProps | ((stack: Stack) => WorkflowProps), message: string];

const WRONG: Wrong[] = [
  ['an empty name', { workflowName: '' }, "workflowName: got ''; give 1 to 80 characters, not 0"],
  ['a name of 81 characters', { workflowName: 'x'.repeat(81) }, 'give 1 to 80 characters, not 81'],
  ['a name with a space', { workflowName: 'my orders' }, "workflowName: got 'my orders'; give only letters, digits and +!@.()-=_'"],
  ['a timeout of zero', { timeout: minutes(0) }, 'timeout: got 0 minutes; give whole seconds, from 1 second to 365 days for STANDARD workflows'],
  ['a timeout of half a second', { timeout: Duration.millis(500) }, 'give whole seconds, from 1 second'],
  ['a timeout of a year and a day', { timeout: Duration.days(366) }, 'timeout: got 366 days; give whole seconds, from 1 second to 365 days'],
  ['an Express timeout of six minutes', { timeout: minutes(6), workflowType: EXPRESS },
    'timeout: got 6 minutes; give whole seconds, from 1 second to 5 minutes for EXPRESS workflows'],
  ['retention without logging', { logging: { level: sfn.LogLevel.OFF, retention: logs.RetentionDays.ONE_DAY } },
    'logging.retention: got 1; take it out, or set a logging.level other than OFF: nothing is logged'],
  ['execution data without logging', { logging: { level: sfn.LogLevel.OFF, includeExecutionData: true } }, 'logging.includeExecutionData: got true; take it out'],
  ['a key without logging', (stack) => ({ logging: { level: sfn.LogLevel.OFF, encryptionKey: new kms.Key(stack, 'K') } }),
    'logging.encryptionKey: got Shop/K; take it out'],
  ['a log group without logging', (stack) => ({ logging: { level: sfn.LogLevel.OFF, logGroup: new logs.LogGroup(stack, 'G') } }),
    'logging.logGroup: got Shop/G; take it out'],
  ['retention of a log group that is given', (stack) => ({ logging: { logGroup: new logs.LogGroup(stack, 'G'), retention: logs.RetentionDays.ONE_DAY } }),
    'logging.retention: got 1; set it on the log group that logging.logGroup gives, and take it out here'],
  ['a data key period without a key', { dataKeyReusePeriod: minutes(5) }, 'dataKeyReusePeriod: got 5 minutes; take it out, or give an encryptionKey'],
  ['a data key period of half a minute', (stack) => ({ encryptionKey: new kms.Key(stack, 'K'), dataKeyReusePeriod: Duration.seconds(30) }),
    'dataKeyReusePeriod: got 30 seconds; give whole seconds, from 1 minute to 15 minutes'],
  ['alarms without a topic', { alarms: { failedThreshold: 2 } }, 'alarms.topic: got nothing; give the topic that the alarms notify, or leave alarms out'],
  ['a topic of alarms that are off', (stack) => ({ alarms: { enabled: false, topic: new sns.Topic(stack, 'T') } }),
    'alarms.enabled: got false; there are no alarms, so take out topic, or enable them'],
  ['a threshold of zero', (stack) => ({ alarms: { topic: new sns.Topic(stack, 'T'), failedThreshold: 0 } }),
    'alarms.failedThreshold: got 0; give a whole number from 1 on'],
  ['a fractional threshold', (stack) => ({ alarms: { topic: new sns.Topic(stack, 'T'), timedOutThreshold: 1.5 } }), 'alarms.timedOutThreshold: got 1.5'],
  ['a threshold that Express has no metric for', (stack) => ({ workflowType: EXPRESS, alarms: { topic: new sns.Topic(stack, 'T'), abortedThreshold: 1 } }),
    'alarms.abortedThreshold: got 1; leave it out: Express workflows have no such metric'],
  ['a period that CloudWatch does not have', (stack) => ({ alarms: { topic: new sns.Topic(stack, 'T'), period: Duration.seconds(90) } }),
    'alarms.period: got 1 minute 30 seconds; give a minute or a multiple of it'],
  ['a percentile of 100', (stack) => ({ alarms: { topic: new sns.Topic(stack, 'T'), duration: { threshold: minutes(1), percentile: 100 } } }),
    'alarms.duration.percentile: got 100; give a number above 0 and below 100'],
  ['a duration alarm from zero on', (stack) => ({ alarms: { topic: new sns.Topic(stack, 'T'), duration: { threshold: minutes(0) } } }),
    'alarms.duration.threshold: got 0 minutes; give a duration above zero'],
  ['notifications of an Express workflow', (stack) => ({ workflowType: EXPRESS, notifications: [WorkflowNotification.toTopic(new sns.Topic(stack, 'T'))] }),
    "notifications: got '1 for an EXPRESS workflow'; leave them out: Express executions send no status events"],
  ['a notification of no status', (stack) => ({ notifications: [WorkflowNotification.toTopic(new sns.Topic(stack, 'T'), { statuses: [] })] }),
    'notifications[0].statuses: got an empty list; give at least one status'],
  ['a notification that is tried for a second', (stack) => ({
    notifications: [WorkflowNotification.toTopic(new sns.Topic(stack, 'T'), { maxEventAge: Duration.seconds(1) })],
  }), 'notifications[0].maxEventAge: got 1 second; '],
  ['a notification that is tried 186 times', (stack) => ({
    notifications: [WorkflowNotification.toTopic(new sns.Topic(stack, 'T'), { retryAttempts: 186 })],
  }), 'notifications[0].retryAttempts: got 186; give a whole number from 0 to 185'],
  ['one receiver notified twice', (stack) => {
    const topic = new sns.Topic(stack, 'T');
    return { notifications: [WorkflowNotification.toTopic(topic), WorkflowNotification.toTopic(topic)] };
  }, "notifications[1]: got 'Shop/T'; name all its statuses in one notification"],
  ['an alias of digits', { releases: Releases.allAtOnce({ aliasName: '123' }) }, "releases.aliasName: got '123'; give 1 to 80 letters"],
  ['a shift of nothing', { releases: Releases.linear({ percentage: 0, interval: minutes(1) }) }, 'releases.percentage: got 0; give a whole number from 1 to 99'],
  ['a shift of all', { releases: Releases.canary({ percentage: 100, interval: minutes(1) }) }, 'releases.percentage: got 100'],
  ['a shift every second', { releases: Releases.linear({ percentage: 10, interval: Duration.seconds(1) }) },
    'releases.interval: got 1 second; give whole minutes, from 1 minute to 35 hours'],
  ['a shift every two days', { releases: Releases.linear({ percentage: 10, interval: Duration.days(2) }) }, 'releases.interval: got 2 days'],
  ['a release without alarms', { alarms: { enabled: false }, releases: Releases.allAtOnce() },
    'releases.rollbackAlarms: got nothing; give alarms that roll a release back: the alarms of the workflow are switched off'],
  ['a release with an empty list of alarms', { releases: Releases.allAtOnce({ rollbackAlarms: [] }) }, 'releases.rollbackAlarms: got an empty list'],
];

describe('a workflow is refused with', () => {
  test.each(WRONG)('%s', (_, props, message) => {
    // GIVEN
    const stack = newStack();
    const wrong = () => newWorkflow(stack, typeof props === 'function' ? props(stack) : props);

    // THEN
    expect(wrong).toThrow(message);
  });

  test('several wrong props in one error', () => {
    expect(() => newWorkflow(newStack(), {
      workflowName: 'my orders',
      timeout: Duration.seconds(0),
      alarms: { failedThreshold: 0 },
      releases: Releases.linear({ percentage: 0, interval: minutes(1) }),
    })).toThrow(/^Shop\/Orders: 5 problems\n {2}- workflowName: .*\n {2}- timeout: .*\n {2}- alarms.topic: .*\n {2}- alarms.failedThreshold: .*\n {2}- releases.percentage: /);
  });
});
