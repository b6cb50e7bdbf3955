import { aws_iam as iam, aws_kms as kms, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newFunction, newStack, newWorkflow } from './fixture';
import { IWorkflow, Workflow } from '../../src';

const { EXPRESS } = sfn.StateMachineType;

/** The statements that a grant gives. */
function granted(grant: (workflow: IWorkflow, grantee: iam.Role) => void, props = {}): any[] {
  const stack = newStack();
  const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
  grant(newWorkflow(stack, props), caller);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  return Object.entries(policies).filter(([id]) => id.startsWith('Caller')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function arn(...parts: unknown[]): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] };
}

const MACHINE = { Ref: 'OrdersStateMachine7AF3635A' };
const EXECUTIONS = arn(':states:eu-west-1:111122223333:execution:', { 'Fn::GetAtt': ['OrdersStateMachine7AF3635A', 'Name'] }, ':*');
const CHILDREN = arn(':states:eu-west-1:111122223333:execution:', { 'Fn::GetAtt': ['OrdersStateMachine7AF3635A', 'Name'] }, '/*:*');
const MAP_RUNS = arn(':states:eu-west-1:111122223333:mapRun:', { 'Fn::GetAtt': ['OrdersStateMachine7AF3635A', 'Name'] }, '/*:*');

describe('grants', () => {
  test('grantStart lets start this workflow', () => {
    expect(granted((workflow, caller) => workflow.grantStart(caller))).toEqual([{ Action: 'states:StartExecution', Effect: 'Allow', Resource: MACHINE }]);
  });

  test('grantStartSync lets run an Express workflow synchronously', () => {
    expect(granted((workflow, caller) => workflow.grantStartSync(caller), { workflowType: EXPRESS })).toEqual([
      { Action: 'states:StartSyncExecution', Effect: 'Allow', Resource: MACHINE },
    ]);
  });

  test('grantRead lets read the definition, the executions, those of map runs, and their histories', () => {
    expect(granted((workflow, caller) => workflow.grantRead(caller))).toEqual([
      { Action: 'states:DescribeStateMachine', Effect: 'Allow', Resource: MACHINE },
      {
        Action: ['states:DescribeExecution', 'states:DescribeStateMachineForExecution', 'states:GetExecutionHistory', 'states:ListMapRuns'],
        Effect: 'Allow',
        Resource: [EXECUTIONS, CHILDREN],
      },
      { Action: 'states:ListExecutions', Effect: 'Allow', Resource: MACHINE },
      { Action: 'states:DescribeMapRun', Effect: 'Allow', Resource: MAP_RUNS },
    ]);
  });

  test('grantRead of an Express workflow, which has no executions to look at, lets read the definition', () => {
    expect(granted((workflow, caller) => workflow.grantRead(caller), { workflowType: EXPRESS })).toEqual([
      { Action: 'states:DescribeStateMachine', Effect: 'Allow', Resource: MACHINE },
    ]);
  });

  test('grantRead of a workflow with a customer managed key lets decrypt what is read', () => {
    // GIVEN
    const stack = newStack();
    const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    const encryptionKey = new kms.Key(stack, 'Key');

    // WHEN
    newWorkflow(stack, { encryptionKey }).grantRead(caller);

    // THEN
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy', {}))).toContain(JSON.stringify({
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': MACHINE } },
      Effect: 'Allow',
      Resource: stack.resolve(encryptionKey.keyArn),
    }));
  });

  test('grantRedrive lets redrive its executions', () => {
    expect(granted((workflow, caller) => workflow.grantRedrive(caller))).toEqual([{ Action: 'states:RedriveExecution', Effect: 'Allow', Resource: EXECUTIONS }]);
  });

  test('grantTaskResponse of a named workflow is exact', () => {
    expect(granted((workflow, caller) => workflow.grantTaskResponse(caller), { workflowName: 'orders' })).toEqual([{
      Action: ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'],
      Effect: 'Allow',
      Resource: arn(':states:eu-west-1:111122223333:stateMachine:orders'),
    }]);
  });

  test('grantTaskResponse to a function that the workflow calls is no dependency cycle', () => {
    // GIVEN
    const stack = newStack();
    const fn = newFunction(stack, 'Approve');
    const workflow = new Workflow(stack, 'Orders', { definition: tasks.LambdaInvoke.jsonata(stack, 'Ask', { lambdaFunction: fn }) });

    // WHEN
    workflow.grantTaskResponse(fn);

    // THEN
    expect(() => Template.fromStack(stack)).not.toThrow(/cycle/);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain(':stateMachine:OrdersStateMachine7AF3635A-*');
  });

  test.each([
    ['grantStartSync', {}, 'Shop/Orders: grantStartSync: got a workflow of type STANDARD; only Express workflows run synchronously, use grantStart'],
    ['grantRedrive', { workflowType: EXPRESS }, 'Shop/Orders: grantRedrive: got a workflow of type EXPRESS; executions of Express workflows cannot be redriven'],
    ['grantTaskResponse', { workflowType: EXPRESS }, 'Shop/Orders: grantTaskResponse: got a workflow of type EXPRESS; tasks of Express workflows do not wait'],
  ] as const)('%s is refused where the type of the workflow has no such thing', (method, props, message) => {
    expect(() => granted((workflow, caller) => workflow[method](caller), props)).toThrow(message);
  });
});

