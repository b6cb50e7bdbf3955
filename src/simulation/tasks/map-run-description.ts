import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind } from './task-kind';
import { isObject, Json, JsonObject } from '../../asl';
import type { MapRunCounts, MapRunFacts } from '../engine/map-run-port';

/**
 * The map run as an AWS SDK integration answers.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
 */
function described({ run, ...facts }: MapRunFacts, isoOf: (at: number) => string): JsonObject {
  const at = (name: string, time: number | undefined): JsonObject => (time === undefined ? {} : { [name]: isoOf(time) });
  return {
    ExecutionArn: facts.executionArn,
    ExecutionCounts: countsOf(run.executions),
    ItemCounts: countsOf(run.items),
    MapRunArn: facts.mapRunArn,
    MaxConcurrency: run.concurrency,
    RedriveCount: run.redriveCount,
    ...at('RedriveDate', facts.redrivenAt),
    ...at('StartDate', facts.startedAt),
    Status: facts.status,
    ...at('StopDate', facts.stoppedAt),
    ToleratedFailureCount: run.toleratedCount ?? 0,
    ToleratedFailurePercentage: run.toleratedPercentage ?? 0,
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
        const { engine, clock } = frame.execution;
        const facts = engine.mapRuns.get(arnOf(request))?.();
        return facts && run.succeed(described(facts, (at) => clock.isoOf(at)));
      },
    };
  },
};

function arnOf(request: Json): string {
  return isObject(request) && typeof request.MapRunArn === 'string' ? request.MapRunArn : '';
}
