import { interfaces } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';

/**
 * How to run a Glue job. `arguments` are further fields of StartJobRun. The result is the job run; with `WaitFor.RESPONSE` its id.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 */
export interface RunGlueJobProps extends StepProps {
  /**
   * Arguments of the job (`--day`), each text or an expression in `{% %}`.
   *
   * @default - the job's own
   */
  readonly jobArguments?: { [name: string]: string };
}

/** Runs a Glue job. */
export class RunGlueJob extends RequestWork {
  public readonly resource = 'glue:startJobRun';
  protected readonly transientErrors = transientErrors('Glue', 'ConcurrentRunsExceededException', 'InternalServiceException',
    'OperationTimeoutException', 'ResourceNumberLimitExceededException');

  constructor(private readonly job: interfaces.aws_glue.IJobRef, private readonly run: RunGlueJobProps) {
    super('runGlueJob', job.node.id, run, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    const { jobArguments } = this.run;
    return { JobName: this.job.jobRef.jobName, ...(jobArguments === undefined ? {} : { Arguments: jobArguments }) };
  }

  protected defaultResult(): string {
    return '$states.result';
  }
}
