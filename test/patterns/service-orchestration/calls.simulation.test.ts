import { aws_ec2 as ec2, aws_ecs as ecs, aws_events as events, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { call, Services } from './fixture';
import { FailureMode, IdempotencyKey, RetryPolicy, ServiceCall, simulation, Step, WaitFor, Workflow } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;
const down = Mock.fails('Down', 'no power');

describe('calls', () => {
  const trip = () => new Services((of) => ({
    calls: [call(of, 'Flights'), Step.parallel('Stay', [call(of, 'Hotels'), call(of, 'Cars')]), call(of, 'Weather')],
  }));

  test('are made in order, those of a group beside each other, and all answer: complete', () => {
    // WHEN
    const run = trip().run({
      Hotels: Mock.takes(Duration.seconds(4), Mock.returns({ beds: 2 })), Cars: Mock.takes(Duration.seconds(3), Mock.returns({})),
    });
    // THEN
    expect(run.output).toEqual({
      status: 'COMPLETE',
      statusCode: 200,
      results: { Flights: { ok: true }, Hotels: { beds: 2 }, Cars: {}, Weather: { ok: true } },
      failures: [],
      fallbacks: [],
      answeredBy: {},
    });
    expect(run.duration.toSeconds()).toBe(4);
  });

  test('see the request and the results before them', () => {
    // WHEN
    const run = trip().run({}, { city: 'Oslo' });
    // THEN
    expect(run.calls.find(({ stateName }) => stateName === 'Weather')!.request.Payload)
      .toEqual({ city: 'Oslo', Flights: { ok: true }, Hotels: { ok: true }, Cars: { ok: true } });
  });

  test('are not taken from the request, nor is what became of them', () => {
    // GIVEN
    const services = new Services((of) => ({ calls: [call(of, 'Flights'), call(of, 'Hotels')], requiredCalls: ['Flights'] }));
    const forged = { 'city': 'Oslo', 'Hotels': 'forged', 'Hotels failure': { error: 'y' }, 'Flights fallback': { a: 1 }, 'Flights from': 'x' };
    // THEN
    expect(services.run({ Flights: down }, forged).output).toMatchObject({ status: 'FAILED', results: { Flights: null }, failures: [{ call: 'Flights' }] });
    const run = services.run({ Flights: Mock.returns(1) }, forged);
    expect(run.output).toEqual({ status: 'COMPLETE', statusCode: 200, results: { Flights: 1, Hotels: { ok: true } }, failures: [], fallbacks: [], answeredBy: {} });
    expect(run.calls[0].request.Payload).toEqual({ city: 'Oslo' });
  });

  test.each(['Flights', 'Hotels', 'Weather'])('that fail (%s) leave a partial answer that says why, and the others are made', (failing) => {
    // WHEN
    const run = trip().run({ [failing]: down });
    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.output).toMatchObject({ status: 'PARTIAL', statusCode: 207, failures: [{ call: failing, error: 'Down', cause: 'no power' }] });
    expect(Object.entries(run.output.results).filter(([, result]) => result === null)).toEqual([[failing, null]]);
  });

  test('that all fail leave a failed answer', () => {
    const run = trip().run({ Flights: down, Hotels: down, Cars: down, Weather: down });
    expect(run.output).toMatchObject({ status: 'FAILED', statusCode: 502, results: { Flights: null, Hotels: null, Cars: null, Weather: null } });
    expect(run.output.failures.map(({ call: name }: { call: string }) => name)).toEqual(['Flights', 'Hotels', 'Cars', 'Weather']);
  });

  test('tell a later one whether they failed', () => {
    // GIVEN
    const services = new Services((of) => ({
      calls: [call(of, 'Flights'), Step.when('{% $not($exists($states.input.`Flights failure`)) %}', call(of, 'Transfer'))],
    }));
    // THEN
    expect(services.run().visits('Transfer')).toBe(1);
    const run = services.run({ Flights: down });
    expect(run.visits('Transfer')).toBe(0);
    expect(run.output).toMatchObject({ status: 'PARTIAL', results: { Flights: null, Transfer: null } });
  });

  test('are told without causes where those are nobody else\'s business', () => {
    const services = new Services((of) => ({ calls: [call(of, 'Flights'), call(of, 'Hotels')], causes: false }));
    expect(services.run({ Flights: down }).output.failures).toEqual([{ call: 'Flights', error: 'Down' }]);
  });

  test('with long causes leave room for the answer', () => {
    const services = new Services((of) => ({ calls: [call(of, 'Flights'), call(of, 'Hotels')] }));
    expect(services.run({ Flights: Mock.fails('Down', 'x'.repeat(30_000)) }).output.failures[0].cause).toHaveLength(1024);
  });
});

