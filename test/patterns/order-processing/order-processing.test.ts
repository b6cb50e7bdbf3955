import { App, aws_dynamodb as dynamodb, aws_kms as kms, aws_stepfunctions as sfn, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { allPhases, call } from './fixture';
import { OrderProcessing, OrderProcessingProps, Step, WaitFor } from 'cdk-stepwise';

function twoPhases(of: Stack): OrderProcessingProps {
  return { inventory: call(of, 'Reserve'), payment: call(of, 'Charge') };
}

function shop(props: (of: Stack) => Partial<OrderProcessingProps> = () => ({})): { stack: Stack; orders: OrderProcessing } {
  const stack = new Stack(new App(), 'Shop');
  const orders = new OrderProcessing(stack, 'Orders', { ...twoPhases(stack), ...props(stack) });
  return { stack, orders };
}

test('what customers ordered is kept, recoverable and paid by request', () => {
  const template = Template.fromStack(shop().stack);
  template.hasResource('AWS::DynamoDB::Table', {
    Properties: {
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('the table is encrypted with the key given, and goes when told to', () => {
  const { stack } = shop((of) => ({ tableEncryptionKey: new kms.Key(of, 'Key'), tableRemovalPolicy: RemovalPolicy.DESTROY, orderKey: 'number' }));
  Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
    Properties: {
      KeySchema: [{ AttributeName: 'number', KeyType: 'HASH' }],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
    },
    DeletionPolicy: 'Delete',
  });
});

test('a table given is used, and none created', () => {
  // GIVEN
  const { stack, orders } = shop((of) => ({ table: dynamodb.Table.fromTableName(of, 'Mine', 'mine') }));
  // THEN
  Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::Table', 0);
  expect(orders.table.tableName).toBe('mine');
});

test('the role may do what the phases do and no more', () => {
  // GIVEN
  const stack = new Stack(new App(), 'Shop');
  // WHEN
  new OrderProcessing(stack, 'Orders', allPhases(stack));
  // THEN
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy', {
    Properties: { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'lambda:InvokeFunction' })]) } },
  }));
  const actions = policy.Properties.PolicyDocument.Statement.flatMap((one: any) => one.Action);
  expect(actions).toEqual(expect.arrayContaining(
    ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'events:PutEvents', 'lambda:InvokeFunction', 'sqs:SendMessage']));
  expect(actions.filter((action: string) => action.endsWith('*'))).toEqual([]);
});

test('an order may take 30 days', () => {
  const { stack } = shop();
  const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
  expect(JSON.stringify(machine.Properties.DefinitionString)).toContain(`\\"TimeoutSeconds\\":${Duration.days(30).toSeconds()}`);
});

test('the same app may be deployed twice under two stack names: their buses do not share a name', () => {
  const [blue, green] = ['ShopBlue', 'ShopGreen'].map((stackName) => {
    const stack = new Stack(new App(), 'Shop', { stackName });
    new OrderProcessing(stack, 'Orders', twoPhases(stack));
    return Object.values(Template.fromStack(stack).findResources('AWS::Events::EventBus'))[0].Properties.Name as string;
  });
  expect(blue).toMatch(/^ShopBlue-Orders-[0-9a-f]{8}$/);
  expect(green).toMatch(/^ShopGreen-Orders-[0-9a-f]{8}$/);
});

test('logical ids stay: another id would replace what customers ordered', () => {
  const { stack } = shop();
  const template = Template.fromStack(stack);
  const idsOf = (type: string) => Object.keys(template.findResources(type));
  expect(idsOf('AWS::DynamoDB::Table')).toEqual(['OrdersTable1F8332C7']);
  expect(idsOf('AWS::Events::EventBus')).toEqual(['OrdersEventBus1ACCA97B']);
  expect(idsOf('AWS::SQS::Queue')).toEqual(['OrdersSagaParkingQueueEB7F0D2E']);
  expect(idsOf('AWS::StepFunctions::StateMachine')).toEqual(['OrdersWorkflowStateMachineBF7310F7']);
});

test.each<[string, (of: Stack) => Partial<OrderProcessingProps>, string]>([
  ['an approval without an amount', (of) => ({ approval: call(of, 'Approve') }), 'Shop/Orders: approvalAbove: got nothing; say above which amount'],
  ['an amount without an approval', () => ({ approvalAbove: 5 }), 'Shop/Orders: approvalAbove: got 5; give the `approval` step too'],
  ['a negative amount', (of) => ({ approval: call(of, 'Approve'), approvalAbove: -1 }), 'approvalAbove: got -1; give an amount of at least 0'],
  ['an order id that is no expression', () => ({ orderId: 'orderId' }), "orderId: got 'orderId'; give a JSONata expression in {% %}"],
  ['an amount that is no expression', () => ({ amount: '$.amount' }), "amount: got '$.amount'; give a JSONata expression in {% %}"],
  ['a source of AWS', () => ({ eventSource: 'aws.orders' }), "eventSource: got 'aws.orders'; give a source that does not start with 'aws.'"],
  ['an empty key', () => ({ orderKey: '' }), "orderKey: got ''; give the name of the table's partition key"],
  ['a key for a table given', (of) => ({ table: dynamodb.Table.fromTableName(of, 'T', 't'), tableEncryptionKey: new kms.Key(of, 'Key') }),
    'tableEncryptionKey: got Shop/Key; take it out: the table given has its own'],
  ['a removal policy for a table given', (of) => ({ table: dynamodb.Table.fromTableName(of, 'T', 't'), tableRemovalPolicy: RemovalPolicy.DESTROY }),
    "tableRemovalPolicy: got 'destroy'; take it out: the table given has its own"],
  ['a group as a phase', (of) => ({ inventory: Step.parallel('Both', [call(of, 'A'), call(of, 'B')]) }), "inventory: got 'Both'; give one step"],
  ['a wrong phase', (of) => ({ validation: call(of, 'V', { timeout: Duration.seconds(0) }) }), "Shop/Orders: validation: step 'V': timeout: got 0 seconds"],
  ['two phases of one name', (of) => ({ validation: call(of, 'V', { name: 'Charge' }) }), "steps: got 'Charge'; two states would have this name"],
  ['an Express order that waits for its shipment', (of) => ({ workflowType: sfn.StateMachineType.EXPRESS, shipment: call(of, 'Ship', { wait: WaitFor.CALLBACK }) }),
    "Shop/Orders: shipment: step 'Ship': wait: got 'CALLBACK'; an Express workflow cannot wait for a callback (.waitForTaskToken): use a Standard workflow"],
  ['an Express order that lasts ten minutes', () => ({ workflowType: sfn.StateMachineType.EXPRESS, timeout: Duration.minutes(10) }), 'timeout: got 10 minutes'],
])('%s is refused', (_, props, message) => {
  expect(() => shop(props)).toThrow(message);
});

test('all that is wrong is told at once', () => {
  expect(() => shop((of) => ({ orderKey: '', approvalAbove: 3, validation: call(of, 'V', { timeout: Duration.seconds(0) }) })))
    .toThrow(/Shop\/Orders: 3 problems\n.*validation.*\n.*approvalAbove.*\n.*orderKey/);
});
