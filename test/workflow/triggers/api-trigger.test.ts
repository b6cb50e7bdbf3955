import { aws_apigateway as apigateway, aws_iam as iam, aws_logs as logs, aws_stepfunctions as sfn, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { ApiTrigger, ApiTriggerOptions, Trigger, TriggerInvocation } from '../../../src';
import { API_DEFAULTS } from '../../../src/workflow/triggers/api-options';

let stack: Stack;
let workflow: WorkflowFake;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
});

function add(options: ApiTriggerOptions = {}, to = workflow): ApiTrigger {
  return Trigger.api(options)._bind(to.triggers, to) as ApiTrigger;
}

function integrationUri(action: string): object {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:apigateway:eu-central-1:states:action/${action}`]] };
}

test('a signed POST starts the workflow', () => {
  // WHEN
  const trigger = add({ path: 'orders' });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    AuthorizationType: 'AWS_IAM',
    ResourceId: { Ref: Match.stringLikeRegexp('orders') },
    Integration: {
      Type: 'AWS',
      IntegrationHttpMethod: 'POST',
      Uri: integrationUri('StartExecution'),
      PassthroughBehavior: 'NEVER',
      Credentials: stack.resolve(trigger.role.roleArn),
      RequestTemplates: { 'application/json': Match.stringLikeRegexp(`"stateMachineArn": "${START_ARN}"`) },
    },
  });
  expect(trigger.summary).toBe('POST /orders');
});

test('its role starts this one workflow and nothing else', () => {
  // WHEN
  add();

  // THEN
  const template = Template.fromStack(stack);
  const [role] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { Policies: Match.anyValue() } }));
  expect(role.Properties.AssumeRolePolicyDocument.Statement[0].Principal).toEqual({ Service: 'apigateway.amazonaws.com' });
  expect(statementsOf(role.Properties)).toEqual([{ Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN }]);
});

test('waits for an Express workflow where chosen, under a role that can do just that', () => {
  // GIVEN
  const express = new WorkflowFake(stack, 'Quotes', sfn.StateMachineType.EXPRESS);

  // WHEN
  const trigger = add({ invocation: TriggerInvocation.SYNCHRONOUS, cloudWatchRole: false }, express);

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGateway::Method', { Integration: { Uri: integrationUri('StartSyncExecution') } });
  expect(statementsOf(roleOf(template, 'apigateway.amazonaws.com'))).toEqual(
    [{ Effect: 'Allow', Action: 'states:StartSyncExecution', Resource: express.startArn }]);
  expect(trigger.summary).toBe('POST /, answered with the output');
});

test('an Express workflow can also be started without waiting', () => {
  // WHEN
  add({}, new WorkflowFake(stack, 'Quotes', sfn.StateMachineType.EXPRESS));

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Method', { Integration: { Uri: integrationUri('StartExecution') } });
});

test('the body is held against a schema, and must carry the name of the execution', () => {
  // WHEN
  add({
    executionNameField: 'order.id',
    requestSchema: { type: apigateway.JsonSchemaType.OBJECT, required: ['customer'] },
  });

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGateway::Model', {
    ContentType: 'application/json',
    Schema: {
      type: 'object',
      allOf: [
        { type: 'object', required: ['customer'] },
        {
          type: 'object',
          required: ['order'],
          properties: {
            order: {
              type: 'object',
              required: ['id'],
              properties: { id: { type: 'string', minLength: 1, maxLength: 80, pattern: '^[0-9A-Za-z_-]+$' } },
            },
          },
        },
      ],
    },
  });
  template.hasResourceProperties('AWS::ApiGateway::RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: true });
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    RequestModels: { 'application/json': { Ref: Match.stringLikeRegexp('Request') } },
    RequestValidatorId: { Ref: Match.stringLikeRegexp('Validator') },
  });
});

test('the order of the keys of a schema, which languages decide, makes no other deployment', () => {
  // GIVEN
  const deployment = (requestSchema: apigateway.JsonSchema) => {
    const other = newStack();
    const to = new WorkflowFake(other, 'Orders');
    Trigger.api({ requestSchema })._bind(to.triggers, to);
    return Object.keys(Template.fromStack(other).findResources('AWS::ApiGateway::Deployment'));
  };
  const { OBJECT, STRING } = apigateway.JsonSchemaType;

  // WHEN
  const one = deployment({ type: OBJECT, required: ['a'], properties: { a: { type: STRING, minLength: 1 }, b: { type: STRING } } });
  const other = deployment({ properties: { b: { type: STRING }, a: { minLength: 1, type: STRING } }, required: ['a'], type: OBJECT });

  // THEN
  expect(other).toEqual(one);
  expect(deployment({ type: OBJECT, required: ['b'] })).not.toEqual(one);
});

test('without a schema, a body must be an object', () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Model', { Schema: { type: 'object' } });
});

test('logs each access for a month, traces, and throttles', () => {
  // WHEN
  const trigger = add();

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    AccessLogSetting: { DestinationArn: stack.resolve(trigger.accessLogGroup!.logGroupArn), Format: Match.stringLikeRegexp('requestId') },
    TracingEnabled: true,
    MethodSettings: [Match.objectLike({ LoggingLevel: 'ERROR', DataTraceEnabled: false, ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 })],
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  template.resourceCountIs('AWS::ApiGateway::Account', 1);
});

test('takes throttling, retention and an authorizer, and leaves the account alone where told to', () => {
  // GIVEN
  const authorizer: apigateway.IAuthorizer = { authorizerId: 'shoppers', authorizationType: apigateway.AuthorizationType.COGNITO };

  // WHEN
  add({ throttlingRateLimit: 5, throttlingBurstLimit: 10, accessLogRetention: logs.RetentionDays.ONE_WEEK, cloudWatchRole: false, authorizer });

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGateway::Stage', { MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 })] });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  template.hasResourceProperties('AWS::ApiGateway::Method', { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: 'shoppers' });
  template.resourceCountIs('AWS::ApiGateway::Account', 0);
});

test('goes into an API of the user, beside its other methods', () => {
  // GIVEN
  const api = new apigateway.RestApi(stack, 'Shop', { cloudWatchRole: false });
  api.root.addResource('orders').addMethod('GET');

  // WHEN
  const trigger = add({ api, path: 'orders' });

  // THEN
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
  template.resourceCountIs('AWS::ApiGateway::Resource', 1);
  expect(trigger.api).toBe(api);
  expect(trigger.accessLogGroup).toBeUndefined();
});

test('lets a caller in, to this method only', () => {
  // GIVEN
  const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });

  // WHEN
  const trigger = add({ path: 'orders' });
  trigger.grantInvoke(caller);

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: stack.resolve(trigger.method.methodArn) }],
    },
  });
  expect(stack.resolve(trigger.url)['Fn::Join'][1].at(-1)).toBe('/orders');
});

test('there is no dead-letter queue: the caller knows', () => {
  // WHEN
  const trigger = add();

  // THEN
  expect(trigger.deadLetterQueue).toBeUndefined();
  expect(trigger.deadLetterAlarm).toBeUndefined();
});

test('the documented defaults are the ones in force', () => {
  expect(API_DEFAULTS).toEqual({
    invocation: TriggerInvocation.ASYNCHRONOUS,
    authorizationType: apigateway.AuthorizationType.IAM,
    throttlingRateLimit: 100,
    throttlingBurstLimit: 200,
    accessLogRetention: logs.RetentionDays.ONE_MONTH,
    cloudWatchRole: true,
  });
});

test('logical ids stay', () => {
  // WHEN
  add({ path: 'orders' });

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersApiAccessLogA38BC255: 'AWS::Logs::LogGroup',
    OrdersTriggersApiAccountF4B61873: 'AWS::ApiGateway::Account',
    OrdersTriggersApiC4380B82: 'AWS::ApiGateway::RestApi',
    OrdersTriggersApiCloudWatchRoleD4BCFC0A: 'AWS::IAM::Role',
    OrdersTriggersApiDeploymentStageprod084C43DF: 'AWS::ApiGateway::Stage',
    OrdersTriggersApiRequest699CF248: 'AWS::ApiGateway::Model',
    OrdersTriggersApiRole7384007D: 'AWS::IAM::Role',
    OrdersTriggersApiValidator91E25E55: 'AWS::ApiGateway::RequestValidator',
    OrdersTriggersApiorders055DED5B: 'AWS::ApiGateway::Resource',
    OrdersTriggersApiordersPOSTCBD07247: 'AWS::ApiGateway::Method',
  });
});

test('cdk-nag finds nothing but the firewall that is for the app to choose', () => {
  // WHEN
  const trigger = add();

  // THEN
  expect(nagFindings(stack)).toEqual(['AwsSolutions-APIG3 Shop/Orders/Triggers/Api/Api/DeploymentStage.prod/Resource']);

  // WHEN
  Validations.of(trigger).acknowledge({ id: 'AwsSolutions-APIG3', reason: 'callers sign their requests' });

  // THEN
  expect(nagFindings(stack)).toEqual([]);
});

test('the answer has the status that a field of the output says', () => {
  // WHEN
  const express = new WorkflowFake(stack, 'Quotes', sfn.StateMachineType.EXPRESS);
  add({ invocation: TriggerInvocation.SYNCHRONOUS, statusCodeField: 'statusCode' }, express);
  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGateway::Method', {
    Integration: {
      Uri: integrationUri('StartSyncExecution'),
      IntegrationResponses: Match.arrayWith([Match.objectLike({
        StatusCode: '200', ResponseTemplates: { 'application/json': Match.stringLikeRegexp('responseOverride.status = \\$output.statusCode') },
      })]),
    },
    MethodResponses: Match.arrayWith([{ StatusCode: '200' }, { StatusCode: '207' }]),
  });
});

describe('wrong props', () => {
  test.each<[string, ApiTriggerOptions, string]>([
    ['waiting for a Standard workflow', { invocation: TriggerInvocation.SYNCHRONOUS }, "invocation: got 'SYNCHRONOUS'; Shop/Orders is Standard"],
    ['a name that is an expression', { executionNameField: '$.orderId' },
      "executionNameField: got '$.orderId'; name a field of the body, such as 'orderId' or 'order.id'"],
    ['a name that breaks out of the template', { executionNameField: "orderId'))" },
      "executionNameField: got 'orderId'))'; name a field of the body, such as 'orderId' or 'order.id'"],
    ['an empty name', { executionNameField: '' }, "executionNameField: got ''; name a field of the body"],
    ['a path with a slash before it', { path: '/orders' }, "path: got '/orders'; give names of letters, digits, _ . : and -"],
    ['no requests at all', { throttlingRateLimit: 0 }, 'throttlingRateLimit: got 0; give more than 0'],
    ['a status from no answer', { statusCodeField: 'statusCode' }, "statusCodeField: got 'statusCode'; leave it out, or let the request wait for the output"],
    ['half a request', { throttlingBurstLimit: 1.5 }, 'throttlingBurstLimit: got 1.5; give a whole number'],
    ['no burst', { throttlingBurstLimit: -5 }, 'throttlingBurstLimit: got -5; give more than 0'],
  ])('%s', (_, options, message) => {
    expect(() => add(options)).toThrow(`Shop/Orders/Triggers/Api: ${message}`);
  });

  test('a name for an Express workflow', () => {
    const express = new WorkflowFake(stack, 'Quotes', sfn.StateMachineType.EXPRESS);
    expect(() => add({ executionNameField: 'id' }, express)).toThrow(
      "executionNameField: got 'id'; Shop/Quotes is Express, and names do not keep Express executions from running twice; leave it out, or make it Standard");
  });

  test('a status that breaks out of the template', () => {
    const express = new WorkflowFake(stack, 'Quotes', sfn.StateMachineType.EXPRESS);
    expect(() => add({ invocation: TriggerInvocation.SYNCHRONOUS, statusCodeField: 'a)' }, express))
      .toThrow("statusCodeField: got 'a)'; name a field of the output, such as 'statusCode'");
  });

  test('what belongs to the API that is given', () => {
    const api = new apigateway.RestApi(stack, 'Shop', { cloudWatchRole: false });
    expect(() => add({ api, throttlingRateLimit: 5, cloudWatchRole: true })).toThrow([
      'Shop/Orders/Triggers/Api: 2 problems',
      '  - throttlingRateLimit: got 5; it belongs to the stage of Shop/Shop; set it there',
      '  - cloudWatchRole: got true; it belongs to the stage of Shop/Shop; set it there',
    ].join('\n'));
  });
});
