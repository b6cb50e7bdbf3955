import { CONTEXT, derive, lines, messages, ofTask } from './fixture';
import { parseDefinition } from '../../src/asl';
import { requiredPermissions } from '../../src/iam';

describe('required permissions', () => {
  test('a role needs each call on its one resource, and nothing else', () => {
    // GIVEN
    const states = {
      Check: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'arn:aws:lambda:us-east-1:111122223333:function:check' }, Next: 'Save' },
      Save: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem', Arguments: { TableName: '${Token[TOKEN.7]}', Item: {} }, Next: 'Tell' },
      Tell: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Arguments: { TopicArn: '${Token[TOKEN.9]}', Message: 'done' }, Next: 'Ship' },
      Ship: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Arguments: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/ship' }, End: true },
    };

    // WHEN
    const derived = derive(states);

    // THEN
    expect(derived.diagnostics).toEqual([]);
    expect(lines(derived)).toEqual([
      'dynamodb:PutItem on arn:aws:dynamodb:us-east-1:111122223333:table/${Token[TOKEN.7]}',
      'lambda:InvokeFunction on arn:aws:lambda:us-east-1:111122223333:function:check',
      'sns:Publish on ${Token[TOKEN.9]}',
      'sqs:SendMessage on arn:aws:sqs:us-east-1:111122223333:ship',
    ]);
  });

  test('calls inside of branches and item processors count, in the language they inherit', () => {
    // GIVEN
    const task = (fn: string) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: fn }, End: true });
    const states = {
      Both: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: task('a') } }, { StartAt: 'B', States: { B: task('b') } }], Next: 'Each' },
      Each: { Type: 'Map', ItemProcessor: { StartAt: 'C', States: { C: task('c') } }, End: true },
    };

    // WHEN
    const derived = derive(states, {}, 'JSONPath');

    // THEN
    expect(derived.needs).toHaveLength(1);
    expect(derived.needs[0].resources).toEqual(['a', 'b', 'c'].map((name) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`));
    expect(derived.needs[0].states).toEqual(['A', 'B', 'C']);
  });

  test('everything that cannot be told is thrown at once, by state, field, expression and the prop that settles it', () => {
    // GIVEN
    const source = {
      StartAt: 'Charge',
      States: {
        Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'FunctionName.$': '$.fn' }, Next: 'Save' },
        Save: { Type: 'Task', QueryLanguage: 'JSONata', Resource: 'arn:aws:states:::dynamodb:putItem', Arguments: { TableName: '{% $states.input.table %}' }, Next: 'Odd' },
        Odd: { Type: 'Task', Resource: 'arn:aws:states:::lamda:invoke', End: true },
      },
    };

    // WHEN
    const act = () => requiredPermissions(parseDefinition(source), CONTEXT);

    // THEN
    expect(act).toThrow([
      'the permissions of 3 calls cannot be told',
      "  - state 'Charge' decides Parameters.FunctionName.$ at run time with '$.fn'; name what it may be in allowedFunctions",
      "  - state 'Save' decides Arguments.TableName at run time with '{% $states.input.table %}'; name what it may be in allowedTables",
      "  - state 'Odd' calls 'lamda', which is no service integration; did you mean 'lambda'?",
    ].join('\n'));
  });

  test('a dynamic resource is scoped by what is allowed', () => {
    const fn = 'arn:aws:lambda:us-east-1:111122223333:function:a';
    expect(lines(ofTask('arn:aws:states:::lambda:invoke', { FunctionName: '{% $fn %}' }, { allowed: { functions: [fn] } }))).toEqual([`lambda:InvokeFunction on ${fn}`]);
  });

  test('a task with credentials needs to assume its role, not what the role does', () => {
    // WHEN
    const derived = ofTask('arn:aws:states:::lambda:invoke', { FunctionName: 'f' }, {}, { Credentials: { RoleArn: 'arn:aws:iam::999988887777:role/Pay' } });

    // THEN
    expect(lines(derived)).toEqual(['sts:AssumeRole on arn:aws:iam::999988887777:role/Pay']);
  });

  test('credentials decided at run time name the roles they may be', () => {
    const derived = ofTask('arn:aws:states:::lambda:invoke', { FunctionName: 'f' }, {}, { Credentials: { RoleArn: '{% $role %}' } });
    expect(messages(derived)).toEqual(["state 'Call' decides Credentials.RoleArn at run time with '{% $role %}'; name what it may be in allowedRoles"]);
  });

  test('the customer keys of what is called are part of the need', () => {
    // GIVEN
    const queue = { kind: 'sqs:queue', arn: 'arn:aws:sqs:us-east-1:111122223333:q', encryptionKeyArn: '${Token[Key.1]}' };

    // WHEN
    const derived = ofTask('arn:aws:states:::sqs:sendMessage', { QueueUrl: '${Token[Url.1]}' }, { lookup: { find: () => queue } });

    // THEN
    expect(lines(derived)).toEqual(['kms:Decrypt kms:GenerateDataKey on ${Token[Key.1]}', `sqs:SendMessage on ${queue.arn}`]);
  });

  test('a text to a phone is the one publish without a resource, and says why', () => {
    const [need] = ofTask('arn:aws:states:::sns:publish', { PhoneNumber: '{% $phone %}', Message: 'x' }).needs;
    expect(need.resources).toEqual(['*']);
    expect(need.wildcardReason).toMatch(/phone number/);
  });

  test('the machine itself needs what its logs, traces and key need', () => {
    const derived = derive({ Done: { Type: 'Succeed' } }, { logging: true, tracing: true, encryptionKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/k' });
    expect(derived.needs.map(({ reason, states, self }) => [reason, states, self ?? false])).toEqual([
      ['encrypts its definition and executions', [], true],
      ['encrypts the logs it delivers', [], false],
      ['delivers logs to CloudWatch', [], false],
      ['sends traces to X-Ray', [], false],
    ]);
  });
});