test('calls of every kind run in one Express workflow', () => {
  // GIVEN
  const services = new Services((of) => {
    const connection = events.Connection.fromConnectionAttributes(of, 'Airline', {
      connectionName: 'airline',
      connectionArn: 'arn:aws:events:eu-central-1:111122223333:connection/airline/1',
      connectionSecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:airline',
    });
    const cluster = new ecs.Cluster(of, 'Cluster', { vpc: new ec2.Vpc(of, 'Vpc') });
    const task = new ecs.FargateTaskDefinition(of, 'Render');
    task.addContainer('main', { image: ecs.ContainerImage.fromRegistry('render') });
    const nested = new Workflow(of, 'Loyalty', { steps: [call(of, 'Points')], workflowType: sfn.StateMachineType.EXPRESS });
    return {
      calls: [
        Step.callHttp(connection, { url: 'https://api.airline.example/offers', method: 'GET' }),
        Step.callWorkflow(nested, { result: '{% $states.result[0].Points %}' }),
        ServiceCall.guard(Step.runTask(task, { cluster, wait: WaitFor.RESPONSE, result: '{% $states.result.Tasks[0].TaskArn %}' }), {
          idempotencyKey: IdempotencyKey.inField('ClientToken'), circuitBreaker: {},
        }),
        Step.callService({ service: 'ssm', action: 'getParameter', arguments: { Name: '/rates' }, result: '{% $states.result.Parameter.Value %}' }),
      ],
    };
  });
  // WHEN
  const run = services.run({
    Airline: Mock.returns({ StatusCode: 200, ResponseBody: [1] }),
    Render: Mock.returns({ Tasks: [{ TaskArn: 'arn:task' }] }),
    GetParameter: Mock.returns({ Parameter: { Value: '7' } }),
  });
  // THEN
  expect(services.orchestration.workflow.workflowType).toBe(sfn.StateMachineType.EXPRESS);
  expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Airline: [1], Loyalty: { ok: true }, Render: 'arn:task', GetParameter: '7' } });
  expect(run.calls.find(({ stateName }) => stateName === 'Render')!.request.ClientToken).toMatch(/^[0-9a-f]{64}$/);
});

test('a Standard workflow waits for the end of a job', () => {
  const services = new Services((of) => ({ calls: [Step.startWorkflow(Workflow.fromWorkflowName(of, 'Long', 'long')), call(of, 'Flights')] }));
  const run = services.run({ Long: Mock.takes(Duration.hours(2), Mock.returns({ Output: { done: true } })) });
  expect(run.output.results).toEqual({ Long: { done: true }, Flights: { ok: true } });
});

describe('a required call that fails', () => {
  test('ends the request: those after it are not made', () => {
    // GIVEN
    const services = new Services((of) => ({ calls: [call(of, 'Flights'), call(of, 'Hotels')], requiredCalls: ['Flights'], statusCodes: { failed: 503 } }));
    // WHEN
    const run = services.run({ Flights: down });
    // THEN
    expect(run.output).toEqual({
      status: 'FAILED', statusCode: 503, results: { Flights: null }, failures: [{ call: 'Flights', error: 'Down', cause: 'no power' }], fallbacks: [], answeredBy: {},
    });
    expect(run.visits('Hotels')).toBe(0);
    expect(services.run({ Flights: Mock.returns({}), Hotels: down }).output.status).toBe('PARTIAL');
  });

  test('ends it after its group', () => {
    // GIVEN
    const services = new Services((of) => ({
      calls: [Step.parallel('Search', [call(of, 'Flights'), call(of, 'Hotels')]), call(of, 'Weather')], requiredCalls: ['Flights'],
    }));
    // THEN
    const failed = services.run({ Flights: down });
    expect([failed.output.status, failed.visits('Hotels'), failed.visits('Weather')]).toEqual(['FAILED', 1, 0]);
    const partial = services.run({ Flights: Mock.returns({}), Hotels: down });
    expect([partial.output.status, partial.visits('Weather')]).toEqual(['PARTIAL', 1]);
  });
});

