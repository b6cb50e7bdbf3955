import { aws_iam as iam, interfaces } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to run a Spark job on EMR Serverless. `arguments` are further fields of StartJobRun (`ConfigurationOverrides`, or another
 * `JobDriver`). The result is the job run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
 */
export interface RunEmrServerlessJobProps extends StepProps {
  /** Role that the job runs under. */
  readonly executionRole: iam.IRole;

  /** The job's code (`s3://bucket/job.py`, a jar); text or an expression in `{% %}`. */
  readonly entryPoint: string;

  /**
   * Arguments of the code, each text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly entryPointArguments?: string[];

  /**
   * Parameters of spark-submit.
   *
   * @default - those of the application
   */
  readonly sparkSubmitParameters?: string;
}

/** Runs a Spark job on EMR Serverless. */
export class RunEmrServerlessJob extends RequestWork {
  public readonly resource = 'emr-serverless:startJobRun';
  protected readonly transientErrors = transientErrors('EMRServerless');

  constructor(private readonly application: interfaces.aws_emrserverless.IApplicationRef, private readonly run: RunEmrServerlessJobProps) {
    super('runEmrServerlessJob', application.node.id, run, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    const { executionRole, entryPoint, entryPointArguments, sparkSubmitParameters } = this.run;
    return {
      ApplicationId: this.application.applicationRef.applicationId,
      ExecutionRoleArn: executionRole.roleArn,
      JobDriver: {
        SparkSubmit: {
          EntryPoint: entryPoint,
          ...(entryPointArguments === undefined ? {} : { EntryPointArguments: entryPointArguments }),
          ...(sparkSubmitParameters === undefined ? {} : { SparkSubmitParameters: sparkSubmitParameters }),
        },
      },
    };
  }

  protected defaultResult(): string {
    return '$states.result';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    checks.check(this.run.entryPoint !== '', prop('entryPoint'), this.run.entryPoint, "give the job's code, s3://bucket/key");
  }
}
