import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, aws_lambda as lambda, aws_stepfunctions as sfn, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Step, Workflow, WorkflowProps } from '../../../src';
import { deployedDefinition, newFunction, newStack } from '../fixture';

const ONE_PASS = { StartAt: 'Only', States: { Only: { Type: 'Pass', Result: { a: null }, ResultPath: null, End: true } } };

function deployed(stack: Stack, props: WorkflowProps): any {
  new Workflow(stack, 'Orders', props);
  return deployedDefinition(Template.fromStack(stack));
}

function fileOf(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'definition-')), 'workflow.asl.json');
  writeFileSync(path, text);
  return path;
}

describe('the definition of a workflow', () => {
  test('steps run in their order, in JSONata, with the default timeout', () => {
    // GIVEN
    const stack = newStack();
    const steps = ['Check', 'Charge'].map((name) => Step.of(new sfn.Pass(stack, name)));

    // WHEN
    const definition = deployed(stack, { steps });

    // THEN
    expect(definition).toMatchObject({ StartAt: 'Check step', QueryLanguage: 'JSONata', TimeoutSeconds: 86400 });
    expect(definition.States['Check step'].Next).toBe('Charge step');
    expect(definition.States['Charge step'].End).toBe(true);
  });

  test('a chain gets the timeout, the comment and the language that the props say', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const definition = deployed(stack, {
      definition: new sfn.Pass(stack, 'Only', { inputPath: '$.order' }),
      queryLanguage: sfn.QueryLanguage.JSON_PATH,
      timeout: Duration.minutes(7),
      comment: 'ships orders',
    });

    // THEN
    expect(definition).toEqual({
      StartAt: 'Only',
      States: { Only: { Type: 'Pass', InputPath: '$.order', End: true } },
      TimeoutSeconds: 420,
      Comment: 'ships orders',
      QueryLanguage: 'JSONPath',
    });
  });

  test('a chain in a definition body is the same as a chain', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const definition = deployed(stack, { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Only')) });

    // THEN
    expect(definition).toMatchObject({ StartAt: 'Only', QueryLanguage: 'JSONata' });
  });

  test('a string keeps what it says, nulls and language included, and gets a timeout where it has none', () => {
    // WHEN
    const definition = deployed(newStack(), { definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(ONE_PASS)) });

    // THEN
    expect(definition).toEqual({ ...ONE_PASS, TimeoutSeconds: 86400 });
  });

  test('the timeout of a string stays unless the props give one', () => {
    // GIVEN
    const definitionBody = sfn.DefinitionBody.fromString(JSON.stringify({ ...ONE_PASS, TimeoutSeconds: 30, Comment: 'theirs' }));

    // THEN
    expect(deployed(newStack(), { definitionBody })).toMatchObject({ TimeoutSeconds: 30, Comment: 'theirs' });
    expect(deployed(newStack(), { definitionBody, timeout: Duration.hours(1), comment: 'ours' })).toMatchObject({ TimeoutSeconds: 3600, Comment: 'ours' });
  });

  test('a file is read into the template', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const definition = deployed(stack, { definitionBody: sfn.DefinitionBody.fromFile(fileOf(JSON.stringify(ONE_PASS))) });

    // THEN
    expect(definition).toEqual({ ...ONE_PASS, TimeoutSeconds: 86400 });
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', { DefinitionS3Location: Match.absent() });
  });

  test('substitutions fill the places of a file, also with references', () => {
    // GIVEN
    const stack = newStack();
    const fn = newFunction(stack, 'Charge');
    const text = JSON.stringify({ StartAt: 'Call', States: { Call: { Type: 'Task', Resource: '${ChargeArn}', End: true } } });

    // WHEN
    const definition = deployed(stack, {
      definitionBody: sfn.DefinitionBody.fromFile(fileOf(text)), definitionSubstitutions: { ChargeArn: fn.functionArn },
    });

    // THEN
    expect(definition.States.Call.Resource).toMatch(/^<Charge\w+\.Arn>$/);
  });

  test('values that CDK computes late are in the definition, and numbers that the deployment knows stay numbers', () => {
    // GIVEN
    const stack = newStack();
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' });
    let reason = 'too early';
    const definition = new sfn.Fail(stack, 'Stop', { cause: Lazy.string({ produce: () => reason }) });
    const waiting = new sfn.CustomState(stack, 'Pause', { stateJson: { Type: 'Wait', Seconds: seconds.valueAsNumber } }).next(definition);
    reason = 'in time';

    // WHEN
    new Workflow(stack, 'Orders', { definition: waiting });

    // THEN
    const text = JSON.stringify(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
    expect(text).toContain('in time');
    expect(text).toContain('\\"Seconds\\":",{"Ref":"Seconds"},"');
  });

  test.each([true, false])('a distributed map has the result writer it was given, with the feature flag %s', (flag) => {
    // GIVEN
    const app = new App({ context: { '@aws-cdk/aws-stepfunctions:useDistributedMapResultWriterV2': flag } });
    const stack = new Stack(app, 'Shop');
    const map = new sfn.DistributedMap(stack, 'Each', { resultWriterV2: new sfn.ResultWriterV2({ writerConfig: { outputType: sfn.OutputType.JSONL, transformation: sfn.Transformation.COMPACT } as never }) });
    map.itemProcessor(new sfn.Pass(stack, 'One'));

    // WHEN
    const definition = deployed(stack, { definition: map });

    // THEN
    expect(definition.States.Each.ResultWriter).toEqual({ WriterConfig: { OutputType: 'JSONL', Transformation: 'COMPACT' } });
  });

  describe('is refused', () => {
    const refused: [what: string, props: (stack: Stack) => WorkflowProps, message: string][] = [
      ['when nothing says what runs', () => ({}), 'definition: got nothing; give exactly one of steps, definition and definitionBody'],
      ['when two props say what runs', (stack) => ({ steps: [], definition: new sfn.Pass(stack, 'P') }),
        "definition: got ['steps', 'definition']; give exactly one of steps, definition and definitionBody"],
      ['without a step', () => ({ steps: [] }), 'steps: got an empty list; give at least one step'],
      ['when two steps have one name', (stack) => ({ steps: ['A', 'B'].map((id) => Step.of(new sfn.Pass(new Stack(stack, id), 'Twice'))) }),
        "steps: got ['Twice step']; give each step a name of its own"],
      ['when a string is not JSON', () => ({ definitionBody: sfn.DefinitionBody.fromString('StartAt: Only') }), 'definitionBody: not JSON ('],
      ['when a string is no object', () => ({ definitionBody: sfn.DefinitionBody.fromString('[]') }),
        'definitionBody: got an empty list; give one JSON object with StartAt and States'],
      ['when the file is not there', () => ({ definitionBody: sfn.DefinitionBody.fromFile('nowhere.json') }), "definitionBody: cannot read the file 'nowhere.json'"],
      ['when a string comes with a language', () => ({
        definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(ONE_PASS)), queryLanguage: sfn.QueryLanguage.JSONATA,
      }), "queryLanguage: got 'JSONata'; leave it out: a string or file definition says its language"],
      ['when a substitution has no place', () => ({
        definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(ONE_PASS)), definitionSubstitutions: { Fn: 'x' },
      }), "definitionSubstitutions.Fn: got 'x'; take it out, or write ${Fn} in the definition"],
      ['when a chain comes with substitutions', (stack) => ({ definition: new sfn.Pass(stack, 'P'), definitionSubstitutions: { Fn: 'x' } }),
        "definitionSubstitutions: got ['Fn']; leave it out"],
      ['when it goes to a state that is not there', () => ({
        definitionBody: sfn.DefinitionBody.fromString(JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } })),
      }), "state 'A'"],
      ['when an Express workflow waits for a callback', (stack) => ({
        definition: new sfn.CustomState(stack, 'Ask', {
          stateJson: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Arguments: { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q', MessageBody: '{% $states.context.Task.Token %}' } },
        }),
        workflowType: sfn.StateMachineType.EXPRESS,
      }), "state 'Ask'"],
      ['when an Express workflow waits for a job', (stack) => ({
        definition: new sfn.CustomState(stack, 'Job', {
          stateJson: { Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun.sync', Arguments: { JobName: 'nightly' } },
        }),
        workflowType: sfn.StateMachineType.EXPRESS,
      }), "state 'Job'"],
      ['when an Express workflow has a distributed map', (stack) => ({
        definition: new sfn.DistributedMap(stack, 'Each').itemProcessor(new sfn.Pass(stack, 'One')), workflowType: sfn.StateMachineType.EXPRESS,
      }), "state 'Each'"],
    ];

    test.each(refused)('%s', (_, props, message) => {
      // GIVEN
      const stack = newStack();

      // THEN
      expect(() => new Workflow(stack, 'Orders', props(stack))).toThrow(message);
      expect(() => new Workflow(newStack(), 'Orders', {})).toThrow('Shop/Orders: ');
    });

    test('with all problems in one error', () => {
      // GIVEN
      const text = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, C: { Type: 'Pass' } } });

      // THEN
      expect(() => new Workflow(newStack(), 'Orders', {
        definitionBody: sfn.DefinitionBody.fromString(text), workflowName: 'a b', timeout: Duration.seconds(0),
      })).toThrow(/^Shop\/Orders: [4-9] problems\n[^]*workflowName[^]*timeout[^]*state 'A'[^]*state 'C'/);
    });
  });
});

test('a function by ARN in a string is called under the derived role', () => {
  // GIVEN
  const stack = newStack();
  const fn = lambda.Function.fromFunctionName(stack, 'Charge', 'charge');
  const definition = { StartAt: 'Call', States: { Call: { Type: 'Task', Resource: fn.functionArn, End: true } } };

  // WHEN
  new Workflow(stack, 'Orders', { definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(definition)) });

  // THEN
  const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies).toContain(':lambda:eu-west-1:111122223333:function:charge');
});
