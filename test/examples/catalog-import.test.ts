import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { acceptedExample } from './accepted';
import { CatalogStack } from '../../examples/typescript/catalog-import/catalog-stack';
import { CatalogReport, problems, runCatalog } from '../../scripts/demo/catalog/run-catalog';
import { SimulatedCatalog } from '../../scripts/demo/catalog/simulated-catalog';

const example = acceptedExample((app) => new CatalogStack(app, 'Catalog'), {
  AccessLogs8B620ECA: 'AWS::S3::Bucket',
  DeliveriesBF2F7293: 'AWS::S3::Bucket',
  Importers5B958D29: 'AWS::SNS::Topic',
  Operators93109ECD: 'AWS::SNS::Topic',
  PricesWorkflowNotificationsDeadLetterQueueA6AA0484: 'AWS::SQS::Queue',
  PricesWorkflowStateMachineB1A31559: 'AWS::StepFunctions::StateMachine',
  PricesWorkflowTriggersS3ObjectDeadLetterQueue26E0E88C: 'AWS::SQS::Queue',
  Results25575328: 'AWS::S3::Bucket',
  SheetsWorkflowNotificationsDeadLetterQueue9CA7D2D5: 'AWS::SQS::Queue',
  SheetsWorkflowStateMachineADAAC9A9: 'AWS::StepFunctions::StateMachine',
  SheetsWorkflowTriggersScheduleDeadLetterQueue91253519: 'AWS::SQS::Queue',
});

test('the functions read their objects and no others', () => {
  // GIVEN
  const policies = Template.fromStack(example.stack).findResources('AWS::IAM::Policy');
  const readsOf = (role: string) => Object.entries(policies).filter(([id]) => id.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement).filter(({ Action }) => Action === 's3:GetObject');
  const objects = (key: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Deliveries/), 'Arn'] }, `/${key}`]] });

  // THEN
  expect(readsOf('ImportRowsRole').map(({ Resource }) => Resource)).toEqual([objects('suppliers.json')]);
  expect(readsOf('CheckSheetRole').map(({ Resource }) => Resource)).toEqual([objects('sheets/*')]);
});

test('what suppliers send is the same each time', () => {
  // GIVEN
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'catalog-'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  (require('../../examples/data/make-catalog.js') as { write(to: string): void }).write(folder);
  const hash = createHash('sha256');
  for (const file of ['prices/2026-11-24.csv', 'suppliers.json', ...fs.readdirSync(path.join(folder, 'sheets')).sort().map((name) => `sheets/${name}`)]) {
    hash.update(fs.readFileSync(path.join(folder, file)));
  }
  fs.rmSync(folder, { recursive: true });

  // THEN
  expect(hash.digest('hex').slice(0, 16)).toBe('bd2f2bd5f06fdced');
});

describe('100,000 rows and 1,000 objects', () => {
  let report: CatalogReport;

  beforeAll(async () => {
    report = await runCatalog(example.cdkOut);
  });

  test('become what they must', () => {
    expect(report.wrong).toEqual([]);
  });

  test('are counted in the summaries', () => {
    expect(report.first.summary.items).toMatchObject({ total: 100_000, succeeded: 97_500, failed: 2_500 });
    expect(report.second.summary.items).toMatchObject({ total: 25, succeeded: 25, failed: 0 });
    expect(report.second.summary.failedItems).toEqual([]);
    expect(report.sheets.summary.items).toMatchObject({ total: 1_000, succeeded: 990, failed: 10 });
  });

  test('are wrong where a second run did what the first one had done, or none ran', async () => {
    // GIVEN
    const catalog = new SimulatedCatalog(example.cdkOut);
    const first = await catalog.run('Prices', catalog.arrival());

    // WHEN
    const wrong = problems(catalog, first, first, first);
    catalog.close();

    // THEN
    expect(fs.existsSync(catalog.folder)).toBe(false);
    expect(wrong).toEqual([
      'items of the second run: 97500, not 25',
      'rows of the second run: 97500, not 2500',
      'rows of the second run that are not of the new supplier: 97500, not 0',
      'products with a price after both runs: 97500, not 100000',
      'prices written: 195000, not 100000',
      'sheets: 100000, not 1000',
      'sheets that are incomplete: 0, not 10',
    ]);
  });
});
