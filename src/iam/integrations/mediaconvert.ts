import type { Call } from '../call';
import { Integration, RUNS_JOB } from '../integration';
import { tellManagedRule } from '../managed-rule';
import { passRoles } from '../pass-roles';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html */
function tellCreate(call: Call): void {
  const queue = (name: string) => call.arn('mediaconvert', `queues/${name}`);
  const queues = call.arns({ kind: 'mediaconvert:Queue', arn: queue, absent: () => queue('Default') }, 'Queue');
  const templates = call.gives('JobTemplate')
    ? call.arns({ kind: 'mediaconvert:JobTemplate', arn: (name) => call.arn('mediaconvert', `jobTemplates/${name}`) }, 'JobTemplate') : [];
  if (queues !== undefined && templates !== undefined) call.need(['mediaconvert:CreateJob'], [...queues, ...templates], 'runs the job');
  passRoles(call, ['Role'], 'mediaconvert.amazonaws.com');
  if (call.gives('Tags')) call.need(['mediaconvert:TagResource'], [call.arn('mediaconvert', 'jobs/*')], 'tags the job');
  if (call.isJob) call.need(['mediaconvert:CancelJob', 'mediaconvert:GetJob'], [call.arn('mediaconvert', 'jobs/*')], 'follows the job and stops it, whose id only AWS knows');
  tellManagedRule(call, 'StepFunctionsGetEventsForMediaConvertJobRule');
}

export const mediaconvert: Integration = {
  service: 'mediaconvert',
  actions: { createJob: { patterns: RUNS_JOB, tell: tellCreate } },
};
