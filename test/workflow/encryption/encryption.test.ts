import { aws_kms as kms, aws_sns as sns, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { allStatements, newStack, newWorkflow } from '../fixture';

const LOGS = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:eu-west-1:111122223333:*']] };

describe('encryption with a customer managed key', () => {
  test('the state machine uses the key, and its role may use it for this machine and its log events only', () => {
    // GIVEN
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');

    // WHEN
    const workflow = newWorkflow(stack, { encryptionKey, dataKeyReusePeriod: Duration.minutes(15) });

    // THEN
    const keyArn = stack.resolve(encryptionKey.keyArn);
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', {
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: keyArn, KmsDataKeyReusePeriodSeconds: 900 },
    });
    const kmsStatements = allStatements(stack, workflow).filter(({ Action: [action] }) => action.startsWith('kms:'));
    expect(kmsStatements).toEqual([
      {
        Action: ['kms:GenerateDataKey'],
        Effect: 'Allow',
        Resource: keyArn,
        Condition: { StringEquals: { 'kms:EncryptionContext:SourceArn': LOGS } },
      },
      {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Effect: 'Allow',
        Resource: keyArn,
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': stack.resolve(workflow.workflowArn) } },
      },
    ]);
  });

  test('log delivery may decrypt what is logged and nothing else, and the log group is encrypted too', () => {
    // GIVEN
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');

    // WHEN
    newWorkflow(stack, { encryptionKey });

    // THEN
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }),
          Match.objectLike({
            Action: 'kms:Decrypt',
            Principal: { Service: 'delivery.logs.amazonaws.com' },
            Condition: { StringEquals: { 'kms:EncryptionContext:SourceArn': LOGS } },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(encryptionKey.keyArn) });
  });

  test('without logging, log delivery gets nothing', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { encryptionKey: new kms.Key(stack, 'Key'), logging: { level: sfn.LogLevel.OFF } });

    // THEN
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::KMS::Key'))).not.toContain('delivery.logs');
    expect(allStatements(stack, workflow).filter(({ Action: [action] }) => action.startsWith('kms:'))).toHaveLength(1);
  });

  test('an imported key is used as it is', () => {
    // GIVEN
    const stack = newStack();
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-2222-3333-444444444444';

    // WHEN
    newWorkflow(stack, { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', arn) });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', { EncryptionConfiguration: { KmsKeyId: arn } });
  });

  test('an imported key stays as it is, and its owner is warned of what it has to allow', () => {
    // GIVEN
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/abc');
    const topic = new sns.Topic(stack, 'Topic', { masterKey: encryptionKey });

    // WHEN
    newWorkflow(stack, { encryptionKey, alarms: { topic } });

    // THEN
    const warnings = Annotations.fromStack(stack).findWarning('/Shop/Key', Match.stringLikeRegexp('^the key is imported'));
    expect(warnings.map(({ entry }) => /let (\S+) use the key/.exec(String(entry.data))?.[1]).sort())
      .toEqual(['cloudwatch', 'delivery.logs', 'logs']);
  });
});
