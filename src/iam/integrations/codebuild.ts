import type { Call, ResourceForm } from '../call';
import { ANSWERS, Integration, IntegrationAction, RUNS_JOB } from '../integration';
import { tellManagedRule } from '../managed-rule';

const FOLLOWS_BATCH = ['codebuild:BatchGetBuildBatches', 'codebuild:StopBuildBatch'];
const BATCH_RULE = 'StepFunctionsGetEventForCodeBuildStartBuildBatchRule';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html */
function start(action: string, follows: readonly string[], rule: string): IntegrationAction {
  return {
    patterns: RUNS_JOB,
    tell: (call) => {
      const projects = call.arns({ kind: 'codebuild:project', arn: (name) => call.arn('codebuild', `project/${name}`) }, 'ProjectName');
      call.need([action], projects, 'runs the build');
      if (call.isJob) call.need(follows, projects, 'follows the build and stops it');
      tellManagedRule(call, rule);
    },
  };
}

/** Calls that name builds by id: the project is the part of the id before the colon. */
function ofBuild(action: string, argument: string): IntegrationAction {
  return {
    patterns: ANSWERS,
    tell: (call) => call.need([action], call.arns(projectOfBuild(call), argument), 'manages the build'),
  };
}

function projectOfBuild(call: Call): ResourceForm {
  return { kind: 'codebuild:project', arn: (id) => call.arn('codebuild', `project/${call.part(id, ':', 0) ?? id}`) };
}

function tellRetry(call: Call): void {
  const projects = call.arns(projectOfBuild(call), 'Id');
  call.need(['codebuild:RetryBuildBatch'], projects, 'retries the build');
  if (call.isJob) call.need(FOLLOWS_BATCH, projects, 'follows the build and stops it');
  tellManagedRule(call, BATCH_RULE);
}

const reports: IntegrationAction = {
  patterns: ANSWERS,
  tell: (call) => {
    const groups = call.arns({ kind: 'codebuild:report-group', arn: () => undefined }, 'ReportArns')
      ?.map((arn) => arn.replace(/:report\/([^:]+).*$/, ':report-group/$1'));
    call.need(['codebuild:BatchGetReports'], groups, 'reads the reports');
  },
};

export const codebuild: Integration = {
  service: 'codebuild',
  actions: {
    startBuild: start('codebuild:StartBuild', ['codebuild:BatchGetBuilds', 'codebuild:StopBuild'], 'StepFunctionsGetEventForCodeBuildStartBuildRule'),
    startBuildBatch: start('codebuild:StartBuildBatch', FOLLOWS_BATCH, BATCH_RULE),
    stopBuild: ofBuild('codebuild:StopBuild', 'Id'),
    stopBuildBatch: ofBuild('codebuild:StopBuildBatch', 'Id'),
    retryBuildBatch: { patterns: RUNS_JOB, tell: tellRetry },
    deleteBuildBatch: ofBuild('codebuild:DeleteBuildBatch', 'Id'),
    batchDeleteBuilds: ofBuild('codebuild:BatchDeleteBuilds', 'Ids'),
    batchGetReports: reports,
  },
};