describe('metrics', () => {
  test.each([
    ['metricStarted', 'ExecutionsStarted', 'Sum'],
    ['metricSucceeded', 'ExecutionsSucceeded', 'Sum'],
    ['metricFailed', 'ExecutionsFailed', 'Sum'],
    ['metricTimedOut', 'ExecutionsTimedOut', 'Sum'],
    ['metricAborted', 'ExecutionsAborted', 'Sum'],
    ['metricThrottled', 'ExecutionThrottled', 'Sum'],
    ['metricDuration', 'ExecutionTime', 'Average'],
  ] as const)('%s is %s', (method, metricName, statistic) => {
    // GIVEN
    const workflow = newWorkflow(newStack());

    // THEN
    expect(workflow[method]()).toMatchObject({ namespace: 'AWS/States', metricName, statistic, dimensions: { StateMachineArn: workflow.workflowArn } });
    expect(workflow[method]({ statistic: 'Maximum' }).statistic).toBe('Maximum');
  });
});

describe('imported workflows', () => {
  const ARN = 'arn:aws:states:us-east-1:444455556666:stateMachine:returns';

  test('by ARN: the name, the type and what it starts are known', () => {
    // WHEN
    const workflow = Workflow.fromWorkflowArn(newStack(), 'Returns', ARN);

    // THEN
    expect(workflow).toMatchObject({ workflowArn: ARN, workflowName: 'returns', workflowType: 'STANDARD', startArn: ARN });
    expect(workflow.stateMachine.stateMachineArn).toBe(ARN);
    expect(workflow.env).toMatchObject({ account: '444455556666', region: 'us-east-1' });
  });

  test('by name: it is one of this account and Region', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = Workflow.fromWorkflowName(stack, 'Returns', 'returns');

    // THEN
    expect(stack.resolve(workflow.workflowArn)).toEqual(arn(':states:eu-west-1:111122223333:stateMachine:returns'));
    expect(workflow.workflowName).toBe('returns');
  });

  test('by attributes: callers start its alias, and may decrypt what they read', () => {
    // GIVEN
    const stack = newStack();
    const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:444455556666:key/abc');
    const workflow = Workflow.fromWorkflowAttributes(stack, 'Returns', { workflowArn: ARN, workflowType: EXPRESS, aliasName: 'live', encryptionKey });

    // WHEN
    workflow.grantStartSync(caller);

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: 'states:StartSyncExecution', Effect: 'Allow', Resource: `${ARN}:live` },
          { Action: 'kms:Decrypt', Effect: 'Allow', Resource: 'arn:aws:kms:us-east-1:444455556666:key/abc' },
        ],
      },
    });
  });

  test('grants on its executions name its account and Region', () => {
    // GIVEN
    const stack = newStack();
    const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });

    // WHEN
    Workflow.fromWorkflowArn(stack, 'Returns', ARN).grantRedrive(caller);

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'states:RedriveExecution', Resource: arn(':states:us-east-1:444455556666:execution:returns:*') }] },
    });
  });
});
