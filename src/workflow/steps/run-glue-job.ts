import { interfaces } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JobBookmark } from './job-bookmark';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to run a Glue job. `arguments` are further fields of StartJobRun. The result is the job run; with `WaitFor.RESPONSE` its id.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartJobRun.html
 */
export interface RunGlueJobProps extends StepProps {
  /**
   * Arguments of the job (`--day`), each text or an expression in `{% %}`. Those that the job defines stay where they are not named here.
   *
   * @default - the job's own
   */
  readonly jobArguments?: { [name: string]: string };

  /**
   * What this run does with the job's bookmark.
   *
   * @default - what the job says
   */
  readonly bookmark?: JobBookmark;

  /**
   * Type of the workers (`G.1X`, `G.2X`, `R.1X`); goes with `numberOfWorkers`.
   *
   * @default - the job's
   */
  readonly workerType?: string;

  /**
   * How many workers run the job, from 1 on; goes with `workerType`.
   *
   * @default - the job's
   */
  readonly numberOfWorkers?: number;
}

const BOOKMARK = '--job-bookmark-option';

/** Runs a Glue job. */
export class RunGlueJob extends RequestWork {
  public readonly resource = 'glue:startJobRun';
  protected readonly transientErrors = transientErrors('Glue', 'ConcurrentRunsExceededException', 'InternalServiceException',
    'OperationTimeoutException', 'ResourceNumberLimitExceededException');

  constructor(private readonly job: interfaces.aws_glue.IJobRef, private readonly run: RunGlueJobProps) {
    super('runGlueJob', job.node.id, run, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    const { jobArguments, bookmark, workerType, numberOfWorkers } = this.run;
    const all = { ...jobArguments, ...(bookmark === undefined ? {} : { [BOOKMARK]: bookmark }) };
    return {
      JobName: this.job.jobRef.jobName,
      ...(Object.keys(all).length === 0 ? {} : { Arguments: all }),
      ...(workerType === undefined ? {} : { WorkerType: workerType }),
      ...(numberOfWorkers === undefined ? {} : { NumberOfWorkers: numberOfWorkers }),
    };
  }

  protected defaultResult(): string {
    return '$states.result';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    const { jobArguments = {}, bookmark, workerType, numberOfWorkers } = this.run;
    for (const name of Object.keys(jobArguments)) {
      checks.check(name.startsWith('--'), prop('jobArguments'), name, 'Glue knows arguments by names that start with two dashes (--day)');
    }
    checks.check(bookmark === undefined || jobArguments[BOOKMARK] === undefined, prop('bookmark'), bookmark, `take ${BOOKMARK} out of jobArguments`);
    checks.check(workerType === undefined || /^(Standard|[GRZ]\.(025|[1-9]\d*)X)$/.test(workerType), prop('workerType'), workerType,
      'give a type of Glue (G.1X, G.2X, R.1X)');
    checks.check((workerType === undefined) === (numberOfWorkers === undefined), prop(workerType === undefined ? 'workerType' : 'numberOfWorkers'),
      undefined, 'give both or neither: Glue takes them together');
    checks.check(numberOfWorkers === undefined || (Number.isInteger(numberOfWorkers) && numberOfWorkers >= 1), prop('numberOfWorkers'), numberOfWorkers,
      'give a whole number from 1 on');
  }
}
