import {
  App, aws_athena as athena, aws_databrew as databrew, aws_glue as glue, aws_iam as iam, aws_redshift as redshift,
  aws_redshiftserverless as redshiftserverless, aws_secretsmanager as secretsmanager, Duration, Stack,
} from 'aws-cdk-lib';
import { derivedStatements } from '../fixture';
import { JobBookmark, RedshiftDatabase, simulation, Step, WaitFor, Workflow } from 'cdk-stepwise';

const { Mock, RunStatus, Simulator } = simulation;

const lake = () => new Stack(new App(), 'Lake', { env: { account: '111122223333', region: 'eu-west-1' } });

function runs(step: (of: Stack) => Step, mocks: { [state: string]: simulation.Mock }, input: object = {}): simulation.Run {
  const stack = lake();
  new Workflow(stack, 'Flow', { steps: [step(stack)] });
  return Simulator.fromStack(stack).workflow().mockAll(mocks).start({ input });
}

/** What the role may do, a line a statement: actions on resources, with their condition. */
function allowed(step: (of: Stack) => Step, allowedResources?: string[]): string[] {
  const stack = lake();
  const workflow = new Workflow(stack, 'Flow', { steps: [step(stack)], allowedResources });
  return derivedStatements(stack, workflow).map(({ Action, Resource, Condition }) =>
    `${Action.join(' ')} on ${[Resource].flat().map(flat).join(' ')}${Condition ? ` if ${JSON.stringify(Condition)}` : ''}`);
}

function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join('');
  return value.Ref === 'AWS::Partition' ? 'aws' : `<${value.Ref ?? value['Fn::GetAtt'].join('.')}>`;
}

function problem(step: (of: Stack) => Step): () => void {
  return () => {
    const stack = lake();
    new Workflow(stack, 'Flow', { steps: [step(stack)] });
  };
}

const job = (of: Stack) => glue.CfnJob.fromJobName(of, 'Clean', 'clean');

describe('Step.runGlueJob', () => {
  test('runs with arguments of the run, a bookmark, and workers of its own', () => {
    // WHEN
    const run = runs((of) => Step.runGlueJob(job(of), {
      jobArguments: { '--day': '{% $states.input.day %}' }, bookmark: JobBookmark.PAUSE, workerType: 'G.2X', numberOfWorkers: 4,
    }), { Clean: Mock.returns({ JobRunState: 'SUCCEEDED' }) }, { day: '2026-01-31' });
    // THEN
    expect(run.calls[0]).toMatchObject({ resource: 'arn:aws:states:::glue:startJobRun.sync', action: 'startJobRun' });
    expect(run.calls[0].request).toEqual({
      JobName: 'clean', Arguments: { '--day': '2026-01-31', '--job-bookmark-option': 'job-bookmark-pause' }, WorkerType: 'G.2X', NumberOfWorkers: 4,
    });
  });

  test.each<[string, Parameters<typeof Step.runGlueJob>[1], string]>([
    ['an argument without dashes', { jobArguments: { day: '1' } }, "step 'Clean': jobArguments: got 'day'; Glue knows arguments by names that start with two dashes"],
    ['two bookmarks', { jobArguments: { '--job-bookmark-option': 'job-bookmark-enable' }, bookmark: JobBookmark.DISABLE }, "bookmark: got 'job-bookmark-disable'; take --job-bookmark-option out"],
    ['a type without a count', { workerType: 'G.1X' }, 'numberOfWorkers: got nothing; give both or neither'],
    ['a count without a type', { numberOfWorkers: 2 }, 'workerType: got nothing; give both or neither'],
    ['an unknown type', { workerType: 'big', numberOfWorkers: 2 }, "workerType: got 'big'; give a type of Glue"],
    ['no workers', { workerType: 'G.1X', numberOfWorkers: 0 }, 'numberOfWorkers: got 0; give a whole number from 1 on'],
  ])('%s is refused', (_, props, message) => {
    expect(problem((of) => Step.runGlueJob(job(of), props))).toThrow(message);
  });
});

