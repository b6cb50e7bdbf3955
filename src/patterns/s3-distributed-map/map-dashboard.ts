import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { MapAlarms } from './map-alarms';
import { accountMetric, MapMetrics } from './map-metrics';

const HALF = 12;
const CHILDREN = ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'];
const ACCOUNT = ['ApproximateOpenMapRunCount', 'OpenMapRunLimit', 'ApproximateMapRunBacklogSize'];

/** Adds to the workflow's dashboard what became of child executions, and how many map runs the account has open and waiting. */
export function addMapWidgets(dashboard: cloudwatch.Dashboard, metrics: MapMetrics, alarms: MapAlarms): void {
  dashboard.addWidgets(
    new cloudwatch.GraphWidget({ title: 'Child executions', width: HALF, left: CHILDREN.map((name) => metrics.children(name)) }),
    new cloudwatch.GraphWidget({ title: 'Map runs of the account', width: HALF, left: ACCOUNT.map((name) => accountMetric(name)) }),
  );
  const made = [alarms.itemsFailed, alarms.backlog].filter((alarm) => alarm !== undefined);
  if (made.length > 0) dashboard.addWidgets(new cloudwatch.AlarmStatusWidget({ title: 'Map run alarms', width: HALF, alarms: made }));
}
