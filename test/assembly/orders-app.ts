import { App, aws_dynamodb as dynamodb, aws_lambda as lambda, aws_sqs as sqs, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, NestedStack, Stack } from 'aws-cdk-lib';

/** An app with a reference of each kind: in the stack, to another stack, into a nested stack. */
export function ordersApp() {
  const app = new App();
  const messaging = new Stack(app, 'Messaging');
  const queue = new sqs.Queue(messaging, 'Queue');
  const stack = new Stack(app, 'Orders');
  const nested = new NestedStack(stack, 'Billing');
  const code = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => 1') };
  const charge = new lambda.Function(nested, 'Charge', code);
  const check = new lambda.Function(stack, 'Check', { ...code, environment: { QUEUE_URL: queue.queueUrl } });
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const machine = new sfn.StateMachine(stack, 'Machine', {
    tracingEnabled: true,
    definitionBody: sfn.DefinitionBody.fromChainable(
      new tasks.LambdaInvoke(stack, 'CheckOrder', { lambdaFunction: check })
        .next(new tasks.LambdaInvoke(stack, 'ChargePayment', { lambdaFunction: charge }))
        .next(new tasks.DynamoPutItem(stack, 'Save', { table, item: { id: tasks.DynamoAttributeValue.fromString('1') } }))
        .next(new tasks.SqsSendMessage(stack, 'Tell', { queue, messageBody: sfn.TaskInput.fromText('done') }))),
  });
  return { app, stack, nested, messaging, queue, charge, check, table, machine };
}
