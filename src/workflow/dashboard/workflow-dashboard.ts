import { aws_cloudwatch as cloudwatch, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const HALF = 12;

/** A dashboard with what executions came to, how long they took and the state of the alarms. */
export function createDashboard(
  scope: Construct, machine: sfn.IStateMachine, type: sfn.StateMachineType, alarms: readonly cloudwatch.IAlarm[],
): cloudwatch.Dashboard {
  const dashboard = new cloudwatch.Dashboard(scope, 'Dashboard');
  const standard = type === sfn.StateMachineType.STANDARD;
  const ended = [machine.metricSucceeded(), machine.metricFailed(), machine.metricTimedOut(), ...(standard ? [machine.metricAborted()] : [])];
  const percentiles = ['p50', 'p90', 'p99'].map((statistic) => machine.metricTime({ statistic, label: statistic }));
  dashboard.addWidgets(
    new cloudwatch.GraphWidget({ title: 'Executions', width: HALF, left: [machine.metricStarted(), ...ended].map((metric) => metric.with({ statistic: 'Sum' })) }),
    new cloudwatch.GraphWidget({ title: 'Duration (ms)', width: HALF, left: percentiles }),
  );
  if (standard) {
    dashboard.addWidgets(new cloudwatch.GraphWidget({ title: 'Throttled transitions', width: HALF, left: [machine.metricThrottled()] }));
  }
  if (alarms.length > 0) dashboard.addWidgets(new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: HALF, alarms: [...alarms] }));
  return dashboard;
}