describe('Step.runDataBrewJob', () => {
  const brew = (of: Stack) => new databrew.CfnJob(of, 'Tidy', { name: 'tidy', type: 'RECIPE', roleArn: 'arn:aws:iam::111122223333:role/brew' });

  test('waits for the job', () => {
    const run = runs((of) => Step.runDataBrewJob(brew(of)), { Tidy: Mock.returns({ RunId: 'r', State: 'SUCCEEDED' }) });
    expect(run.output).toEqual({ Tidy: { RunId: 'r', State: 'SUCCEEDED' } });
    expect(run.calls[0]).toMatchObject({ resource: 'arn:aws:states:::databrew:startJobRun.sync', request: { Name: expect.any(String) } });
  });

  test('may run that job, follow and stop it', () => {
    expect(allowed((of) => Step.runDataBrewJob(brew(of)))).toEqual([
      'databrew:ListJobRuns databrew:StartJobRun databrew:StopJobRun on arn:aws:databrew:eu-west-1:111122223333:job/<Tidy>',
    ]);
  });
});

describe('Step.evaluateRuleset', () => {
  const rules = (of: Stack, props: { numberOfWorkers?: number; table?: string } = {}) => Step.evaluateRuleset(
    new glue.CfnDataQualityRuleset(of, 'Rules', { name: 'sales', ruleset: 'Rules = [ RowCount > 0 ]' }),
    {
      database: 'lake',
      table: 'sales',
      role: iam.Role.fromRoleArn(of, 'Glue', 'arn:aws:iam::111122223333:role/glue'),
      pushDownPredicate: "{% 'day = ' & $states.input.day %}",
      ...props,
    });
  const looks = Mock.sequence(Mock.returns({ Status: 'RUNNING' }), Mock.returns({ Status: 'SUCCEEDED', ResultIds: ['res-1'] }));
  const evaluated = (...results: [name: string, result: string, message?: string][]) => ({
    'Rules: start': Mock.returns({ RunId: 'run-1' }),
    'Rules: look': looks,
    'Rules: results': Mock.returns({
      Results: [{ ResultId: 'res-1', Score: 0.5, RuleResults: results.map(([Name, Result, EvaluationMessage]) => ({ Name, Result, EvaluationMessage })) }],
    }),
  });

  test('looks until the evaluation is done, and succeeds where all rules are met', () => {
    const run = runs((of) => rules(of), evaluated(['Rule_1', 'PASS'], ['Rule_2', 'PASS']), { day: 3 });
    expect(run.output.Rules).toEqual({ ResultId: 'res-1', Score: 0.5, Rules: 2 });
    expect(run.calls[0].request).toMatchObject({
      DataSource: { GlueTable: { DatabaseName: 'lake', TableName: 'sales', AdditionalOptions: { pushDownPredicate: 'day = 3' } } }, RulesetNames: [expect.any(String)],
    });
    expect(run.calls.at(-1)!.request).toEqual({ ResultIds: ['res-1'] });
  });

  test('fails with the rules that are not met', () => {
    const run = runs((of) => rules(of), evaluated(['Rule_1', 'FAIL', 'Value: 0.0 does not meet the constraint'], ['Rule_2', 'PASS'], ['Rule_3', 'ERROR']), { day: 3 });
    expect([run.errorName, run.cause]).toEqual(['Glue.RulesetFailed', '2 rules are not met: Rule_1 (Value: 0.0 does not meet the constraint); Rule_3']);
  });

  test('fails where one rule of one is not met', () => {
    expect(runs((of) => rules(of), evaluated(['Rule_1', 'FAIL']), { day: 3 }).cause).toBe('1 rule is not met: Rule_1');
  });

  test('fails where the evaluation left no result', () => {
    const run = runs((of) => rules(of), { ...evaluated(), 'Rules: results': Mock.returns({ Results: [], ResultsNotFound: ['res-1'] }) }, { day: 3 });
    expect([run.errorName, run.cause]).toEqual(['Glue.RulesetFailed', 'the evaluation left no result']);
  });

  test('fails with the words of an evaluation that failed', () => {
    const run = runs((of) => rules(of), { ...evaluated(), 'Rules: look': Mock.returns({ Status: 'FAILED', ErrorString: 'no such table' }) }, { day: 3 });
    expect([run.errorName, run.cause]).toEqual(['Glue.RulesetEvaluationFailed', 'no such table']);
  });

  test('may evaluate that ruleset, and pass its role to Glue', () => {
    const ruleset = 'arn:aws:glue:eu-west-1:111122223333:dataQualityRuleset';
    expect(allowed((of) => rules(of))).toEqual([
      `glue:GetDataQualityResult glue:GetDataQualityRulesetEvaluationRun on ${ruleset}/*`,
      `glue:StartDataQualityRulesetEvaluationRun on ${ruleset}/<Rules>`,
      'iam:PassRole on arn:aws:iam::111122223333:role/glue if {"StringEquals":{"iam:PassedToService":"glue.amazonaws.com"}}',
    ]);
  });

  test('wrong props are refused', () => {
    expect(problem((of) => rules(of, { numberOfWorkers: 0, table: '' }))).toThrow(/2 problems\n.*table: got ''; name the table\n.*numberOfWorkers: got 0; give a whole number/);
  });
});

