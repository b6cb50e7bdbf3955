import { App, aws_dynamodb as dynamodb, aws_lambda as lambda, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Workflow } from '../../../src';

/** Statements of the policy with a construct path, as the template has them. */
function statementsOf(stack: Stack, path: string): unknown[] {
  const id = stack.getLogicalId(stack.node.findChild(path.split('/')[0]).node.findChild(path.split('/')[1]).node.defaultChild as never);
  return Template.fromStack(stack).toJSON().Resources[id].Properties.PolicyDocument.Statement;
}

const LOGGING = {
  Action: [
    'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
  ],
  Effect: 'Allow',
  Resource: '*',
};
const TRACING = {
  Action: ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  Effect: 'Allow',
  Resource: '*',
};

describe('the role of a workflow', () => {
  test('it holds what a chain of a function and a table needs, and nothing else', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Shop');
    const fn = new lambda.Function(stack, 'Charge', {
      code: lambda.Code.fromInline('exports.handler = () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
    });
    const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });

    // WHEN
    new Workflow(stack, 'Orders', {
      definition: tasks.LambdaInvoke.jsonata(stack, 'Call', { lambdaFunction: fn })
        .next(tasks.DynamoPutItem.jsonata(stack, 'Put', { table, item: { id: tasks.DynamoAttributeValue.fromString('x') } })),
    });

    // THEN
    expect(statementsOf(stack, 'Orders/Policy')).toEqual([
      { Action: 'dynamodb:PutItem', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['TableCD117FA1', 'Arn'] } },
      { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['ChargeEC431097', 'Arn'] } },
      LOGGING,
      TRACING,
    ]);
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::Policy', {}, 1);
  });

  test('only Step Functions, for this state machine of this account, can take it', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });

    // WHEN
    new Workflow(stack, 'Orders', { definition: new sfn.Pass(stack, 'Only') });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'states.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: {
              'aws:SourceArn': [{
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':states:eu-west-1:111122223333:stateMachine:OrdersStateMachine7AF3635A-*']],
              }],
            },
          },
        }],
      },
    });
  });
});
