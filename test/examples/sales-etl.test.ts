import * as fs from 'node:fs';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { acceptedExample } from './accepted';
import { SalesEtlStack } from '../../examples/typescript/sales-etl/sales-etl-stack';
import { expected, runSales, SalesReport } from '../../scripts/demo/sales/run-sales';
import { cleaned, evaluated } from '../../scripts/demo/sales/sale';

const example = acceptedExample((app) => new SalesEtlStack(app, 'SalesEtl'), {
  CatalogDatabaseE63956BB: 'AWS::Glue::Database',
  CatalogResults4BE287F2: 'AWS::S3::Bucket',
  CatalogWorkGroup50D8CFB1: 'AWS::Athena::WorkGroup',
  Lake5F1B88EA: 'AWS::S3::Bucket',
  Operators93109ECD: 'AWS::SNS::Topic',
  SalesQuietPeriodNotingStateMachine975F5B4F: 'AWS::StepFunctions::StateMachine',
  SalesQuietPeriodNotingTriggersS3ObjectDeadLetterQueueE7FDA714: 'AWS::SQS::Queue',
  SalesQuietPeriodWaitingStateMachine340F1C2F: 'AWS::StepFunctions::StateMachine',
  SalesTableD1AE2578: 'AWS::DynamoDB::Table',
  SalesWorkflowStateMachine7BFE88F8: 'AWS::StepFunctions::StateMachine',
  SalesWorkflowTriggersScheduleDeadLetterQueueB56D0F14: 'AWS::SQS::Queue',
});

test('the role of the workflow reaches this work group, these tables, these parts of the lake', () => {
  // GIVEN
  const policies = Template.fromStack(example.stack).findResources('AWS::IAM::Policy');
  const own = Object.entries(policies).filter(([id]) => id.startsWith('SalesWorkflow'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const reached = (action: string) => own.filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat()).map((one) => JSON.stringify(one));

  // THEN
  expect(reached('athena:StartQueryExecution')).toEqual([expect.stringContaining(':workgroup/')]);
  expect(reached('glue:GetTable').filter((arn) => arn.includes(':table/')).map((arn) => /"\/(\w+)"/.exec(arn)?.[1]).sort()).toEqual(['revenue', 'sales']);
  expect(reached('s3:DeleteObject')).toEqual([expect.stringContaining('/raw/*')]);
  expect(reached('s3:PutObject').map((arn) => /\/(\w+)\//.exec(arn)?.[1]).sort()).toEqual(['athena', 'clean', 'quarantine', 'revenue']);
  expect(own.filter(({ Action }) => [Action].flat().some((action: string) => action.endsWith('*')))).toEqual([]);
});

test('the role of the evaluation reaches its run, its ruleset and the libraries that AWS loads for it', () => {
  // GIVEN
  const policies = Template.fromStack(example.stack).findResources('AWS::IAM::Policy');
  const own = Object.entries(policies).filter(([id]) => id.startsWith('CheckerRole')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const reached = (action: string) => own.filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat()).map((one) => (one['Fn::Join'][1] as unknown[]).at(-1));

  // THEN
  expect(['GetDataQualityRuleset', 'GetDataQualityResult', 'GetDataQualityRulesetEvaluationRun', 'PublishDataQuality'].map((action) => reached(`glue:${action}`)))
    .toEqual([[':dataQualityRuleset/sales'], [':dataQualityRuleset/sales'], [':dataQualityRuleset/*'], [':dataQualityRuleset/*']]);
  expect(reached('s3:GetObject')).toEqual(['/clean/*', '/*']);
  expect(JSON.stringify(own)).toContain(':s3:::aws-glue-ml-data-quality-assets-');
});

describe('a week of sales', () => {
  let report: SalesReport;

  beforeAll(async () => {
    report = await runSales(example.cdkOut);
  });

  test('every day ends as expected: loaded to the cent, or in quarantine', () => {
    expect(report.wrong).toEqual([]);
  });

  test('has days of both kinds, mended ones, one that is redriven, one that waits and one whose files start it', () => {
    expect(report.results.map(({ what, ended }) => [what, ended])).toEqual([
      ['2026-01-26', 'SUCCEEDED'], ['2026-01-27', 'SUCCEEDED'], ['2026-01-28', 'Glue.RulesetFailed'], ['2026-01-29', 'SUCCEEDED'], ['2026-01-30', 'SUCCEEDED'],
      ['2026-01-31', 'Glue.RulesetFailed'], ['2026-01-28 mended', 'SUCCEEDED'], ['2026-01-31 mended', 'SUCCEEDED'], ['2026-01-26 redriven', 'SUCCEEDED'],
      ['2026-01-27 waits', 'SUCCEEDED'], ['2026-01-29 arrives late', 'SUCCEEDED'],
    ]);
  });

  test('people hear which rule was not met', () => {
    expect(report.messages.slice(0, 2).map((text) => /ColumnValues "amount" > 0|ColumnLength "sku" > 0/.exec(text)?.[0]))
      .toEqual(['ColumnValues "amount" > 0', 'ColumnLength "sku" > 0']);
    expect(report.messages[0]).toContain('Input: 3 objects moved to s3://');
  });
});

describe('the stand-ins of the demo', () => {
  const sales = cleaned(['sale_id,sold_at,shop,sku,quantity,amount\na,t,s, X ,1,2.50\na,t,s,X,1,2.50\nb,t,s,,1,-1.00\n']);

  test('clean as the job does: types, and each sale once', () => {
    expect(sales).toEqual([{ id: 'a', shop: 's', sku: 'X', amount: 250 }, { id: 'b', shop: 's', sku: '', amount: -100 }]);
  });

  test('find what the ruleset finds', () => {
    expect(evaluated(sales).filter(({ Result }) => Result === 'FAIL').map(({ Name }) => Name)).toEqual(['ColumnLength "sku" > 0', 'ColumnValues "amount" > 0']);
    expect(evaluated([]).filter(({ Result }) => Result === 'FAIL').map(({ Name }) => Name)).toEqual(['RowCount > 0']);
  });

  test('say what is not as it should be', () => {
    expect([...expected('files', 3, 3), ...expected('files', 2, 3)]).toEqual(['files: 2, not 3']);
  });
});

test('the data are what the script makes', () => {
  // GIVEN
  const data = path.join(__dirname, '..', '..', 'examples', 'data');
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { files } = require(path.join(data, 'make-sales.js')) as { files: () => { [name: string]: string } };

  // THEN
  for (const [name, text] of Object.entries(files())) expect(fs.readFileSync(path.join(data, name), 'utf8')).toBe(text);
});