describe('a call behind an API', () => {
  test('may take five seconds, and is tried three times', () => {
    // GIVEN
    const services = new Services((of) => ({ calls: [call(of, 'Flights'), call(of, 'Hotels')] }));
    // THEN
    expect(services.run({ Flights: Mock.never() }).output.failures).toMatchObject([{ call: 'Flights', error: 'States.Timeout' }]);
    expect(services.run({ Flights: Mock.never() }).duration.toSeconds()).toBe(5);
    expect(services.run({ Flights: Mock.fails('Lambda.ServiceException') }).calls.filter(({ stateName }) => stateName === 'Flights')).toHaveLength(3);
  });

  test('keeps the timeout and retries of its own', () => {
    // GIVEN
    const services = new Services((of) => ({
      callTimeout: Duration.seconds(7),
      callRetry: RetryPolicy.none(),
      calls: [call(of, 'Flights', { timeout: Duration.seconds(9), retry: RetryPolicy.on(['Busy'], { maxAttempts: 1 }) }), call(of, 'Hotels')],
    }));
    // THEN
    expect(services.run({ Flights: Mock.never() }).duration.toSeconds()).toBe(9);
    expect(services.run({ Flights: Mock.returns({}), Hotels: Mock.never() }).duration.toSeconds()).toBe(7);
    const well = { Flights: Mock.returns({}), Hotels: Mock.returns({}) };
    const attempts = (state: string, error: string) => services.run({ ...well, [state]: Mock.fails(error) })
      .calls.filter(({ stateName }) => stateName === state).length;
    expect([attempts('Flights', 'Busy'), attempts('Hotels', 'Lambda.ServiceException')]).toEqual([2, 1]);
  });

  test('is retried by a class of statuses, each of them', () => {
    // GIVEN
    const services = new Services((of) => ({
      calls: [call(of, 'Flights', { retry: RetryPolicy.onHttpStatus(['5xx', '429'], { maxAttempts: 1 }).orElse(RetryPolicy.on(['Busy'], { maxAttempts: 2 })) })],
    }));
    const attempts = (error: string) => services.run({ Flights: Mock.fails(error) }).calls.filter(({ stateName }) => stateName === 'Flights').length;
    // THEN
    expect(['500', '503', '529', '599', '429', '428', '404'].map((status) => attempts(`States.Http.StatusCode.${status}`))).toEqual([2, 2, 2, 2, 2, 1, 1]);
    expect(attempts('Busy')).toBe(3);
  });
});

describe('the first answer of several', () => {
  const race = (options = {}) => new Services((of) => ({
    calls: [ServiceCall.firstSuccess('Car', [call(of, 'Hertz', { retry: RetryPolicy.none() }), call(of, 'Sixt'), call(of, 'Avis')], options), call(of, 'Weather')],
  }));
  const after = (seconds: number, answer: object) => Mock.takes(Duration.seconds(seconds), Mock.returns(answer));

  test('is the fastest one\'s, and the others are not waited for', () => {
    const run = race().run({ Hertz: after(4, { price: 4 }), Sixt: after(2, { price: 2 }), Avis: after(3, { price: 3 }) });
    expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Car: { price: 2 } }, answeredBy: { Car: 'Sixt' } });
    expect(run.duration.toSeconds()).toBe(2);
  });

  test('is a good one: one that fails sooner does not end the race', () => {
    const run = race().run({ Hertz: after(3, { price: 3 }), Sixt: down, Avis: Mock.takes(Duration.seconds(1), down) });
    expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Car: { price: 3 } }, answeredBy: { Car: 'Hertz' }, failures: [] });
    expect(run.duration.toSeconds()).toBe(3);
  });

  test('does not come where all fail, and the cause has all of theirs', () => {
    const run = race().run({ Hertz: Mock.fails('Full', 'h'), Sixt: down, Avis: Mock.never() });
    expect(run.output.failures).toMatchObject([{ call: 'Car', error: 'FirstSuccess.NoAnswer' }]);
    expect(run.output.failures[0].cause).toMatch(/^Hertz failed with Full: h; Sixt failed with Down: no power; Avis failed with States.Timeout: /);
  });

  test('is asked of the next one only where the one before is slow', () => {
    // GIVEN
    const services = race({ hedgeAfter: Duration.seconds(2) });
    const called = (run: simulation.Run) => run.calls.filter(({ action }) => action === 'invoke').map(({ stateName }) => stateName);
    // THEN
    expect(called(services.run({ Hertz: after(1, {}) }))).toEqual(['Hertz', 'Weather']);
    const slow = services.run({ Hertz: Mock.never(), Sixt: after(1, { price: 9 }) });
    expect(called(slow)).toEqual(['Hertz', 'Sixt', 'Weather']);
    expect(slow.duration.toSeconds()).toBe(3);
  });

  test('that no cause has room for is taken when the others are over', () => {
    const large = { text: 'x'.repeat(40_000) };
    const run = race().run({ Hertz: Mock.returns(large), Sixt: Mock.takes(Duration.seconds(2), down), Avis: down });
    expect(run.output).toMatchObject({ results: { Car: large }, answeredBy: { Car: 'Hertz' } });
    expect(run.duration.toSeconds()).toBe(2);
  });

  test('may be null, text or a list', () => {
    const answered = (answer: any) => race().run({ Hertz: Mock.returns(answer), Sixt: Mock.never(), Avis: Mock.never() }).output.results.Car;
    expect([null, 'x', [1], [[]], 0].map(answered)).toEqual([null, 'x', [1], [[]], 0]);
  });
});