describe('Step.executeStatement', () => {
  const serverless = (of: Stack) => new redshiftserverless.CfnWorkgroup(of, 'Warehouse', { workgroupName: 'warehouse' });
  const load = (of: Stack) => Step.executeStatement(RedshiftDatabase.serverless(serverless(of), 'dev'), {
    name: 'Load', sql: 'CALL load_day(:day)', parameters: { day: '{% $states.input.day %}' }, timeout: Duration.hours(1),
  });

  test('looks until the statement is finished', () => {
    const run = runs(load, {
      'Load: start': Mock.returns({ Id: 'q-1' }),
      'Load: look': Mock.sequence(Mock.returns({ Status: 'SUBMITTED' }), Mock.returns({ Status: 'STARTED' }), Mock.returns({ Status: 'FINISHED', ResultRows: 7 })),
    }, { day: '2026-01-31' });
    expect(run.output.Load).toEqual({ Id: 'q-1', Status: 'FINISHED', ResultRows: 7 });
    expect(run.calls[0].request).toMatchObject({ Database: 'dev', Sql: 'CALL load_day(:day)', Parameters: [{ Name: 'day', Value: '2026-01-31' }] });
    expect(run.duration.toSeconds()).toBe(5 + 10 + 20);
  });

  test.each([
    ['FAILED', 'ERROR: relation "x" does not exist', 'ERROR: relation "x" does not exist'],
    ['ABORTED', undefined, 'the statement ended as ABORTED'],
  ])('fails when it ends as %s', (Status, Error, cause) => {
    const run = runs(load, { 'Load: start': Mock.returns({ Id: 'q-1' }), 'Load: look': Mock.returns({ Status, Error }) }, { day: '1' });
    expect([run.errorName, run.cause]).toEqual(['RedshiftData.StatementFailed', cause]);
  });

  test('may run statements in that work group, with credentials of the role', () => {
    expect(allowed(load)).toEqual([
      'redshift-data:DescribeStatement on *',
      'redshift-data:ExecuteStatement redshift-serverless:GetCredentials on <Warehouse.Workgroup.WorkgroupArn>',
    ]);
  });

  test.each<[string, (of: Stack) => RedshiftDatabase, string]>([
    ['a secret', (of) => RedshiftDatabase.cluster(cluster(of), 'dev', { secret: secretsmanager.Secret.fromSecretCompleteArn(of, 'S', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-abcdef') }),
      'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-abcdef'],
    ['a user', (of) => RedshiftDatabase.cluster(cluster(of), 'dev', { user: 'etl' }),
      'redshift:GetClusterCredentials on arn:aws:redshift:eu-west-1:111122223333:dbname:<Cluster>/dev arn:aws:redshift:eu-west-1:111122223333:dbuser:<Cluster>/etl'],
    ['its own role', (of) => RedshiftDatabase.cluster(cluster(of), 'dev'),
      'redshift:GetClusterCredentialsWithIAM on arn:aws:redshift:eu-west-1:111122223333:dbname:<Cluster>/dev'],
  ])('on a cluster it runs as %s', (_, database, statement) => {
    const all = allowed((of) => Step.executeStatement(database(of), { sql: 'SELECT 1' }));
    expect(all).toContain(statement);
    expect(all).toContain('redshift-data:ExecuteStatement on arn:aws:redshift:eu-west-1:111122223333:cluster:<Cluster>');
  });

  test('wrong props are refused', () => {
    expect(problem((of) => Step.executeStatement(RedshiftDatabase.cluster(cluster(of), '', { user: 'u', secret: new secretsmanager.Secret(of, 'S') }), { sql: '', parameters: {} })))
      .toThrow(/4 problems\n.*sql: got ''; give the SQL\n.*database: got ''; name the database\n.*parameters: .*\n.*database: got 'u'; the secret names the user/);
  });
});

function cluster(of: Stack): redshift.CfnCluster {
  return new redshift.CfnCluster(of, 'Cluster', { clusterType: 'single-node', dbName: 'dev', masterUsername: 'admin', nodeType: 'ra3.large', manageMasterPassword: true });
}

describe('Step.runQuery with rows', () => {
  const group = (of: Stack) => new athena.CfnWorkGroup(of, 'Reports', {
    name: 'reports', workGroupConfiguration: { resultConfiguration: { outputLocation: 's3://results/reports/' } },
  });
  const query = (of: Stack, rows = {}) => Step.runQuery({ name: 'Ask', query: 'SELECT shop, total FROM sales', workGroup: group(of), database: 'lake', rows });
  const page = (rows: (string | undefined)[][], NextToken?: string) => Mock.returns({
    NextToken,
    ResultSet: { Rows: rows.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })), ResultSetMetadata: { ColumnInfo: [{ Name: 'shop' }, { Name: 'total' }] } },
  });
  const asked = Mock.returns({ QueryExecution: { QueryExecutionId: 'q-1', StatementType: 'DML' } });
  const head = ['shop', 'total'];

  test('reads page after page, without the header, with nulls', () => {
    const run = runs((of) => query(of, { pageSize: 2 }), {
      'Ask: query': asked, 'Ask: first page': page([head, ['a', '1']], 't1'), 'Ask: next page': Mock.sequence(page([['b', undefined], ['c', '3']], 't2'), page([['d', '4']])),
    });
    expect(run.output.Ask).toEqual({
      QueryExecutionId: 'q-1',
      rows: [{ shop: 'a', total: '1' }, { shop: 'b', total: null }, { shop: 'c', total: '3' }, { shop: 'd', total: '4' }],
    });
    expect(run.calls.slice(1).map(({ request }) => [request.MaxResults, request.NextToken])).toEqual([[2, undefined], [2, 't1'], [2, 't2']]);
  });

  test('a result without rows is an empty list, one with one row a list of one', () => {
    const rowsOf = (rows: string[][]) => runs((of) => query(of), { 'Ask: query': asked, 'Ask: first page': page(rows) }).output.Ask.rows;
    expect(rowsOf([head])).toEqual([]);
    expect(rowsOf([head, ['a', '1']])).toEqual([{ shop: 'a', total: '1' }]);
  });

  test('what is no SELECT has no header', () => {
    const run = runs((of) => query(of), {
      'Ask: query': Mock.returns({ QueryExecution: { QueryExecutionId: 'q-1', StatementType: 'UTILITY' } }), 'Ask: first page': page([['a', '1'], ['b', '2']]),
    });
    expect(run.output.Ask.rows).toHaveLength(2);
  });

  test('more rows than are wanted are an error, not cut off', () => {
    const run = runs((of) => query(of, { maxRows: 1 }), { 'Ask: query': asked, 'Ask: first page': page([head, ['a', '1'], ['b', '2']], 't1') });
    expect([run.errorName, run.cause]).toEqual(['Athena.TooManyRows', "the query of step 'Ask' gave more than 1 rows"]);
  });

  test('a query that fails is not read', () => {
    const run = runs((of) => query(of), { 'Ask: query': Mock.fails('Athena.QueryFailed', 'SYNTAX_ERROR') });
    expect([run.status, run.errorName, run.calls.length]).toEqual([RunStatus.FAILED, 'Athena.QueryFailed', 1]);
  });

  test('reaches its work group, its database and the results; of the tables only those named', () => {
    const all = allowed((of) => query(of), ['arn:aws:glue:eu-west-1:111122223333:table/lake/sales', 'arn:aws:glue:eu-west-1:111122223333:table/other/x']);
    const glueArn = 'arn:aws:glue:eu-west-1:111122223333';
    expect(all.find((line) => line.startsWith('glue:'))).toMatch(new RegExp(` on ${glueArn}:table/lake/sales ${glueArn}:catalog ${glueArn}:database/lake$`));
    expect(all.find((line) => line.startsWith('s3:AbortMultipartUpload'))).toMatch(/ on arn:aws:s3:::results\/reports\/\*$/);
    expect(all.find((line) => line.startsWith('athena:'))).not.toContain('*');
  });

  test('without names all tables of the database are reached', () => {
    expect(allowed((of) => query(of)).find((line) => line.startsWith('glue:'))).toContain('table/lake/*');
  });

  test('wrong props are refused', () => {
    expect(problem((of) => query(of, { pageSize: 1001, maxRows: 0 }))).toThrow(/2 problems\n.*rows.pageSize: got 1001; give a whole number from 1 to 1000\n.*rows.maxRows: got 0/);
    expect(problem((of) => Step.runQuery({ query: '', rows: {}, wait: WaitFor.RESPONSE, workGroup: group(of) })))
      .toThrow(/2 problems\n.*wait: got 'RESPONSE'; Step.runQuery can wait for WaitFor.JOB\n.*query: got ''/);
  });
});
