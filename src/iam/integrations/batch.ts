import type { Call } from '../call';
import { Integration, RUNS_JOB } from '../integration';
import { tellManagedRule } from '../managed-rule';
import { splitOutsideTokens } from '../tokens';

/**
 * A job definition by name is any of its revisions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html
 */
function tellSubmitJob(call: Call): void {
  const definitions = call.arns({
    kind: 'batch:job-definition',
    arn: (name) => call.arn('batch', `job-definition/${splitOutsideTokens(name, ':').length > 1 ? name : `${name}:*`}`),
  }, 'JobDefinition');
  const queues = call.arns({ kind: 'batch:job-queue', arn: (name) => call.arn('batch', `job-queue/${name}`) }, 'JobQueue');
  if (definitions !== undefined && queues !== undefined) call.need(['batch:SubmitJob'], [...definitions, ...queues], 'submits the job');
  if (call.gives('Tags')) {
    call.need(['batch:TagResource'], [call.arn('batch', 'job/*')], 'tags the job');
  }
  if (call.isJob) {
    call.need(['batch:DescribeJobs'], ['*'], 'follows the job', { wildcardReason: 'IAM knows no resources for this action' });
    call.need(['batch:TerminateJob'], [call.arn('batch', 'job/*')], 'stops the job, whose id only AWS knows');
  }
  tellManagedRule(call, 'StepFunctionsGetEventsForBatchJobsRule');
}

export const batch: Integration = {
  service: 'batch',
  actions: { submitJob: { patterns: RUNS_JOB, tell: tellSubmitJob } },
};
