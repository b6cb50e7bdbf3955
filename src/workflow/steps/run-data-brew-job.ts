import { interfaces } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';

/**
 * How to run a Glue DataBrew job, a recipe or a profile. `arguments` are further fields of StartJobRun. The result is the job run; with
 * `WaitFor.RESPONSE` its id. A profile job whose ruleset is not met succeeds all the same: DataBrew writes that into its report.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html
 */
export interface RunDataBrewJobProps extends StepProps {}

/** Runs a Glue DataBrew job. */
export class RunDataBrewJob extends RequestWork {
  public readonly resource = 'databrew:startJobRun';
  protected readonly transientErrors = transientErrors('DataBrew', 'ServiceQuotaExceededException');

  constructor(private readonly job: interfaces.aws_databrew.IJobRef, props: RunDataBrewJobProps) {
    super('runDataBrewJob', job.node.id, props, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    return { Name: this.job.jobRef.jobName };
  }

  protected defaultResult(): string {
    return '$states.result';
  }
}
