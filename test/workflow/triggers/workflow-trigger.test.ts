import { aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { ExecutionEnd, Trigger, WorkflowTrigger, WorkflowTriggerOptions } from '../../../src';
import { EXECUTION_ENDS_DEFAULT } from '../../../src/workflow/triggers/workflow-trigger';

let stack: Stack;
let workflow: WorkflowFake;
let before: WorkflowFake;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
  before = new WorkflowFake(stack, 'Checkout');
});

function add(options: Partial<WorkflowTriggerOptions> = {}): WorkflowTrigger {
  return Trigger.workflow({ after: before, ...options })._bind(workflow.triggers, workflow) as WorkflowTrigger;
}

test('starts after an execution of the other workflow succeeded', () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      'detail': { stateMachineArn: ['arn:aws:states:eu-central-1:111122223333:stateMachine:checkout'], status: ['SUCCEEDED'] },
    },
    Targets: [Match.objectLike({
      Arn: START_ARN,
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetterQueue'), 'Arn'] } },
    })],
  });
});

test('starts after other ends where asked to', () => {
  // WHEN
  const trigger = add({ ends: [ExecutionEnd.FAILED, ExecutionEnd.TIMED_OUT] });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventPattern: { detail: { status: ['FAILED', 'TIMED_OUT'] } } });
  expect(trigger.summary).toBe('after Checkout FAILED, TIMED_OUT');
});

test('its role starts this one workflow and nothing else', () => {
  // WHEN
  add();

  // THEN
  expect(statementsOf(roleOf(Template.fromStack(stack), 'events.amazonaws.com'))).toEqual([
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN },
  ]);
});

test('the documented default is the one in force', () => {
  expect(EXECUTION_ENDS_DEFAULT).toEqual([ExecutionEnd.SUCCEEDED]);
});

test('logical ids stay', () => {
  // WHEN
  add();

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersWorkflowDeadLetterAlarm84CEA081: 'AWS::CloudWatch::Alarm',
    OrdersTriggersWorkflowDeadLetterQueueB8646290: 'AWS::SQS::Queue',
    OrdersTriggersWorkflowDeadLetterQueuePolicyCAE8E278: 'AWS::SQS::QueuePolicy',
    OrdersTriggersWorkflowRole9AC2742F: 'AWS::IAM::Role',
    OrdersTriggersWorkflowRuleA1889121: 'AWS::Events::Rule',
  });
});

test('cdk-nag finds nothing', () => {
  // WHEN
  add();

  // THEN
  expect(nagFindings(stack)).toEqual([]);
});

describe('wrong props', () => {
  test('an Express workflow before', () => {
    // GIVEN
    const express = new WorkflowFake(stack, 'Quote', sfn.StateMachineType.EXPRESS);

    // THEN
    expect(() => add({ after: express })).toThrow('Shop/Orders/Triggers/Workflow: after: got Shop/Quote; an Express workflow sends no status changes');
  });

  test('after itself', () => {
    expect(() => add({ after: workflow })).toThrow('after: got Shop/Orders; a workflow that starts after itself never ends; name another one');
  });

  test('no end', () => {
    expect(() => add({ ends: [] })).toThrow('ends: got an empty list; name at least one');
  });
});
