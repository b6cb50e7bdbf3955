import { aws_batch as batch } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';

/**
 * How to run a Batch job. `arguments` are further fields of SubmitJob. The result is the job; with `WaitFor.RESPONSE` its id.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html
 */
export interface RunBatchJobProps extends StepProps {
  /** Queue that the job goes to. */
  readonly queue: batch.IJobQueue;

  /**
   * Name of the job: up to 128 letters, digits, hyphens and underscores; text or an expression in `{% %}`.
   *
   * @default - the step's name, with hyphens for what a job name may not hold
   */
  readonly jobName?: string;

  /**
   * Values of the parameters in the job definition, each text or an expression in `{% %}`.
   *
   * @default - the job definition's own
   */
  readonly parameters?: { [name: string]: string };
}

/** Runs a Batch job. */
export class RunBatchJob extends RequestWork {
  public readonly resource = 'batch:submitJob';
  protected readonly transientErrors = transientErrors('Batch', 'AWSBatchException', 'ServerException');

  constructor(private readonly jobDefinition: batch.IJobDefinition, private readonly run: RunBatchJobProps) {
    super('runBatchJob', jobDefinition.node.id, run, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    const { queue, jobName, parameters } = this.run;
    return {
      JobDefinition: this.jobDefinition.jobDefinitionArn,
      JobName: jobName ?? this.name.replace(/[^A-Za-z0-9_-]/g, '-'),
      JobQueue: queue.jobQueueArn,
      ...(parameters === undefined ? {} : { Parameters: parameters }),
    };
  }

  protected defaultResult(): string {
    return '$states.result';
  }
}
