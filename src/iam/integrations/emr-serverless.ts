import type { Call } from '../call';
import { Integration, IntegrationAction, RUNS_JOB } from '../integration';
import { tellManagedRule } from '../managed-rule';
import { passRoles } from '../pass-roles';
import { tellServiceLinkedRole } from '../service-linked-role';

const APPLICATION_RULE = 'StepFunctionsGetEventsForEMRServerlessApplicationRule';
const JOB_RULE = 'StepFunctionsGetEventsForEMRServerlessJobRule';

function applications(call: Call): string[] | undefined {
  return call.arns({ kind: 'emr-serverless:application', arn: (id) => call.arn('emr-serverless', `/applications/${id}`) }, 'ApplicationId');
}

function onApplication(action: string, reason: string, follows: readonly string[]): IntegrationAction {
  return {
    patterns: RUNS_JOB,
    tell: (call) => {
      const arns = applications(call);
      call.need([action], arns, reason);
      if (call.isJob) call.need(follows, arns, 'follows the application');
      tellManagedRule(call, APPLICATION_RULE);
    },
  };
}

function tellCreate(call: Call): void {
  call.need(['emr-serverless:CreateApplication'], ['*'], 'creates the application', { wildcardReason: 'IAM knows no resources for this action' });
  if (call.isJob) {
    call.need(['emr-serverless:DeleteApplication', 'emr-serverless:GetApplication'], [call.arn('emr-serverless', '/applications/*')],
      'follows the application and deletes it, whose id only AWS knows');
  }
  tellServiceLinkedRole(call, 'ops.emr-serverless.amazonaws.com', 'AWSServiceRoleForAmazonEMRServerless');
  tellManagedRule(call, APPLICATION_RULE);
}

function tellStartJob(call: Call): void {
  const arns = applications(call);
  call.need(['emr-serverless:StartJobRun'], arns, 'runs the job');
  passRoles(call, ['ExecutionRoleArn'], 'emr-serverless.amazonaws.com');
  if (call.isJob) call.need(['emr-serverless:CancelJobRun', 'emr-serverless:GetJobRun'], arns?.map((arn) => `${arn}/jobruns/*`), 'follows the job and stops it');
  tellManagedRule(call, JOB_RULE);
}

function tellCancelJob(call: Call): void {
  const id = call.given('JobRunId')?.pattern ?? '*';
  const runs = applications(call)?.map((arn) => `${arn}/jobruns/${id}`);
  call.need(['emr-serverless:CancelJobRun'], runs, 'stops the job');
  if (call.isJob) call.need(['emr-serverless:GetJobRun'], runs, 'follows the job');
  tellManagedRule(call, JOB_RULE);
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html */
export const emrServerless: Integration = {
  service: 'emr-serverless',
  actions: {
    createApplication: { patterns: RUNS_JOB, tell: tellCreate },
    startApplication: onApplication('emr-serverless:StartApplication', 'starts the application', ['emr-serverless:GetApplication', 'emr-serverless:StopApplication']),
    stopApplication: onApplication('emr-serverless:StopApplication', 'stops the application', ['emr-serverless:GetApplication']),
    deleteApplication: onApplication('emr-serverless:DeleteApplication', 'deletes the application', ['emr-serverless:GetApplication']),
    startJobRun: { patterns: RUNS_JOB, tell: tellStartJob },
    cancelJobRun: { patterns: RUNS_JOB, tell: tellCancelJob },
  },
};
