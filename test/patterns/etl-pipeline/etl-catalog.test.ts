import { App, aws_athena as athena, aws_glue as glue, aws_kms as kms, aws_s3 as s3, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { inbox } from './fixture';
import { newStack } from '../../workflow/fixture';
import { logicalIds, nagFindings, statementsOf } from '../../workflow/triggers/fixture';
import { EtlCatalog, EtlCatalogProps, EtlPipeline, simulation, Step } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;

function lake(props: (of: Stack) => EtlCatalogProps = () => ({})): { stack: Stack; catalog: EtlCatalog } {
  const stack = newStack();
  return { stack, catalog: new EtlCatalog(stack, 'Catalog', props(stack)) };
}

/** A pipeline of one query. */
function asking(of: Stack, catalog: EtlCatalog): EtlPipeline {
  return new EtlPipeline(of, 'Sales', { catalog, stages: [{ name: 'ask', steps: [catalog.query('SELECT 1 FROM sales', { name: 'Ask' })] }] });
}

/** The statements of the pipeline's role, a line each. */
function statements(of: Stack): string[] {
  return Object.entries(Template.fromStack(of).findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('SalesWorkflow'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement).map(({ Action, Resource }: any) => `${[Action].flat().join(' ')} on ${[Resource].flat().map(flat).join(' ')}`);
}

function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join('');
  return value.Ref === 'AWS::Partition' ? 'aws' : `<${value.Ref ?? value['Fn::GetAtt'].join('.')}>`;
}

const HERE = 'eu-west-1:111122223333';

describe('what is created', () => {
  test('a work group that keeps to its bucket, and encrypts', () => {
    Template.fromStack(lake(() => ({ bytesScannedPerQuery: 1e9 })).stack).hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: Match.stringLikeRegexp('^Shop-Catalog-[0-9a-f]{8}$'),
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 1e9,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' }, OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('CatalogResults') }, '/athena/']] } },
      },
    });
  });

  test('a bucket for results that expire, reached over TLS only', () => {
    const template = Template.fromStack(lake(() => ({ resultRetention: Duration.days(3) })).stack);
    template.hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 3, Status: 'Enabled' })] } });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
    });
  });

  test('under a key of the user\'s', () => {
    const template = Template.fromStack(lake((of) => ({ encryptionKey: new kms.Key(of, 'Key') })).stack);
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: Match.objectLike({ ResultConfiguration: Match.objectLike({ EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: Match.anyValue() } }) }),
    });
    template.hasResourceProperties('AWS::S3::Bucket', { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() } }] } });
  });

  test('a database with a name that Athena takes', () => {
    Template.fromStack(lake().stack).hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: Match.stringLikeRegexp('^shop_catalog_[0-9a-f]{8}$') } });
    Template.fromStack(lake(() => ({ databaseName: 'sales' })).stack).hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: 'sales' } });
  });

  test('keeps its logical ids', () => {
    const ids = logicalIds(Template.fromStack(lake().stack), 'Catalog');
    expect(ids).toEqual({
      CatalogDatabaseE63956BB: 'AWS::Glue::Database', CatalogResults4BE287F2: 'AWS::S3::Bucket', CatalogResultsPolicyBF6E7D53: 'AWS::S3::BucketPolicy', CatalogWorkGroup50D8CFB1: 'AWS::Athena::WorkGroup',
    });
  });

  test('passes cdk-nag, with its reasons', () => {
    const { stack, catalog } = lake();
    catalog.addCrawler('Crawl', { bucket: s3.Bucket.fromBucketName(stack, 'Data', 'data'), prefix: 'sales/' });
    (stack.node.root as App).synth();
    expect(nagFindings(stack)).toEqual([]);
  });
});

