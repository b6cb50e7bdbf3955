import * as fs from 'node:fs';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { acceptedExample } from './accepted';
import { OrdersStack } from '../../examples/typescript/orders/orders-stack';
import { EXPECTATIONS } from '../../scripts/demo/shop/groups';
import { OrdersReport, runOrders } from '../../scripts/demo/shop/run-orders';

const example = acceptedExample((app) => new OrdersStack(app, 'Orders'), {
  Customers6955EA0A: 'AWS::SNS::Topic',
  InventoryCFCBEC24: 'AWS::DynamoDB::Table',
  Operators93109ECD: 'AWS::SNS::Topic',
  OrderBusC19FC433: 'AWS::Events::EventBus',
  OrdersSagaParkingQueueEB7F0D2E: 'AWS::SQS::Queue',
  OrdersTable1F8332C7: 'AWS::DynamoDB::Table',
  OrdersWorkflowStateMachineBF7310F7: 'AWS::StepFunctions::StateMachine',
  OrdersWorkflowTriggersApiB2699728: 'AWS::ApiGateway::RestApi',
  OrdersWorkflowTriggersEventDeadLetterQueueD27E1634: 'AWS::SQS::Queue',
  Shipments6E8A22F1: 'AWS::SQS::Queue',
  UnreadableShipments38D9059D: 'AWS::SQS::Queue',
});

test('the functions can do no more than their work', () => {
  // GIVEN
  const policies = Template.fromStack(example.stack).findResources('AWS::IAM::Policy');
  const actionsOf = (role: string) => Object.entries(policies).filter(([id]) => id.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement).flatMap(({ Action }) => Action);

  // THEN
  expect(actionsOf('ReserveItemsRole')).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'dynamodb:PutItem', 'dynamodb:UpdateItem']);
  expect(actionsOf('ReleaseItemsRole')).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem']);
  expect(actionsOf('ChargeCardRole')).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
});

describe('a day of orders', () => {
  let report: OrdersReport;

  beforeAll(async () => {
    report = await runOrders(example.cdkOut);
  });

  test('every group ends as expected, and the stock adds up', () => {
    expect(report.wrong).toEqual([]);
  });

  test('has orders of every kind', () => {
    expect(Object.fromEntries(report.groups.map(({ group, orders }) => [group, orders]))).toEqual({
      'completed': 136, 'invalid': 14, 'expired card': 4, 'declined card': 16, 'out of stock': 10, 'fraud': 4, 'not deliverable': 6, 'duplicate': 10,
    });
    expect(report.groups.map(({ group }) => group)).toEqual(EXPECTATIONS.map(({ group }) => group));
  });

  test('whoever was charged and got nothing has the money back', () => {
    for (const { group, charged, refunded } of report.groups) {
      expect([group, charged - refunded > 0]).toEqual([group, group === 'completed']);
    }
    expect(report.groups.find(({ group }) => group === 'not deliverable')!.refunded).toBeGreaterThan(0);
  });
});

test('the data are what the script makes', () => {
  // GIVEN
  const data = path.join(__dirname, '..', '..', 'examples', 'data');
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { files } = require(path.join(data, 'make-orders.js')) as { files: () => { [name: string]: string } };

  // THEN
  for (const [name, text] of Object.entries(files())) expect(fs.readFileSync(path.join(data, name), 'utf8')).toBe(text);
});
