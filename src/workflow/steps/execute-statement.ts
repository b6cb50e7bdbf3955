import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { PollWork } from './poll-work';
import { RedshiftDatabase } from './redshift-database';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to run an SQL statement through the Redshift Data API. Step Functions cannot wait for one, so the step starts it and looks at it
 * with growing pauses, up to a minute, until it is finished. `arguments` are further fields of ExecuteStatement. The result is
 * `{ Id, Status, ResultRows }`. One that fails is the error `RedshiftData.StatementFailed` with Redshift's words as cause; one that takes
 * longer than `timeout` is `RedshiftData.StatementTimedOut`. Throttled calls are always retried; `retry` runs the statement anew.
 *
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html
 */
export interface ExecuteStatementProps extends StepProps {
  /** The SQL; text or an expression in `{% %}`. Hand values over by `parameters`, not by joining text. */
  readonly sql: string;

  /**
   * Values of the names with `:` in the SQL, each text or an expression in `{% %}` that gives text.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * Name of the statement in Redshift's list.
   *
   * @default - none
   */
  readonly statementName?: string;
}

/** Runs an SQL statement in Redshift. */
export class ExecuteStatement extends PollWork {
  protected readonly transientErrors = transientErrors('RedshiftData', 'ActiveStatementsExceededException', 'DatabaseConnectionException');
  protected readonly done = "$states.input.status = 'FINISHED'";
  protected readonly failed = "$states.input.status in ['FAILED', 'ABORTED']";
  protected readonly failure = {
    error: 'RedshiftData.StatementFailed',
    cause: "$exists($states.input.detail) ? $states.input.detail : 'the statement ended as ' & $states.input.status",
  };
  protected readonly timedOut = 'RedshiftData.StatementTimedOut';
  protected readonly jobResult = "{'Id': $states.input.id, 'Status': $states.input.status, 'ResultRows': $states.input.rows}";

  constructor(private readonly database: RedshiftDatabase, private readonly statement: ExecuteStatementProps) {
    super('executeStatement', `${database._id} statement`, statement, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected start() {
    const { sql, parameters, statementName } = this.statement;
    const request = {
      ...this.database._fields,
      Sql: sql,
      ...(parameters === undefined ? {} : { Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })) }),
      ...(statementName === undefined ? {} : { StatementName: statementName }),
      ...this.props.arguments,
    };
    return { resource: 'aws-sdk:redshiftdata:executeStatement', arguments: request, keeps: { id: '$states.result.Id' } };
  }

  protected look() {
    return {
      resource: 'aws-sdk:redshiftdata:describeStatement',
      arguments: { Id: '{% $states.input.id %}' },
      keeps: { status: '$states.result.Status', rows: '$states.result.ResultRows', detail: '$states.result.Error' },
    };
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    const { sql, parameters } = this.statement;
    checks.check(sql !== '', prop('sql'), sql, 'give the SQL');
    checks.check(this.database.databaseName !== '', 'database', this.database.databaseName, 'name the database');
    checks.check(parameters === undefined || Object.keys(parameters).length > 0, prop('parameters'), parameters, 'leave it out, or name at least one');
    if (this.database._problem !== undefined) checks.add('database', this.database.user, this.database._problem);
  }
}
