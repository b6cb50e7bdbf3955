import { Integration, RUNS_JOB } from '../integration';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html */
export const glue: Integration = {
  service: 'glue',
  actions: {
    startJobRun: {
      patterns: RUNS_JOB,
      tell: (call) => {
        const jobs = call.arns({ kind: 'glue:job', arn: (name) => call.arn('glue', `job/${name}`) }, 'JobName');
        call.need(['glue:StartJobRun'], jobs, 'runs the job');
        if (call.isJob) call.need(['glue:BatchStopJobRun', 'glue:GetJobRun', 'glue:GetJobRuns'], jobs, 'follows the job and stops it');
      },
    },
  },
};
