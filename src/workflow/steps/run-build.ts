import { aws_codebuild as codebuild } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';

/**
 * How to run a CodeBuild project. `arguments` are further fields of StartBuild. The result is the build.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
 */
export interface RunBuildProps extends StepProps {
  /**
   * Environment variables of this build, each text or an expression in `{% %}`; not for secrets, which stand in the history then.
   *
   * @default - the project's own
   */
  readonly environment?: { [name: string]: string };
}

/** Runs a CodeBuild project. */
export class RunBuild extends RequestWork {
  public readonly resource = 'codebuild:startBuild';
  protected readonly transientErrors = transientErrors('CodeBuild', 'AccountLimitExceededException', 'AWSCodeBuildException');

  constructor(private readonly project: codebuild.IProject, private readonly run: RunBuildProps) {
    super('runBuild', project.node.id, run, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    const environment = Object.entries(this.run.environment ?? {});
    return {
      ProjectName: this.project.projectName,
      ...(environment.length === 0 ? {} : {
        EnvironmentVariablesOverride: environment.map(([Name, Value]) => ({ Name, Type: 'PLAINTEXT', Value })),
      }),
    };
  }

  protected defaultResult(): string {
    return '$states.result.Build';
  }
}
