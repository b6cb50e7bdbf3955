import { aws_s3 as s3, interfaces } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { Json, JsonObject } from './json';
import { QueryRows } from './query-rows';
import { RequestWork } from './request-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to run an Athena query. `arguments` are further fields of StartQueryExecution. The result is the query execution; with
 * `WaitFor.RESPONSE` its id.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 */
export interface RunQueryProps extends StepProps {
  /** The SQL; text or an expression in `{% %}`. Hand values over by `parameters`, not by joining text. */
  readonly query: string;

  /**
   * Values of the question marks in the query, each text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly parameters?: string[];

  /**
   * Work group that runs the query.
   *
   * @default - the account's `primary` work group
   */
  readonly workGroup?: interfaces.aws_athena.IWorkGroupRef;

  /**
   * Database of tables that the query names without one.
   *
   * @default - none
   */
  readonly database?: string;

  /**
   * Data catalog of the database.
   *
   * @default - AwsDataCatalog
   */
  readonly catalog?: string;

  /**
   * Bucket that results are written to.
   *
   * @default - the one of the work group
   */
  readonly resultBucket?: s3.IBucket;

  /**
   * Prefix of the results in `resultBucket`.
   *
   * @default - none
   */
  readonly resultPrefix?: string;

  /**
   * Reads the rows of the result back, page by page. The step's result is then `{ QueryExecutionId, rows }`, each row an object by column
   * whose values are text, or null. More rows than `rows.maxRows` are the error `Athena.TooManyRows`.
   *
   * @default - the rows stay in the result bucket
   */
  readonly rows?: QueryRows;
}

/** Errors of Athena that pass by themselves. */
export const ATHENA_ERRORS = transientErrors('Athena');

/** Runs an Athena query. */
export class RunQuery extends RequestWork {
  public readonly resource = 'athena:startQueryExecution';
  protected readonly transientErrors = ATHENA_ERRORS;

  constructor(private readonly run: RunQueryProps) {
    super('runQuery', 'Query', run, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected fields(): JsonObject {
    return queryRequest(this.run);
  }

  protected defaultResult(): string {
    return this.wait === WaitFor.JOB ? '$states.result.QueryExecution' : '$states.result';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    checkQuery(this.run, checks, prop);
  }
}

/** The fields of the request, without further ones. */
export function queryRequest({ query, parameters, workGroup, database, catalog, resultBucket, resultPrefix }: RunQueryProps): JsonObject {
  const context: { [name: string]: Json } = {};
  if (database !== undefined) context.Database = database;
  if (catalog !== undefined) context.Catalog = catalog;
  return {
    QueryString: query,
    ...(parameters === undefined ? {} : { ExecutionParameters: parameters }),
    ...(workGroup === undefined ? {} : { WorkGroup: workGroup.workGroupRef.workGroupName }),
    ...(Object.keys(context).length === 0 ? {} : { QueryExecutionContext: context }),
    ...(resultBucket === undefined ? {} : { ResultConfiguration: { OutputLocation: resultBucket.s3UrlForObject(resultPrefix) } }),
  };
}

/** Notes what is wrong with the query's own props. */
export function checkQuery(run: RunQueryProps, checks: PropChecks, prop: PropName): void {
  checks.check(run.query !== '', prop('query'), run.query, 'give the SQL');
  checks.check(run.resultPrefix === undefined || run.resultBucket !== undefined, prop('resultPrefix'), run.resultPrefix, 'give resultBucket too');
}