describe('what is given', () => {
  test('is used, and nothing created', () => {
    // GIVEN
    const { stack, catalog } = lake((of) => ({
      database: glue.CfnDatabase.fromDatabaseName(of, 'Database', 'sales'),
      workGroup: new athena.CfnWorkGroup(of, 'Group', { name: 'theirs' }),
      resultBucket: s3.Bucket.fromBucketName(of, 'Results', 'results'),
      resultPrefix: 'here/',
    }));
    asking(stack, catalog);
    // THEN
    const template = Template.fromStack(stack);
    for (const type of ['AWS::Glue::Database', 'AWS::S3::Bucket']) template.resourceCountIs(type, 0);
    template.resourceCountIs('AWS::Athena::WorkGroup', 1);
    const run = Simulator.fromStack(stack).workflow().mock('Ask', Mock.returns({ QueryExecution: {} })).start();
    expect(run.calls[0].request).toMatchObject({ WorkGroup: 'theirs', QueryExecutionContext: { Database: 'sales' }, ResultConfiguration: { OutputLocation: 's3://results/here/' } });
  });
});

describe('a pipeline that has the catalog', () => {
  test('may ask its work group, read its database and write results: no other', () => {
    const { stack, catalog } = lake(() => ({ databaseName: 'sales' }));
    asking(stack, catalog);
    const lines = statements(stack).filter((line) => /^(athena|glue|s3)/.test(line));
    expect(lines.sort()).toEqual([
      `athena:GetDataCatalog on arn:aws:athena:${HERE}:datacatalog/AwsDataCatalog`,
      expect.stringMatching(new RegExp(`^athena:GetQueryExecution athena:StartQueryExecution athena:StopQueryExecution on arn:aws:athena:${HERE}:workgroup/<CatalogWorkGroup50D8CFB1>$`)),
      expect.stringMatching(/^glue:BatchGetPartition glue:GetDatabase .* on arn:aws:glue:\S+:catalog \S+:database\/<CatalogDatabaseE63956BB> \S+:table\/<CatalogDatabaseE63956BB>\/\*$/),
      's3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject on arn:aws:s3:::<CatalogResults4BE287F2>/athena/*',
      's3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads on arn:aws:s3:::<CatalogResults4BE287F2>',
    ]);
  });

  test('reaches only the tables that are named, and their data', () => {
    const { stack, catalog } = lake((of) => ({ databaseName: 'sales', tables: ['raw', 'clean'], data: [{ bucket: inbox(of), prefix: 'in/' }] }));
    asking(stack, catalog);
    const lines = statements(stack);
    expect(lines.find((line) => line.startsWith('glue:'))).toMatch(/\/raw \S+\/clean|\/clean \S+\/raw/);
    expect(lines.find((line) => line.startsWith('glue:'))).not.toContain('*');
    expect(lines.filter((line) => line.includes('Inbox'))).toEqual([
      's3:GetBucketLocation s3:ListBucket on <InboxA8E05DC3.Arn>', 's3:GetObject on <InboxA8E05DC3.Arn>/in/*',
    ]);
  });

  test('may write the data of tables where a query changes them, and not where it only reads', () => {
    const writes = (sql: string) => {
      const { stack, catalog } = lake((of) => ({ data: [{ bucket: inbox(of), prefix: 'in/' }] }));
      new EtlPipeline(stack, 'Sales', { catalog, stages: [{ name: 'ask', steps: [catalog.query(sql, { name: 'Ask' })] }] });
      return statements(stack).some((line) => line.includes('s3:PutObject') && line.includes('Inbox'));
    };
    expect([writes('INSERT INTO totals SELECT 1 FROM sales'), writes('SELECT 1 FROM sales')]).toEqual([true, false]);
  });

  test('may decrypt data of an encrypted bucket, though only a part of it is named', () => {
    const { stack, catalog } = lake((of) => ({ data: [{ bucket: new s3.Bucket(of, 'Data', { encryption: s3.BucketEncryption.KMS }), prefix: 'in/' }] }));
    asking(stack, catalog);
    expect(statements(stack)).toContainEqual(expect.stringMatching(/^kms:Decrypt on <DataKey\w+\.Arn>$/));
  });
});

