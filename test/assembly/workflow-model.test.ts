import { App, aws_iam as iam, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import type { JsonObject } from '../../src/asl';
import { modelOfDefinition, readStack, readTemplate } from '../../src/assembly';

const DEFINITION = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };

/** The one workflow of a template with these properties. */
function workflow(properties: JsonObject, others: JsonObject = {}) {
  return readTemplate({ Resources: { Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: properties }, ...others } }).workflows[0];
}

describe('WorkflowModel', () => {
  test('reads a definition given as an object', () => {
    // WHEN
    const model = workflow({
      Definition: { StartAt: 'A', States: { A: { Type: 'Task', Resource: { 'Fn::GetAtt': ['Fn', 'Arn'] }, End: true } } },
    }, { Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'charge' } } });

    // THEN
    expect(model.definition.states.A).toMatchObject({ type: 'Task', resource: 'arn:aws:lambda:us-east-1:123456789012:function:charge' });
    expect([...model.resources.keys()]).toEqual(['arn:aws:lambda:us-east-1:123456789012:function:charge']);
  });

  test('puts substitutions in, resolved, as text or whole values', () => {
    // WHEN
    const model = workflow({
      DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":${Delay},"Comment":"${Queue} ${Other}","End":true}}}',
      DefinitionSubstitutions: { Delay: 5, Queue: { Ref: 'Queue' } },
    }, { Queue: { Type: 'AWS::SQS::Queue' } });

    // THEN
    expect(model.definition.states.A).toMatchObject({ seconds: 5, comment: 'https://sqs.us-east-1.amazonaws.com/123456789012/Stack-Queue ${Other}' });
  });

  test('reads type, logging and encryption', () => {
    // WHEN
    const model = workflow({
      Definition: DEFINITION,
      StateMachineName: 'orders',
      StateMachineType: 'EXPRESS',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true, Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['Log', 'Arn'] } } }] },
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, KmsDataKeyReusePeriodSeconds: 60 },
    }, { Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'orders' } }, Key: { Type: 'AWS::KMS::Key' } });

    // THEN
    expect(model).toMatchObject({
      name: 'orders',
      arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders',
      type: 'EXPRESS',
      tracing: false,
      logging: { level: 'ALL', includeExecutionData: true, logGroupArns: ['arn:aws:logs:us-east-1:123456789012:log-group:orders:*'] },
      encryption: { kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/Stack-Key', dataKeyReusePeriodSeconds: 60 },
    });
  });

  test('gathers the statements of a role from its inline, attached and managed policies', () => {
    // GIVEN
    const stack = new Stack(new App(), 'Orders');
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: { inline: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ sid: 'Inline', actions: ['a:Inline'], resources: ['*'] })] }) },
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaRole')],
    });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['a:Attached'], resources: ['r1', 'r2'], conditions: { StringEquals: { k: stack.region } } }));
    role.addManagedPolicy(new iam.ManagedPolicy(stack, 'Managed', { statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, notActions: ['a:Managed'], notResources: ['*'] })] }));
    new iam.ManagedPolicy(stack, 'Attaching', { roles: [role], statements: [new iam.PolicyStatement({ actions: ['a:Attaching'], resources: ['*'] })] });
    new sfn.StateMachine(stack, 'Machine', { role, definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(DEFINITION)) });

    // WHEN
    const model = readStack(stack).workflows[0];

    // THEN
    expect(model.roleStatements.map(({ policyLogicalId, ...statement }) => statement)).toEqual([
      { sid: 'Inline', effect: 'Allow', actions: ['a:Inline'], resources: ['*'] },
      { effect: 'Allow', actions: ['a:Attached'], resources: ['r1', 'r2'], conditions: { StringEquals: { k: 'us-east-1' } } },
      { effect: 'Deny', notActions: ['a:Managed'], notResources: ['*'] },
      { effect: 'Allow', actions: ['a:Attaching'], resources: ['*'] },
    ]);
    expect(model.role!.managedPolicyNames).toEqual(['service-role/AWSLambdaRole']);
  });

  test('a plain definition has a name, an ARN and a role of its own', () => {
    expect(modelOfDefinition(DEFINITION, { name: 'orders', region: 'cn-north-1' })).toMatchObject({
      arn: 'arn:aws-cn:states:cn-north-1:123456789012:stateMachine:orders',
      roleArn: 'arn:aws-cn:iam::123456789012:role/ordersRole',
      type: 'STANDARD',
    });
  });

  test('refuses a machine without definition, and one whose definition is elsewhere', () => {
    expect(() => workflow({}).definitionText).toThrow("Stack: resource 'Machine': has no definition: it needs DefinitionString, Definition or DefinitionS3Location");
    expect(() => workflow({ DefinitionS3Location: { Bucket: 'b', Key: 'k.json' } }).definitionText)
      .toThrow("Stack: resource 'Machine', property 'DefinitionS3Location': 's3://b/k.json' is not an asset of the assembly");
  });
});
