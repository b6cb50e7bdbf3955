import {
  aws_dynamodb as dynamodb, aws_kms as kms, aws_s3 as s3, aws_scheduler as scheduler, aws_sqs as sqs, aws_stepfunctions as sfn, Duration, Stack,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newStack } from './fixture';
import { StreamSource, Trigger, TriggerInvocation, TriggerResources, Workflow } from '../../../src';

/** A workflow with a trigger of each kind. */
function withAllTriggers(stack: Stack): Workflow {
  const pass = (id: string) => new sfn.Pass(stack, id);
  const table = new dynamodb.Table(stack, 'Carts', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  return new Workflow(stack, 'Orders', {
    definition: pass('Accept'),
    triggers: [
      Trigger.schedule({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)) }),
      Trigger.event({ eventPattern: { source: ['shop'] } }),
      Trigger.s3Object({ bucket: new s3.Bucket(stack, 'Incoming'), prefix: 'in/', suffix: '.json' }),
      Trigger.queue({ queue: new sqs.Queue(stack, 'Requests') }),
      Trigger.stream({ source: StreamSource.table(table) }),
      Trigger.api({ path: 'orders', executionNameField: 'orderId' }),
      Trigger.workflow({ after: new Workflow(stack, 'Checkout', { definition: pass('Pay') }) }),
    ],
  });
}

test('a workflow takes a trigger of each kind, and each can start it alone', () => {
  // GIVEN
  const stack = newStack();

  // WHEN
  const workflow = withAllTriggers(stack);

  // THEN
  const triggers = workflow.node.findAll().filter((child): child is TriggerResources => child instanceof TriggerResources);
  expect(triggers.map(({ node, summary }) => [node.id, summary])).toEqual([
    ['Schedule', 'schedule rate(1 hour) in Etc/UTC'],
    ['Event', 'event shop'],
    ['S3Object', 'objects in Incoming in/*.json'],
    ['Queue', 'messages of Requests'],
    ['Stream', 'records of table Shop/Carts'],
    ['Api', 'POST /orders'],
    ['Workflow', 'after Checkout SUCCEEDED'],
  ]);
  const template = Template.fromStack(stack);
  const starts = Object.values(template.findResources('AWS::IAM::Role'))
    .flatMap((role) => role.Properties.Policies ?? [])
    .flatMap((policy) => policy.PolicyDocument.Statement)
    .filter((statement) => statement.Action === 'states:StartExecution');
  expect(starts).toHaveLength(7);
  for (const start of starts) expect(start.Resource).toEqual(stack.resolve(workflow.startArn));
});

test.each<[string, (stack: Stack) => Trigger]>([
  ['an API', () => Trigger.api({ invocation: TriggerInvocation.SYNCHRONOUS })],
  ['a pipe', (stack) => Trigger.queue({ queue: new sqs.Queue(stack, 'Requests'), invocation: TriggerInvocation.SYNCHRONOUS })],
])('%s that waits for an encrypted workflow may decrypt what it answers', (_, create) => {
  // GIVEN
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const trigger = create(stack);

  // WHEN
  const workflow = new Workflow(stack, 'Quotes', {
    definition: new sfn.Pass(stack, 'Quote'), workflowType: sfn.StateMachineType.EXPRESS, encryptionKey, triggers: [trigger],
  });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Policies: [{
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Action: 'states:StartSyncExecution', Effect: 'Allow', Resource: stack.resolve(workflow.startArn) },
          {
            Action: 'kms:Decrypt',
            Effect: 'Allow',
            Resource: stack.resolve(encryptionKey.keyArn),
            Condition: { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': stack.resolve(workflow.workflowArn) } },
          },
        ]),
      },
    }],
  });
});

test('a trigger that is added later gives its resources', () => {
  // GIVEN
  const stack = newStack();
  const workflow = new Workflow(stack, 'Orders', { definition: new sfn.Pass(stack, 'Accept') });
  const trigger = Trigger.event({ eventPattern: { source: ['shop'] } });

  // WHEN
  const resources = workflow.addTrigger(trigger);

  // THEN
  expect(resources).toBe(trigger.resources);
  expect(resources.workflow).toBe(workflow);
});
