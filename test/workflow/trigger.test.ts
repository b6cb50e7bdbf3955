import { aws_scheduler as scheduler, Duration, Stack } from 'aws-cdk-lib';
import { Trigger } from '../../src';
import { newStack, WorkflowFake } from './triggers/fixture';

const HOURLY = scheduler.ScheduleExpression.rate(Duration.hours(1));

let stack: Stack;
let workflow: WorkflowFake;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
});

test('two triggers of a kind need names', () => {
  // GIVEN
  Trigger.schedule({ schedule: HOURLY })._bind(workflow.triggers, workflow);

  // THEN
  expect(() => Trigger.schedule({ schedule: HOURLY })._bind(workflow.triggers, workflow)).toThrow(
    "Shop/Orders/Triggers: triggerName: got 'Schedule'; another trigger of this workflow has the name; give each one a triggerName of its own");
});

test('two triggers of a kind live side by side under their names', () => {
  // WHEN
  const hourly = Trigger.schedule({ triggerName: 'Hourly', schedule: HOURLY })._bind(workflow.triggers, workflow);
  const nightly = Trigger.schedule({ triggerName: 'Nightly', schedule: HOURLY })._bind(workflow.triggers, workflow);

  // THEN
  expect([hourly.node.path, nightly.node.path]).toEqual(['Shop/Orders/Triggers/Hourly', 'Shop/Orders/Triggers/Nightly']);
});

test('a trigger starts one workflow', () => {
  // GIVEN
  const trigger = Trigger.schedule({ schedule: HOURLY });
  const other = new WorkflowFake(stack, 'Returns');
  trigger._bind(workflow.triggers, workflow);

  // THEN
  expect(() => trigger._bind(other.triggers, other)).toThrow(
    "Shop/Returns/Triggers: triggers: got 'Schedule'; it starts Shop/Orders already; make a trigger for each workflow");
});

test('a name that cannot be a construct id is refused', () => {
  expect(() => Trigger.schedule({ triggerName: 'every/hour', schedule: HOURLY })._bind(workflow.triggers, workflow)).toThrow(
    "Shop/Orders/Triggers: triggerName: got 'every/hour'; give letters, digits, - and _");
});

test('its resources can be read once it is part of a workflow', () => {
  // GIVEN
  const trigger = Trigger.schedule({ schedule: HOURLY });

  // THEN
  expect(() => trigger.resources).toThrow("trigger 'Schedule' has no resources yet: give it to a workflow's triggers, or to addTrigger, first");

  // WHEN
  const resources = trigger._bind(workflow.triggers, workflow);

  // THEN
  expect(trigger.resources).toBe(resources);
});
