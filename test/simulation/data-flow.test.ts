import { simulation } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;
const start = (definition: object, input: object = {}) => Simulator.fromDefinition(definition).workflow().start({ input });

describe('JSONPath', () => {
  test('InputPath, Parameters, ResultSelector, ResultPath and OutputPath come in this order', () => {
    const sim = Simulator.fromDefinition({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          InputPath: '$.order',
          Parameters: { 'QueueUrl': 'q', 'MessageBody.$': '$.id' },
          ResultSelector: { 'id.$': '$.MessageId' },
          ResultPath: '$.sent',
          OutputPath: '$.sent',
          End: true,
        },
      },
    });
    sim.workflow().mock('A', Mock.returns({ MessageId: 'm', MD5: 'x' }));
    const run = sim.workflow().start({ input: { order: { id: 'o-1' } } });
    expect(run.calls[0].request).toEqual({ QueueUrl: 'q', MessageBody: 'o-1' });
    expect(run.output).toEqual({ id: 'm' });
  });

  test('null paths discard', () => {
    const pass = (fields: object) => start({ StartAt: 'A', States: { A: { Type: 'Pass', End: true, ...fields } } }, { a: 1 }).output;
    expect(pass({ InputPath: null })).toEqual({});
    expect(pass({ OutputPath: null })).toEqual({});
    expect(pass({ Result: 'gone', ResultPath: null })).toEqual({ a: 1 });
  });

  test('a path that leads nowhere ends the execution with States.Runtime, whatever the state catches', () => {
    const sim = Simulator.fromDefinition({
      StartAt: 'A',
      States: {
        A: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { 'QueueUrl.$': '$.nope' }, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }], End: true },
        B: { Type: 'Pass', End: true },
      },
    });
    const run = sim.workflow().start({ input: { a: 1 } });
    expect(run).toMatchObject({
      errorName: 'States.Runtime',
      cause: "An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.nope' specified for the field 'QueueUrl.$' could not be found in the input '{\"a\":1}'",
    });
    expect(run.path).toEqual(['A']);
  });
});

describe('variables', () => {
  const inner = (states: object) => ({ StartAt: 'I', States: states });

  test('of the scope around are seen inside, and what is assigned inside stays there', () => {
    const run = start({
      QueryLanguage: 'JSONata',
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Both' },
        Both: {
          Type: 'Parallel',
          Next: 'After',
          Branches: [inner({ I: { Type: 'Pass', Assign: { mine: '{% $outer + 1 %}' }, Next: 'J' }, J: { Type: 'Pass', Output: '{% $mine %}', End: true } })],
        },
        After: { Type: 'Pass', Output: "{% {'outer': $outer, 'leaked': $exists($mine), 'branches': $states.input} %}", End: true },
      },
    });
    expect(run.output).toEqual({ outer: 1, leaked: false, branches: [2] });
  });

  test('are assigned together: each sees the values from before', () => {
    const run = start({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: 1, y: 2 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { x: '{% $y %}', y: '{% $x %}' }, Output: '{% [$x, $y] %}', Next: 'C' },
        C: { Type: 'Pass', Output: "{% {'seen': $states.input, 'x': $x, 'y': $y} %}", End: true },
      },
    });
    expect(run.output).toEqual({ seen: [1, 2], x: 2, y: 1 });
  });
});

describe('the context object', () => {
  test('tells of the execution, the machine, the state and the item', () => {
    const run = start({
      QueryLanguage: 'JSONata',
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: ['a'],
          ItemSelector: "{% {'index': $states.context.Map.Item.Index, 'value': $states.context.Map.Item.Value} %}",
          End: true,
          ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', Output: "{% {'input': $states.input, 'context': $states.context} %}", End: true } } },
        },
      },
    }, { in: 1 });
    expect(run.output).toEqual([{
      input: { index: 0, value: 'a' },
      context: {
        Execution: { Id: run.executionArn, Input: { in: 1 }, Name: run.name, RoleArn: 'arn:aws:iam::123456789012:role/Workflow', StartTime: '2026-01-01T00:00:00.000Z', RedriveCount: 0 },
        StateMachine: { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:Workflow', Name: 'Workflow' },
        State: { Name: 'I', EnteredTime: '2026-01-01T00:00:00.000Z', RetryCount: 0 },
        Map: { Item: { Index: 0, Value: 'a' } },
      },
    }]);
  });
});

test('a Choice without a match and without a Default fails with States.NoChoiceMatched', () => {
  const run = start({
    QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'B' }] }, B: { Type: 'Succeed' } },
  });
  expect(run.errorName).toBe('States.NoChoiceMatched');
});

test('an expression that gives nothing fails the state, and the history tells where', () => {
  const run = start({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Output: { list: [1, '{% $states.input.nope %}'] }, End: true } } });
  expect(run.errorName).toBe('States.QueryEvaluationError');
  expect(run.history.find((event) => event.type === 'EvaluationFailed')!.evaluationFailedEventDetails).toMatchObject({
    location: 'Output/list[1]',
    state: 'A',
    cause: expect.stringContaining("The JSONata expression '$states.input.nope' specified for the field 'Output/list[1]' returned nothing (undefined)."),
  });
});
