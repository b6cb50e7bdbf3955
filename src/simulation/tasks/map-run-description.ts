import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind } from './task-kind';
import { isObject, Json, JsonObject } from '../../asl';
import type { MapRunCounts } from '../engine/map-run-port';
import type { DistributedItems } from '../states/distributed-items';

/**
 * The map run as an AWS SDK integration answers.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
 */
function described(mapRun: DistributedItems): JsonObject | undefined {
  const description = mapRun.describe();
  if (!description) return undefined;
  const { clock, startedAt, stoppedAt, redrivenAt } = mapRun;
  const at = (name: string, time: number | undefined): JsonObject => (time === undefined ? {} : { [name]: clock.isoOf(time) });
  return {
    ExecutionArn: mapRun.frame.execution.arn,
    ExecutionCounts: countsOf(description.executions),
    ItemCounts: countsOf(description.items),
    MapRunArn: mapRun.mapRunArn,
    MaxConcurrency: description.concurrency,
    RedriveCount: description.redriveCount,
    ...at('RedriveDate', redrivenAt),
    StartDate: clock.isoOf(startedAt),
    Status: mapRun.status,
    ...at('StopDate', stoppedAt),
    ToleratedFailureCount: description.toleratedCount ?? 0,
    ToleratedFailurePercentage: description.toleratedPercentage ?? 0,
  };
}

function countsOf(counts: MapRunCounts): JsonObject {
  return {
    Aborted: counts.aborted,
    Failed: counts.failed,
    Pending: counts.pending,
    ResultsWritten: counts.resultsWritten,
    Running: counts.running,
    Succeeded: counts.succeeded,
    TimedOut: counts.timedOut,
    Total: counts.total,
  };
}

/** `aws-sdk:sfn:describeMapRun`: map runs of the same simulation tell where they stand. */
export const mapRunDescription: TaskKind = {
  name: 'description of a map run',
  target(resource) {
    const parts = serviceResource(resource);
    if (parts?.service !== 'aws-sdk:sfn' || parts.action !== 'describeMapRun') return undefined;
    return {
      ...serviceTarget(resource, parts),
      simulate: (run, request, frame) => {
        const mapRun = frame.execution.engine.mapRuns.get(arnOf(request));
        const description = mapRun && described(mapRun);
        return description && run.succeed(description);
      },
    };
  },
};

function arnOf(request: Json): string {
  return isObject(request) && typeof request.MapRunArn === 'string' ? request.MapRunArn : '';
}