describe('a fan-out', () => {
  const seats = (options = {}, more = {}) => new Services((of) => ({
    calls: [ServiceCall.forEach('Seats', call(of, 'Reserve', { arguments: { seat: '{% $states.input.item %}', at: '{% $states.input.index %}' } }),
      { items: '{% $states.input.seats %}', ...options }), call(of, 'Weather')],
    ...more,
  }));
  const echo = Mock.handler({ handle: ({ request }) => simulation.ServiceResponse.succeed({ StatusCode: 200, Payload: request.Payload.seat }) });
  const failingOn = (bad: any[]) => Mock.handler({
    handle: ({ request }) => (bad.includes(request.Payload.seat) ? simulation.ServiceResponse.fail('Taken', `seat ${request.Payload.seat}`)
      : simulation.ServiceResponse.succeed({ StatusCode: 200, Payload: request.Payload.seat })),
  });

  test.each([[[]], [['1A']], [['1A', '1B', '1C']], [[['nested']]], [[[]]], [[null]], [[[1], [2, 3]]]])('over %j gathers a list in the same order', (list) => {
    const run = seats().run({ Reserve: echo }, { seats: list });
    expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Seats: list } });
  });

  test.each([[[]], [['b']], [['b', 'c']]])('over the matches of a path takes each of %j', (matches) => {
    const run = seats({ items: '{% $states.input.seats[free].id %}' })
      .run({ Reserve: echo }, { seats: [{ id: 'a', free: false }, ...matches.map((id) => ({ id, free: true }))] });
    expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Seats: matches } });
  });

  test('over one object takes it as the one item', () => {
    expect(seats().run({ Reserve: echo }, { seats: { row: 1 } }).output.results.Seats).toEqual([{ row: 1 }]);
  });

  test('has null for each item that failed, and says which', () => {
    const run = seats().run({ Reserve: failingOn(['1B']) }, { seats: ['1A', '1B', '1C'] });
    expect(run.output).toMatchObject({ status: 'PARTIAL', statusCode: 207, results: { Seats: ['1A', null, '1C'] } });
    expect(run.output.failures).toEqual([{
      call: 'Seats', error: 'ForEach.ItemsFailed', cause: '1 of 3 calls failed, the first with Taken: seat 1B', items: [{ index: 1, error: 'Taken', cause: 'seat 1B' }],
    }]);
  });

  test('has failed where more items fail than are tolerated, or all of them', () => {
    const failed = (options: object, bad: string[]) => seats(options).run({ Reserve: failingOn(bad) }, { seats: ['1A', '1B', '1C'] }).output.results.Seats === null;
    expect([failed({ toleratedFailures: 1 }, ['1A']), failed({ toleratedFailures: 1 }, ['1A', '1B']), failed({}, ['1A', '1B']), failed({}, ['1A', '1B', '1C'])])
      .toEqual([false, true, false, true]);
  });

  test('tolerates none where the orchestration is all or nothing', () => {
    const run = seats({}, { failureMode: FailureMode.ALL_OR_NOTHING }).run({ Reserve: failingOn(['1B']) }, { seats: ['1A', '1B'] });
    expect([run.status, run.errorName]).toEqual([RunStatus.FAILED, 'ForEach.ItemsFailed']);
  });

  test('makes as many calls at once as it is told', () => {
    const run = seats({ maxConcurrency: 2 }).run({ Reserve: Mock.takes(Duration.seconds(1), Mock.returns({})) }, { seats: [1, 2, 3, 4, 5] });
    expect(run.duration.toSeconds()).toBe(3);
  });
});
