import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { DynamoDBClient, PutItemCommand, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { ApprovalTable } from './local/approval-table';

// What the other tests of this folder rely on.
describe('the DynamoDB API that these tests run against', () => {
  let table: ApprovalTable;
  let client: DynamoDBClient;
  beforeAll(async () => {
    const endpoint = process.env.DYNAMODB_ENDPOINT!;
    table = await ApprovalTable.create(endpoint);
    client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  });
  afterAll(() => {
    table.close();
    client.destroy();
  });

  test('lets one of many parallel conditional writes win', async () => {
    // GIVEN
    const id = randomUUID();
    const put = (by: number) => client.send(new PutItemCommand({
      TableName: table.name,
      Item: { id: { S: id }, entry: { S: 'REQUEST' }, by: { N: String(by) } },
      ConditionExpression: 'attribute_not_exists(id)',
    }));

    // WHEN
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, by) => put(by)));

    // THEN
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await table.request(id)).toMatchObject({ by: outcomes.findIndex(({ status }) => status === 'fulfilled') });
  });

  test('writes all of a transaction or nothing, however many run at once', async () => {
    // GIVEN
    const id = randomUUID();
    const transaction = (by: number) => client.send(new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: table.name, Item: { id: { S: id }, entry: { S: `AUDIT#${by}` } } } },
        { Put: { TableName: table.name, Item: { id: { S: id }, entry: { S: 'REQUEST' }, by: { N: String(by) } }, ConditionExpression: 'attribute_not_exists(id)' } },
      ],
    }));

    // WHEN
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, by) => transaction(by)));

    // THEN
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason instanceof TransactionCanceledException)).toHaveLength(199);
    expect((await table.audit(id)).map(({ entry }) => entry)).toEqual([`AUDIT#${winner}`]);
  });

  test('ends with the process that started it, even when that is killed', async () => {
    // GIVEN a process that starts a server of its own and goes on
    const script = "require('./dynamodb-local.ts').DynamoDbLocal.start().then(({ endpoint }) => { console.log(endpoint); setInterval(() => {}, 1000); })";
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', script], { cwd: path.join(__dirname, 'local'), stdio: ['ignore', 'pipe', 'inherit'] });
    const endpoint = await new Promise<string>((resolve) => starter.stdout.once('data', (text) => resolve(String(text).trim())));
    const up = () => fetch(endpoint).then(() => true, () => false);
    expect(await up()).toBe(true);

    // WHEN
    starter.kill('SIGKILL');

    // THEN
    const until = Date.now() + 10_000;
    while (await up() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await up()).toBe(false);
  });
});
