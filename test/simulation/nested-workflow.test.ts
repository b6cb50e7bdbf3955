import { parseDefinition } from '../../src/asl';
import { Mock } from '../../src/simulation/mocks/mock';
import { Simulator } from '../../src/simulation/simulator';

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:stateMachine:${name}`;
const machine = (name: string, states: object, startAt: string) => ({
  logicalId: name,
  name,
  arn: arn(name),
  type: 'STANDARD' as const,
  roleArn: `arn:aws:iam::123456789012:role/${name}`,
  resources: new Map(),
  definition: parseDefinition({ QueryLanguage: 'JSONata', StartAt: startAt, States: states } as never),
});

/** An outer workflow that starts an inner one, which waits a minute and then ends as its input says. */
const simulate = (suffix: string, outer: object = {}) => Simulator._fromMachines([
  machine('Outer', {
    Start: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:startExecution${suffix}`,
      Arguments: { StateMachineArn: arn('Inner'), Name: 'inner', Input: { fail: '{% $states.input.fail %}', token: "{% $exists($states.context.Task) ? $states.context.Task.Token : '' %}" } },
      End: true,
      ...outer,
    },
  }, 'Start'),
  machine('Inner', {
    Rest: { Type: 'Wait', Seconds: 60, Next: 'Which' },
    Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.fail %}', Next: 'Broken' }], Default: 'Fine' },
    Broken: { Type: 'Fail', Error: 'Inner.Broken', Cause: 'as asked' },
    Fine: { Type: 'Succeed', Output: { done: true } },
  }, 'Rest'),
]);

describe('startExecution', () => {
  test('starts the other workflow and goes on without waiting', () => {
    const run = simulate('').workflow('Outer').start({ input: { fail: false } });
    expect(run.output).toEqual({ ExecutionArn: 'arn:aws:states:eu-west-1:123456789012:execution:Inner:inner', StartDate: expect.any(Number) });
    expect(run.duration.toSeconds()).toBe(0);
  });

  test('.sync waits for its end and gives its output as text', () => {
    const run = simulate('.sync').workflow('Outer').start({ input: { fail: false } });
    expect(run.duration.toSeconds()).toBe(60);
    expect(run.output).toMatchObject({ Status: 'SUCCEEDED', Output: '{"done":true}', Name: 'inner', StateMachineArn: arn('Inner') });
    expect(run.childRuns.map((child) => [child.name, child.path, child.output])).toEqual([['inner', ['Rest', 'Which', 'Fine'], { done: true }]]);
    expect(run.history.map((event) => event.type)).toContain('TaskSubmitted');
  });

  test('.sync:2 gives its output as JSON', () => {
    expect(simulate('.sync:2').workflow('Outer').start({ input: { fail: false } }).output).toMatchObject({ Output: { done: true } });
  });

  test('.sync fails with States.TaskFailed and the description of the execution', () => {
    const run = simulate('.sync:2').workflow('Outer').start({ input: { fail: true } });
    expect(run.errorName).toBe('States.TaskFailed');
    expect(JSON.parse(run.cause!)).toMatchObject({ Status: 'FAILED', Error: 'Inner.Broken', Cause: 'as asked' });
  });

  test.each(['', '.sync'])('of a name that runs already, with the same input, gives that execution: %s', (suffix) => {
    // GIVEN two branches that start the same name
    const start = { Type: 'Task', Resource: `arn:aws:states:::states:startExecution${suffix}`, Arguments: { StateMachineArn: arn('Inner'), Name: 'inner', Input: { n: 1 } }, End: true };
    const sim = Simulator._fromMachines([
      machine('Outer', { Both: { Type: 'Parallel', Branches: ['A', 'B'].map((name) => ({ StartAt: name, States: { [name]: start } })), End: true } }, 'Both'),
      machine('Inner', { Rest: { Type: 'Wait', Seconds: 60, End: true } }, 'Rest'),
    ]);
    // WHEN
    const run = sim.workflow('Outer').start();
    // THEN
    expect(run.status).toBe('SUCCEEDED');
    expect(run.childRuns).toHaveLength(1);
    expect(run.output[0].ExecutionArn).toBe(run.output[1].ExecutionArn);
    expect(run.duration.toSeconds()).toBe(suffix === '' ? 0 : 60);
  });

  test('.waitForTaskToken waits for the token', () => {
    const run = simulate('.waitForTaskToken').workflow('Outer').start({ input: { fail: false } });
    expect(run.childRuns[0].input.token).toBe(run.pendingTokens[0]);
    run.sendTaskSuccess(run.pendingTokens[0], 'answered');
    expect(run.output).toBe('answered');
  });

  test('stops the other workflow when the one that waits for it times out', () => {
    const run = simulate('.sync', { TimeoutSeconds: 10 }).workflow('Outer').start({ input: { fail: false } });
    expect(run.errorName).toBe('States.Timeout');
    expect(run.childRuns[0].status).toBe('ABORTED');
  });

  test('is answered by a mock where there is one', () => {
    const sim = simulate('.sync:2');
    sim.mockResource(arn('Inner'), Mock.returns({ Output: 'mocked' }));
    const run = sim.workflow('Outer').start({ input: { fail: false } });
    expect([run.output, run.childRuns]).toEqual([{ Output: 'mocked' }, []]);
  });
});

