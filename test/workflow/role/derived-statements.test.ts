import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  App, aws_dynamodb as dynamodb, aws_kms as kms, aws_s3 as s3, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, Stack,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IWorkflow, Releases, Step, Workflow, WorkflowProps } from '../../../src';
import { derivedStatements, deployedDefinition, newFunction, newStack } from '../fixture';

const CHILD_EXECUTIONS = ':states:eu-west-1:111122223333:execution:';
const CHILD = ':states:eu-west-1:111122223333:stateMachine:';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/abc';

function arn(...parts: unknown[]): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] };
}

function statements(props: (stack: Stack) => WorkflowProps, stack: Stack = newStack()): any[] {
  return derivedStatements(stack, new Workflow(stack, 'Orders', props(stack)));
}

/** The definition of a map over a CSV file that calls a function with each line and writes the results. */
function csvMap(stack: Stack): sfn.IChainable {
  const map = sfn.DistributedMap.jsonata(stack, 'Each', {
    label: 'Each',
    itemReader: new sfn.S3CsvItemReader({
      bucket: new s3.Bucket(stack, 'In', { encryptionKey: new kms.Key(stack, 'Key') }), key: 'orders/all.csv', csvHeaders: sfn.CsvHeaders.useFirstRow(),
    }),
    resultWriterV2: new sfn.ResultWriterV2({ bucket: new s3.Bucket(stack, 'Out'), prefix: 'results' }),
  });
  return map.itemProcessor(tasks.LambdaInvoke.jsonata(stack, 'One', { lambdaFunction: newFunction(stack, 'Charge') }));
}