describe('a crawler', () => {
  test('reads its data and writes its tables, and no more', () => {
    const { stack, catalog } = lake(() => ({ databaseName: 'sales' }));
    const crawler = catalog.addCrawler('Crawl', { bucket: inbox(stack), prefix: 'in/', tablePrefix: 'raw_' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Glue::Crawler', {
      DatabaseName: { Ref: 'CatalogDatabaseE63956BB' },
      TablePrefix: 'raw_',
      Targets: { S3Targets: [{ Path: { 'Fn::Join': ['', ['s3://', { Ref: 'InboxA8E05DC3' }, '/in/']] } }] },
      SchemaChangePolicy: { DeleteBehavior: 'LOG' },
    });
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(statementsOf(role.Properties).map(({ Action, Resource }) => `${[Action].flat()[0]} on ${[Resource].flat().map(flat).join(' ')}`)).toEqual([
      's3:GetObject on <InboxA8E05DC3.Arn>/in/*',
      's3:ListBucket on <InboxA8E05DC3.Arn>',
      's3:GetBucketLocation on <InboxA8E05DC3.Arn>',
      `glue:BatchCreatePartition on arn:aws:glue:${HERE}:catalog arn:aws:glue:${HERE}:database/<CatalogDatabaseE63956BB> arn:aws:glue:${HERE}:table/<CatalogDatabaseE63956BB>/*`,
      `logs:CreateLogGroup on arn:aws:logs:${HERE}:log-group:/aws-glue/crawlers*`,
    ]);
    expect(Step.startCrawler(crawler).name).toBe('Crawl');
  });

  test('of an encrypted bucket may decrypt', () => {
    const { stack, catalog } = lake();
    catalog.addCrawler('Crawl', { bucket: new s3.Bucket(stack, 'Data', { encryption: s3.BucketEncryption.KMS }), prefix: 'in/' });
    const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(statementsOf(role.Properties).map(({ Action }) => Action)).toContain('kms:Decrypt');
  });

  test('of something that is no folder is refused', () => {
    const { stack, catalog } = lake();
    expect(() => catalog.addCrawler('Crawl', { bucket: inbox(stack), prefix: 'in' })).toThrow("Shop/Catalog: crawler 'Crawl': prefix: got 'in'; give the start of the keys, ending with '/'");
  });
});

test.each<[string, (of: Stack) => EtlCatalogProps, string]>([
  ['a name for a database given', (of) => ({ database: glue.CfnDatabase.fromDatabaseName(of, 'D', 'd'), databaseName: 'x' }), "Shop/Catalog: databaseName: got 'x'; take it out: the database given has its own"],
  ['a name in upper case', () => ({ databaseName: 'Sales' }), "databaseName: got 'Sales'; give 1 to 255 lower-case letters"],
  ['no tables', () => ({ tables: [] }), 'tables: got an empty list; name at least one, or leave it out for all'],
  ['a table with its database', () => ({ tables: ['sales/raw'] }), "tables: got 'sales/raw'; give the name of a table, without its database"],
  ['a result prefix that is no folder', () => ({ resultPrefix: 'x' }), "resultPrefix: got 'x'; give the start of the keys"],
  ['a data prefix that is no folder', (of) => ({ data: [{ bucket: inbox(of), prefix: '/x/' }] }), "data[0].prefix: got '/x/'; give the start of the keys"],
  ['a retention for a bucket given', (of) => ({ resultBucket: inbox(of), resultRetention: Duration.days(1) }), 'resultRetention: got 1 day; take it out: no bucket is created'],
  ['a retention of hours', () => ({ resultRetention: Duration.hours(5) }), 'resultRetention: got 5 hours; give whole days'],
  ['a key for a work group given', (of) => ({ workGroup: new athena.CfnWorkGroup(of, 'G', { name: 'g' }), encryptionKey: new kms.Key(of, 'Key') }),
    'encryptionKey: got Shop/Key; take it out: the work group given has its own'],
  ['a limit for a work group given', (of) => ({ workGroup: new athena.CfnWorkGroup(of, 'G', { name: 'g' }), bytesScannedPerQuery: 1e9 }), 'bytesScannedPerQuery: got 1000000000; take it out'],
  ['a limit of a few bytes', () => ({ bytesScannedPerQuery: 5 }), 'bytesScannedPerQuery: got 5; give a whole number from 10000000 on'],
])('%s is refused', (_, props, message) => {
  expect(() => lake(props)).toThrow(message);
});