describe('a startExecution that is refused fails the task, where it can be caught', () => {
  const refused = (fields: object, service = 'states') => {
    const sim = Simulator._fromMachines([
      machine('Outer', {
        Start: {
          Type: 'Task',
          Resource: `arn:aws:states:::${service}:startExecution`,
          Arguments: { StateMachineArn: arn('Inner'), ...fields },
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $states.errorOutput.Error %}', Next: 'Caught' }],
          Next: 'Rest',
        },
        Rest: { Type: 'Wait', Seconds: 1, Next: 'Again' },
        Again: {
          Type: 'Task',
          Resource: `arn:aws:states:::${service}:startExecution`,
          Arguments: { StateMachineArn: arn('Inner'), ...fields },
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $states.errorOutput.Error %}', Next: 'Caught' }],
          Output: 'started twice',
          End: true,
        },
        Caught: { Type: 'Succeed' },
      }, 'Start'),
      machine('Inner', { Fine: { Type: 'Succeed' } }, 'Fine'),
    ]);
    return sim.workflow('Outer').start().output;
  };

  test.each([
    ['an input that is no JSON', { Input: 'not json' }, 'StepFunctions.InvalidExecutionInputException'],
    ['a name that no execution may have', { Name: 'order 1*' }, 'StepFunctions.InvalidNameException'],
    ['a name that an execution has had', { Name: 'order-1' }, 'StepFunctions.ExecutionAlreadyExistsException'],
    ['no name', {}, 'started twice'],
  ])('%s', (_what, fields, expected) => {
    expect(refused(fields)).toBe(expected);
  });

  test('by the SDK integration, under its own prefix', () => {
    expect(refused({ Name: 'order-1' }, 'aws-sdk:sfn')).toBe('Sfn.ExecutionAlreadyExistsException');
  });
});

test('a workflow is found by its ARN, its name and its logical id, and asked for where it is not clear', () => {
  const sim = simulate('');
  expect(sim.workflow(arn('Inner'))).toBe(sim.workflow('Inner'));
  expect(() => sim.workflow()).toThrow("there are 2 workflows ('Outer', 'Inner'); say which one");
  expect(() => sim.workflow('Iner')).toThrow("there is no workflow 'Iner'; did you mean 'Inner'?");
});

describe('startSyncExecution', () => {
  const sync = (type: 'STANDARD' | 'EXPRESS', task: object = {}) => {
    const [inner, outer] = [
      {
        ...machine('Inner', {
          Rest: { Type: 'Wait', Seconds: 60, Next: 'Which' },
          Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.fail %}', Next: 'Broken' }], Default: 'Fine' },
          Broken: { Type: 'Fail', Error: 'Inner.Broken', Cause: 'as asked' },
          Fine: { Type: 'Succeed', Output: { done: true } },
        }, 'Rest'),
        type,
      },
      machine('Outer', {
        Start: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sfn:startSyncExecution',
          Arguments: { StateMachineArn: arn('Inner'), Input: '{% $string($states.input) %}' },
          End: true,
          ...task,
        },
      }, 'Start'),
    ];
    return Simulator._fromMachines([outer, inner]);
  };

  test('waits for the end, and gives the output as text', () => {
    const run = sync('EXPRESS').workflow('Outer').start({ input: { fail: false } });
    expect(run.duration.toSeconds()).toBe(60);
    expect(run.output).toMatchObject({ Status: 'SUCCEEDED', Output: '{"done":true}', StateMachineArn: arn('Inner') });
  });

  test('succeeds where the execution fails, and tells of that', () => {
    const run = sync('EXPRESS').workflow('Outer').start({ input: { fail: true } });
    expect(run.output).toMatchObject({ Status: 'FAILED', Error: 'Inner.Broken', Cause: 'as asked' });
  });

  test('refuses a Standard workflow', () => {
    expect(sync('STANDARD').workflow('Outer').start({ input: { fail: false } }).errorName).toBe('Sfn.StateMachineTypeNotSupportedException');
  });

  test('is given up by a timeout of the task', () => {
    const run = sync('EXPRESS', { TimeoutSeconds: 5 }).workflow('Outer').start({ input: { fail: false } });
    expect([run.errorName, run.duration.toSeconds()]).toEqual(['States.Timeout', 5]);
  });
});