describe('the derived statements', () => {
  test('of a child that is waited for: its start, its executions and the managed rule', () => {
    // WHEN
    const derived = statements((stack) => ({
      definition: tasks.StepFunctionsStartExecution.jsonata(stack, 'Run', {
        stateMachine: new Workflow(stack, 'Child', { definition: new sfn.Pass(stack, 'Only') }).stateMachine,
        integrationPattern: sfn.IntegrationPattern.RUN_JOB,
      }),
    }));

    // THEN
    expect(derived).toEqual([
      {
        Action: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
        Effect: 'Allow',
        Resource: arn(':events:eu-west-1:111122223333:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'),
      },
      {
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Effect: 'Allow',
        Resource: arn(CHILD_EXECUTIONS, { 'Fn::GetAtt': ['ChildStateMachine62DC24FC', 'Name'] }, ':*'),
      },
      { Action: ['states:StartExecution'], Effect: 'Allow', Resource: { Ref: 'ChildStateMachine62DC24FC' } },
    ]);
  });

  test.each<[string, unknown, (stack: Stack, encryptionKey: kms.IKey) => IWorkflow]>([
    ['', arn(CHILD, { 'Fn::GetAtt': ['ChildStateMachine62DC24FC', 'Name'] }), (stack, encryptionKey) => new Workflow(stack, 'Child', {
      definition: new sfn.Pass(stack, 'Only'), encryptionKey,
    })],
    [' by its alias', arn(CHILD, { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'ChildAlias992C0479' }] }] }), (stack, encryptionKey) => new Workflow(stack, 'Child', {
      definition: new sfn.Pass(stack, 'Only'), encryptionKey, releases: Releases.allAtOnce(),
    })],
    [' and imported', 'arn:aws:states:eu-west-1:111122223333:stateMachine:child', (stack, encryptionKey) => Workflow.fromWorkflowAttributes(stack, 'Child', {
      workflowArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:child', encryptionKey,
    })],
  ])('of an encrypted child that is waited for%s: decrypting what it answers, and nothing else of its key', (_, machine, create) => {
    // GIVEN
    const stack = newStack();
    const child = create(stack, kms.Key.fromKeyArn(stack, 'Key', KEY_ARN));

    // WHEN
    const derived = statements(() => ({ steps: [Step.startWorkflow(child)] }), stack);

    // THEN
    const decryption = derived.filter(({ Action: [action] }) => action.startsWith('kms:'));
    expect(decryption).toEqual([{
      Action: ['kms:Decrypt'],
      Effect: 'Allow',
      Resource: KEY_ARN,
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': machine } },
    }]);
  });

  test('of a distributed map: the key of the reader, the prefix of the writer, their keys, and its own executions', () => {
    // WHEN
    const derived = statements((stack) => ({ definition: csvMap(stack) }));

    // THEN
    const name = { 'Fn::GetAtt': ['OrdersStateMachine7AF3635A', 'Name'] };
    expect(derived).toEqual([
      { Action: ['kms:Decrypt'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
      { Action: ['lambda:InvokeFunction'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['ChargeEC431097', 'Arn'] } },
      {
        Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['OutB8D7CCDD', 'Arn'] }, '/results/*']] },
      },
      { Action: ['s3:GetObject'], Effect: 'Allow', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['InA6E750FB', 'Arn'] }, '/orders/all.csv']] } },
      {
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Effect: 'Allow',
        Resource: [arn(CHILD_EXECUTIONS, name, '/Each:*'), arn(CHILD_EXECUTIONS, name, ':*')],
      },
      { Action: ['states:RedriveExecution'], Effect: 'Allow', Resource: arn(CHILD_EXECUTIONS, name, '/Each:*') },
      { Action: ['states:StartExecution'], Effect: 'Allow', Resource: { Ref: 'OrdersStateMachine7AF3635A' } },
    ]);
  });

  test('what names the machine itself comes after it, what it cannot start without before it', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = new Workflow(stack, 'Orders', { definition: csvMap(stack) });

    // THEN
    const policyId = stack.getLogicalId(workflow.rolePolicy!.node.defaultChild as never);
    const template = Template.fromStack(stack);
    const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(machine.DependsOn).toEqual([policyId, 'OrdersRoleF1878990']);
    expect(JSON.stringify(template.toJSON().Resources[policyId])).not.toContain('OrdersStateMachine7AF3635A');
  });

  test('of a state of the user\'s own that calls the AWS SDK', () => {
    // WHEN
    const derived = statements((stack) => ({
      definition: new sfn.CustomState(stack, 'List', {
        stateJson: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2', Arguments: { Bucket: 'theirs', Prefix: 'in/' } },
      }),
    }));

    // THEN
    expect(derived).toEqual([{
      Action: ['s3:ListBucket'], Effect: 'Allow', Resource: arn(':s3:::theirs'), Condition: { StringLike: { 's3:prefix': 'in/' } },
    }]);
  });

  test('of an imported table with a customer managed key', () => {
    // WHEN
    const derived = statements((stack) => ({
      definition: tasks.DynamoGetItem.jsonata(stack, 'Get', {
        table: dynamodb.Table.fromTableAttributes(stack, 'Table', { tableName: 'orders', encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
        key: { id: tasks.DynamoAttributeValue.fromString('1') },
      }),
    }));

    // THEN
    expect(derived).toEqual([
      { Action: ['dynamodb:GetItem'], Effect: 'Allow', Resource: arn(':dynamodb:eu-west-1:111122223333:table/orders') },
      { Action: ['kms:Decrypt'], Effect: 'Allow', Resource: KEY_ARN },
    ]);
  });

  test('of a table and its key in another stack', () => {
    // GIVEN
    const stack = newStack();
    const other = new Stack(stack.node.root as App, 'Data', { env: { account: stack.account, region: stack.region } });
    const table = new dynamodb.Table(other, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    });

    // WHEN
    const derived = statements(() => ({
      definition: tasks.DynamoGetItem.jsonata(stack, 'Get', { table, key: { id: tasks.DynamoAttributeValue.fromString('1') } }),
    }), stack);

    // THEN
    expect(derived.map(({ Action, Resource }) => [Action[0], Resource['Fn::ImportValue']])).toEqual([
      ['dynamodb:GetItem', expect.stringMatching(/^Data:ExportsOutputFnGetAttTable\w+Arn/)],
      ['kms:Decrypt', expect.stringMatching(/^Data:ExportsOutputFnGetAttTableKey\w+Arn/)],
    ]);
  });

  test('of a bucket that an expression decides: what the props allow, with its key', () => {
    // WHEN
    const derived = statements((stack) => ({ definition: dynamicBucket(stack), allowedBuckets: [s3.Bucket.fromBucketName(stack, 'B', 'theirs')] }));

    // THEN
    expect(derived).toEqual([{ Action: ['s3:GetObject'], Effect: 'Allow', Resource: arn(':s3:::theirs/a') }]);
  });

  test('a bucket that an expression decides is refused when nothing says what it may be', () => {
    // GIVEN
    const stack = newStack();

    // THEN
    expect(() => new Workflow(stack, 'Orders', { definition: dynamicBucket(stack), timeout: undefined })).toThrow(
      "Shop/Orders: definition: state 'Get' decides Arguments.Bucket at run time with '{% $states.input.bucket %}'; name what it may be in allowedBuckets",
    );
  });

  test('chain, string and file get the same', () => {
    // GIVEN
    const chained = newStack();
    const expected = statements((stack) => ({ definition: csvMap(stack) }), chained);
    const text = JSON.stringify(withReferences(deployedDefinition(Template.fromStack(chained))));
    const file = join(mkdtempSync(join(tmpdir(), 'role-')), 'orders.asl.json');
    writeFileSync(file, text);

    // WHEN
    const others = [sfn.DefinitionBody.fromString, sfn.DefinitionBody.fromFile].map((from, at) => statements((stack) => {
      csvMap(stack);
      const values = substitutionsOf(stack);
      const filled = Object.entries(values).reduce((result, [name, value]) => result.split(`\${${name}}`).join(value), text);
      return at === 0 ? { definitionBody: from(filled) } : { definitionBody: from(file), definitionSubstitutions: values };
    }));

    // THEN
    expect(others).toEqual([expected, expected]);
  });

  test('is the same with and without the recommended feature flags', () => {
    // GIVEN (of no known Region, where the flags don't decide how the partition is written)
    const [bare, flagged] = [{}, recommendedFlags()].map((context) => new Stack(new App({ context }), 'Shop'));

    // THEN
    expect(statements((stack) => ({ definition: csvMap(stack) }), flagged)).toEqual(statements((stack) => ({ definition: csvMap(stack) }), bare));
  });

  test('does not depend on what else is in the app', () => {
    // GIVEN
    const busy = newStack();
    for (let at = 0; at < 12; at++) new s3.Bucket(busy, `Bucket${at}`).bucketArn.toString();

    // THEN
    expect(statements((stack) => ({ definition: csvMap(stack) }), busy)).toEqual(statements((stack) => ({ definition: csvMap(stack) })));
  });
});

function dynamicBucket(stack: Stack): sfn.IChainable {
  return new sfn.CustomState(stack, 'Get', {
    stateJson: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Arguments: { Bucket: '{% $states.input.bucket %}', Key: 'a' } },
  });
}

/** `<InA6E750FB>` as the place of a substitution. */
function withReferences(definition: unknown): unknown {
  return JSON.parse(JSON.stringify(definition).replace(/<([\w:.]+)>/g, (_, reference: string) => `\${${reference.replace(/\W/g, '')}}`));
}

function substitutionsOf(stack: Stack): { [place: string]: string } {
  const child = (id: string) => stack.node.findChild(id);
  return {
    AWSPartition: stack.partition,
    InA6E750FB: (child('In') as s3.Bucket).bucketName,
    OutB8D7CCDD: (child('Out') as s3.Bucket).bucketName,
    ChargeEC431097Arn: (child('Charge') as never as { functionArn: string }).functionArn,
  };
}

function recommendedFlags(): { [flag: string]: unknown } {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('aws-cdk-lib/recommended-feature-flags.json');
}
