import { App, aws_sqs as sqs, aws_ssm as ssm, aws_stepfunctions as sfn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { ordersApp } from './orders-app';
import { readCdkOut, readStack } from '../../src/assembly';

const ACCOUNT = '123456789012';
const arnOf = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;

describe('readStack', () => {
  test('names each resource of a definition by a well-formed ARN, URL or name, wherever in the app it is', () => {
    // GIVEN
    const { stack } = ordersApp();

    // WHEN
    const [workflow] = readStack(stack).workflows;
    const { States } = JSON.parse(workflow.definitionText);

    // THEN
    expect(States.CheckOrder.Parameters.FunctionName).toMatch(/^arn:aws:lambda:us-east-1:123456789012:function:Orders-Check[0-9A-F]{8}$/);
    expect(States.ChargePayment.Parameters.FunctionName).toMatch(/^arn:aws:lambda:us-east-1:123456789012:function:Orders-Billing\w*-Charge[0-9A-F]{8}$/);
    expect(States.Save.Parameters.TableName).toMatch(/^Orders-Table[0-9A-F]{8}$/);
    expect(States.Tell.Parameters.QueueUrl).toMatch(/^https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/Messaging-Queue[0-9A-F]{8}$/);
    expect(States.Tell.Resource).toBe('arn:aws:states:::sqs:sendMessage');
  });

  test('tells which resource each text of the definition names', () => {
    // GIVEN
    const { stack } = ordersApp();

    // WHEN
    const { resources } = readStack(stack).workflows[0];

    // THEN
    expect([...resources.values()].map((r) => [r.type, r.constructPath]).sort()).toEqual([
      ['AWS::DynamoDB::Table', 'Orders/Table/Resource'],
      ['AWS::Lambda::Function', 'Orders/Billing/Charge/Resource'],
      ['AWS::Lambda::Function', 'Orders/Check/Resource'],
      ['AWS::SQS::Queue', 'Messaging/Queue/Resource'],
    ]);
  });

  test('reads what the state machine is: its type, role, statements, tracing', () => {
    // GIVEN
    const { stack } = ordersApp();

    // WHEN
    const [workflow] = readStack(stack).workflows;

    // THEN
    expect(workflow.constructPath).toBe('Orders/Machine/Resource');
    expect(workflow.arn).toBe(arnOf('states', `stateMachine:${workflow.name}`));
    expect(workflow.type).toBe('STANDARD');
    expect(workflow.tracing).toBe(true);
    expect(workflow.roleArn).toMatch(/^arn:aws:iam::123456789012:role\/Orders-MachineRole/);
    expect(workflow.role?.constructPath).toBe('Orders/Machine/Role/Resource');
    const queue = workflow.roleStatements.find((statement) => statement.actions?.includes('sqs:SendMessage'));
    expect(queue).toMatchObject({ effect: 'Allow', resources: [expect.stringMatching(/^arn:aws:sqs:us-east-1:123456789012:Messaging-Queue/)] });
    const put = workflow.roleStatements.find((statement) => statement.actions?.includes('dynamodb:PutItem'));
    expect(put!.resources).toEqual([arnOf('dynamodb', `table/${JSON.parse(workflow.definitionText).States.Save.Parameters.TableName}`)]);
  });

  test('reads the same from the cdk.out folder', () => {
    // GIVEN
    const { app, stack } = ordersApp();

    // WHEN
    const fromFolder = readCdkOut(app.synth().directory).workflow('Orders/Machine');
    const fromStack = readStack(stack).workflow('Machine');

    // THEN
    expect(fromFolder.definitionText).toBe(fromStack.definitionText);
    expect(fromFolder.roleStatements).toEqual(fromStack.roleStatements);
    expect([...fromFolder.resources.keys()]).toEqual([...fromStack.resources.keys()]);
  });

  test('synthesizes the app once', () => {
    // GIVEN
    const { app, stack, messaging } = ordersApp();
    const { directory } = app.synth();

    // WHEN
    readStack(stack);
    readStack(messaging);

    // THEN
    expect(app.synth().directory).toBe(directory);
  });

  test('puts the machines of the stack asked for first, and finds those of a stage', () => {
    // GIVEN
    const app = new App();
    const pass = () => ({ definitionBody: sfn.DefinitionBody.fromString('{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}') });
    const other = new Stack(app, 'Other');
    new sfn.StateMachine(other, 'Machine', pass());
    const stage = new Stage(app, 'Prod', { env: { account: '111111111111', region: 'eu-west-1' } });
    const stack = new Stack(stage, 'Orders');
    new sfn.StateMachine(stack, 'Machine', pass());

    // WHEN
    const assembly = readStack(stack);

    // THEN
    expect(assembly.workflows.map((workflow) => workflow.constructPath)).toEqual(['Prod/Orders/Machine/Resource', 'Other/Machine/Resource']);
    expect(assembly.workflow('Machine').arn).toMatch(/^arn:aws:states:eu-west-1:111111111111:stateMachine:Prod-Orders-Machine/);
    expect(assembly.workflow('Other/Machine').stackName).toBe('Other');
  });

  test.each(['strong', 'weak', 'both'])('follows references between stacks that are %s, also from nested stacks', (mode) => {
    // GIVEN
    const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': mode } });
    const queue = new sqs.Queue(new Stack(app, 'Messaging'), 'Queue');
    const stack = new Stack(app, 'Orders');
    const own = new sqs.Queue(stack, 'Own');
    const nested = new NestedStack(stack, 'Billing');
    new ssm.CfnParameter(stack, 'Theirs', { type: 'String', value: queue.queueArn });
    new ssm.CfnParameter(nested, 'TheirsToo', { type: 'String', value: queue.queueUrl });
    new ssm.CfnParameter(nested, 'Ours', { type: 'String', value: own.queueArn });

    // WHEN
    const assembly = readStack(stack);
    const valueOf = (id: string) => assembly.resource(id).properties.Value;

    // THEN
    expect(valueOf('Theirs')).toMatch(/^arn:aws:sqs:us-east-1:123456789012:Messaging-Queue[0-9A-F]{8}$/);
    expect(valueOf('TheirsToo')).toMatch(/^https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/Messaging-Queue[0-9A-F]{8}$/);
    expect(valueOf('Ours')).toMatch(/^arn:aws:sqs:us-east-1:123456789012:Orders-Own[0-9A-F]{8}$/);
  });

  test('follows references between regions', () => {
    // GIVEN
    const app = new App();
    const inRegion = (id: string, region: string) => new Stack(app, id, { env: { account: '111111111111', region }, crossRegionReferences: true });
    const queue = new sqs.Queue(inRegion('Messaging', 'eu-west-1'), 'Queue');
    const stack = inRegion('Orders', 'us-east-1');
    new ssm.CfnParameter(stack, 'Theirs', { type: 'String', value: queue.queueArn });

    // THEN
    expect(readStack(stack).resource('Theirs').properties.Value).toMatch(/^arn:aws:sqs:eu-west-1:111111111111:Messaging-Queue[0-9A-F]{8}$/);
  });

  test('reads a definition that is a file asset, with its substitutions', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Orders');
    new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromFile(`${__dirname}/definition.asl.json`),
      definitionSubstitutions: { Greeting: 'say "hello"' },
    });

    // WHEN
    const { definitionText } = readStack(stack).workflows[0];

    // THEN
    expect(JSON.parse(definitionText).States.Greet.Result).toEqual({ greeting: 'say "hello"', kept: '${Unknown}' });
  });

  test('says which names there are where none matches', () => {
    // GIVEN
    const assembly = readStack(ordersApp().stack);

    // THEN
    expect(() => assembly.workflow('Machnie')).toThrow(/^there is no state machine 'Machnie'; did you mean 'Machine[0-9A-F]{8}'\?$/);
    expect(() => assembly.resource('Chek')).toThrow(/^there is no resource 'Chek'/);
  });

  test('refuses a name that means more than one resource', () => {
    // GIVEN
    const { app } = ordersApp();
    const other = new Stack(app, 'Other');
    for (const id of ['A', 'B']) {
      new sfn.CfnStateMachine(new Stack(app, `Twin${id}`), 'Twin', { roleArn: 'arn:aws:iam::123456789012:role/r', definitionString: '{}' });
    }

    // THEN
    expect(() => readStack(other).workflow('Twin')).toThrow("'Twin' names 2 state machines: give one of 'TwinA/Twin', 'TwinB/Twin'");
  });
});
