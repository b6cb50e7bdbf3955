import { Aws, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { checkSeconds } from '../retry-options';
import { RetryPolicy } from '../retry-policy';
import { WaitFor } from '../wait-for';
import { AslState } from './asl-state';
import { BranchWork } from './branch-work';
import { Json, JsonObject } from './json';
import { expression, isObject } from './jsonata';
import { QUERY_ROWS_DEFAULTS, QueryRows } from './query-rows';
import { ATHENA_ERRORS, checkQuery, queryRequest, RunQueryProps } from './run-query';
import { MAX_TIMEOUT_SECONDS, STEP_DEFAULTS } from './step-defaults';
import { PropName } from './work-base';

/** The first row of a SELECT's result is its columns' names; of other statements (SHOW, EXPLAIN) it is one like the others. */
const HAS_HEADER = "$states.input.type = 'DML'";

/** Runs an Athena query and reads its rows back, page by page. */
export class RunQueryForRows extends BranchWork {
  protected readonly transientErrors = ATHENA_ERRORS;
  private readonly pageSize: number;
  private readonly maxRows: number;

  constructor(private readonly run: RunQueryProps, rows: QueryRows) {
    super('runQuery', 'Query', run, [WaitFor.JOB]);
    this.pageSize = rows.pageSize ?? QUERY_ROWS_DEFAULTS.pageSize;
    this.maxRows = rows.maxRows ?? QUERY_ROWS_DEFAULTS.maxRows;
  }

  public get stateNames(): readonly string[] {
    return [this.name, ...['query', 'first page', 'next page', 'more?', 'too many', 'done'].map((part) => this.stateName(part))];
  }

  public expressProblems(): string[] {
    return [`step '${this.name}': wait: got 'JOB'; an Express workflow cannot wait for the end of a job (.sync): use a Standard workflow`];
  }

  protected branch(scope: Construct): sfn.IChainable {
    const query = this.task(scope, 'query', 'startQueryExecution.sync', { ...queryRequest(this.run), ...this.props.arguments },
      "{'id': $states.result.QueryExecution.QueryExecutionId, 'type': $states.result.QueryExecution.StatementType}",
      (this.props.timeout ?? STEP_DEFAULTS.jobTimeout).toSeconds());
    const first = this.page(scope, 'first page', {}, `${HAS_HEADER} ? 1 : 0`, '[]');
    const next = this.page(scope, 'next page', { NextToken: expression('$states.input.token') }, '0', '$states.input.rows');
    const more = new AslState(scope, this.stateName('more?'), { Type: 'Choice' });
    const tooMany = new AslState(scope, this.stateName('too many'), {
      Type: 'Fail', Error: 'Athena.TooManyRows', Cause: `the query of step '${this.name}' gave more than ${this.maxRows} rows`,
    });
    const done = new AslState(scope, this.stateName('done'), {
      Type: 'Pass', Output: expression("{'QueryExecutionId': $states.input.id, 'rows': $states.input.rows}"),
    });
    query.next(first);
    first.next(more);
    next.next(more);
    more.when(expression(`$count($states.input.rows) > ${this.maxRows}`), tooMany)
      .when(expression('$exists($states.input.token)'), next).otherwise(done);
    return sfn.Chain.custom(query, [done], done);
  }

  protected check(checks: PropChecks, prop: PropName): void {
    checkQuery(this.run, checks, prop);
    const { timeout, heartbeat, arguments: given } = this.props;
    if (timeout) checkSeconds(checks, prop('timeout'), timeout, 1, MAX_TIMEOUT_SECONDS);
    checks.check(heartbeat === undefined, prop('heartbeat'), heartbeat, 'only a step with WaitFor.CALLBACK has a heartbeat');
    checks.check(given === undefined || isObject(given), prop('arguments'), given, 'give an object with fields of the request');
    checks.check(Number.isInteger(this.pageSize) && this.pageSize >= 1 && this.pageSize <= 1000, prop('rows.pageSize'), this.pageSize,
      'give a whole number from 1 to 1000');
    checks.check(Number.isInteger(this.maxRows) && this.maxRows >= 1, prop('rows.maxRows'), this.maxRows, 'give a whole number from 1 on');
  }

  private page(scope: Construct, part: string, more: JsonObject, skipped: string, before: string): AslState {
    const columns = '$columns := [$states.result.ResultSet.ResultSetMetadata.ColumnInfo.Name]';
    const cell = '{$columns[$i]: $exists($cell.VarCharValue) ? $cell.VarCharValue : null}';
    const row = `$merge($map($row.Data, function($cell, $i) { ${cell} }))`;
    const rows = `$map($filter($states.result.ResultSet.Rows, function($row, $i) { $i >= (${skipped}) }), function($row) { ${row} })`;
    return this.task(scope, part, 'getQueryResults', { QueryExecutionId: expression('$states.input.id'), MaxResults: this.pageSize, ...more },
      `(${columns}; {'id': $states.input.id, 'type': $states.input.type, 'rows': $append(${before}, [${rows}]), 'token': $states.result.NextToken})`,
      STEP_DEFAULTS.responseTimeout.toSeconds());
  }

  private task(scope: Construct, part: string, action: string, request: JsonObject, output: string, timeout: number): AslState {
    return new AslState(scope, this.stateName(part), {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::athena:${action}`,
      Arguments: request,
      TimeoutSeconds: timeout,
      Retry: RetryPolicy.transientErrors()._render(this.transientErrors) as unknown as Json,
      Output: expression(output),
    });
  }
}
