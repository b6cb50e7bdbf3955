import { aws_iam as iam, aws_kms as kms, aws_scheduler as scheduler, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Saga, Step, Trigger } from '../../../src';
import { ACCOUNT, newFunction, newStack, newWorkflow } from '../fixture';

/** One entry a construct whose alarm tells a topic. */
const ALARMS: [string, (stack: Stack, topic: sns.Topic) => void][] = [
  ['a workflow', (stack, topic) => newWorkflow(stack, { alarms: { topic } })],
  ['a trigger', (stack, topic) => newWorkflow(stack, {
    triggers: [Trigger.schedule({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)), alarmTopic: topic })],
  })],
  ['a saga', (stack, topic) => {
    const undo = Step.invoke(newFunction(stack, 'Undo'));
    new Saga(stack, 'Booking', { steps: [Step.invoke(newFunction(stack, 'Book'), { compensation: undo })], alarmTopic: topic });
  }],
];

describe.each(ALARMS)('the topic that %s tells', (_, create) => {
  test('lets CloudWatch publish where a policy of its own would keep it out', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Operators', { enforceSSL: true });

    // WHEN
    create(stack, topic);

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Sid: 'AllowPublishThroughSSLOnly' }),
          {
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Resource: stack.resolve(topic.topicArn),
            Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
          },
        ],
      },
    });
  });

  test('lets CloudWatch publish where a policy is written later', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Operators');

    // WHEN
    create(stack, topic);
    topic.grantPublish(new iam.ServicePrincipal('budgets.amazonaws.com'));

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' } })]) },
    });
  });

  test('gets no policy where it has none: the default lets the alarms of its account publish', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    create(stack, new sns.Topic(stack, 'Operators'));

    // THEN
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('lets CloudWatch use its key', () => {
    // GIVEN
    const stack = newStack();
    const masterKey = new kms.Key(stack, 'Key');

    // WHEN
    create(stack, new sns.Topic(stack, 'Operators', { masterKey }));

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Principal: { Service: 'cloudwatch.amazonaws.com' },
        })]),
      },
    });
  });

  test('is refused with the key that AWS manages, which CloudWatch may not use', () => {
    // GIVEN
    const stack = newStack();
    const masterKey = kms.Alias.fromAliasName(stack, 'Managed', 'alias/aws/sns');
    const topic = new sns.Topic(stack, 'Operators', { masterKey });

    // THEN
    expect(() => create(stack, topic)).toThrow(
      "got Shop/Operators; it is encrypted with 'alias/aws/sns', which CloudWatch may not use; give it a key of yours, or none");
  });
});
