import { Integration, RUNS_JOB } from '../integration';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html */
export const databrew: Integration = {
  service: 'databrew',
  actions: {
    startJobRun: {
      patterns: RUNS_JOB,
      tell: (call) => {
        const jobs = call.arns({ kind: 'databrew:Job', arn: (name) => call.arn('databrew', `job/${name}`) }, 'Name');
        call.need(['databrew:StartJobRun'], jobs, 'runs the job');
        if (call.isJob) call.need(['databrew:ListJobRuns', 'databrew:StopJobRun'], jobs, 'follows the job and stops it');
      },
    },
  },
};
