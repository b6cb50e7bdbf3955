import {
  App, aws_dynamodb as dynamodb, aws_events as events, aws_kms as kms, aws_sqs as sqs, aws_stepfunctions as sfn, Duration, Stack,
} from 'aws-cdk-lib';
import { call, guardAll, trip } from './fixture';
import {
  FailureMode, Fallback, IdempotencyKey, RetryAfter, RetryPolicy, ServiceCall, ServiceOrchestrationProps, Step, WaitFor, Workflow,
} from 'cdk-stepwise';

describe('wrong props', () => {
  const guards = (of: Stack, given: any, step = call(of, 'Flights')): Partial<ServiceOrchestrationProps> => ({ calls: [ServiceCall.guard(step, given)] });

  test.each<[string, (of: Stack) => Partial<ServiceOrchestrationProps>, string]>([
    ['no calls', () => ({ calls: [] }), 'Shop/Trip: calls: got an empty list; give at least one call'],
    ['two calls of one name', (of) => ({ calls: [call(of, 'A'), Step.of(new sfn.Pass(of, 'P'), { name: 'A' })] }), "Shop/Trip: calls: got ['A']; give each call a name of its own"],
    ...['failure', 'fallback', 'from'].map((side): [string, (of: Stack) => Partial<ServiceOrchestrationProps>, string] => [`a call named as the ${side} of another`,
      (of) => ({ calls: [Step.parallel('G', [call(of, 'A', { name: `A ${side}` })]), Step.of(new sfn.Pass(of, 'P'), { name: 'A' })] }),
      `calls: got ['A ${side}']; give another name`]),
    ['a wrong call', (of) => ({ calls: [call(of, 'A', { timeout: Duration.seconds(0) })] }), "step 'A': timeout: got 0 seconds"],
    ['a compensation with partial results', (of) => ({ calls: [call(of, 'A', { compensation: call(of, 'B') })] }),
      "call 'A': compensation: got 'B'; only FailureMode.ALL_OR_NOTHING undoes"],
    ['a parking queue with partial results', (of) => ({ parkingQueue: new sqs.Queue(of, 'Q') }), 'parkingQueue: got Shop/Q; only FailureMode.ALL_OR_NOTHING undoes'],
    ['a compensation retry with partial results', () => ({ compensationRetry: RetryPolicy.none() }), 'compensationRetry: got'],
    ['a required call that is none', () => ({ requiredCalls: ['Hotels'] }), "requiredCalls: got 'Hotels'; name one of Flights"],
    ['required calls with all or nothing', () => ({ failureMode: FailureMode.ALL_OR_NOTHING, requiredCalls: ['Flights'] }), "requiredCalls: got ['Flights']; take it out"],
    ['statuses with all or nothing', () => ({ failureMode: FailureMode.ALL_OR_NOTHING, statusCodes: { partial: 200 } }), 'statusCodes: got {"partial":200}; take it out'],
    ['a status of a redirect to nowhere', () => ({ statusCodes: { partial: 99 } }), 'statusCodes.partial: got 99; give a status from 200 to 599'],
    ['half a second', () => ({ callTimeout: Duration.millis(500) }), 'callTimeout: got 500 millis; give whole seconds from 1 to 300'],
    ['a wrong retry', () => ({ callRetry: RetryPolicy.on([]) }), 'callRetry: got an empty list; name at least one error'],
    ['a key that is no expression', () => ({ idempotencyKey: 'id' }), "idempotencyKey: got 'id'; give a JSONata expression in {% %}"],
    ['a key for a table given', (of) => ({ table: dynamodb.Table.fromTableName(of, 'T', 't'), tableEncryptionKey: new kms.Key(of, 'K') }),
      'tableEncryptionKey: got Shop/K; take it out: the table given has its own'],
    ['an Express workflow that waits', (of) => ({ workflowType: sfn.StateMachineType.EXPRESS, calls: [call(of, 'A', { wait: WaitFor.CALLBACK })] }),
      "step 'A': wait: got 'CALLBACK'; an Express workflow cannot wait for a callback"],
    ['a call that outlives the workflow', (of) => ({ calls: [call(of, 'A', { timeout: Duration.seconds(29), retry: RetryPolicy.none() })] }),
      "call 'A': timeout: got '29 seconds on its longest path'; the workflow ends after 28, and the answer is lost"],
    ['retries that outlive it', (of) => ({ calls: [call(of, 'A', { timeout: Duration.seconds(9), retry: RetryPolicy.on(['States.Timeout'], { interval: Duration.seconds(1), maxAttempts: 2 }) })] }), "call 'A': timeout: got '30 seconds on its longest path'"],
    ['waits that outlive it', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { maxAttempts: 2 }) }), "call 'Flights': timeout: got '48 seconds on its longest path'"],
    ['a wait for a permit that outlives it', (of) => guards(of, { bulkhead: { maxConcurrency: 1, maxWait: Duration.seconds(21) } }), "call 'Flights': timeout: got '29 seconds"],
    ['a fallback that outlives it', (of) => guards(of, { fallback: Fallback.toCall(call(of, 'A', { timeout: Duration.seconds(21), retry: RetryPolicy.none() })) }), "call 'Flights': timeout: got '29 seconds"],
    ['a racer that starts too late', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), call(of, 'B')], { hedgeAfter: Duration.seconds(21) })] }),
      "call 'R': timeout: got '29 seconds"],
    ['a fan-out that outlives it, in a group', (of) => ({
      calls: [Step.parallel('G', [ServiceCall.forEach('F', call(of, 'A', { timeout: Duration.seconds(26) }), { items: '{% [1] %}' })])],
    }), "call 'F': timeout: got '29 seconds"],
    ['a call on a condition that outlives a timeout given', (of) => ({ timeout: Duration.seconds(7), calls: [Step.when('{% true %}', call(of, 'A'))] }),
      "call 'A': timeout: got '8 seconds on its longest path'; the workflow ends after 7"],
    ['no permits', (of) => guards(of, { bulkhead: { maxConcurrency: 0 } }), "call 'Flights': bulkhead.maxConcurrency: got 0; give a whole number from 1 to 100"],
    ['a bulkhead without a name', (of) => guards(of, { bulkhead: { maxConcurrency: 1, name: '' } }), "bulkhead.name: got ''; give a name, or leave it out"],
    ['a wait of half a second', (of) => guards(of, { bulkhead: { maxConcurrency: 1, maxWait: Duration.millis(500) } }), 'bulkhead.maxWait: got 500 millis'],
    ['a lease of nothing', (of) => guards(of, { bulkhead: { maxConcurrency: 1, lease: Duration.seconds(0) } }), 'bulkhead.lease: got 0 seconds'],
    ['a lease that ends before the call', (of) => guards(of, { bulkhead: { maxConcurrency: 1, lease: Duration.seconds(17) } }),
      "call 'Flights': bulkhead.lease: got 17 seconds; the call may take 18 seconds with its retries"],
    ['a probe that is given up before it ends', (of) => guards(of, { circuitBreaker: { probeLease: Duration.seconds(1) } }),
      "call 'Flights': circuitBreaker.probeLease: got 1 second; the call may take 18 seconds"],
    ['half a failure', (of) => guards(of, { circuitBreaker: { failureThreshold: 0.5 } }), 'circuitBreaker.failureThreshold: got 0.5'],
    ['no window', (of) => guards(of, { circuitBreaker: { window: Duration.seconds(0) } }), 'circuitBreaker.window: got 0 seconds'],
    ['no cool-down', (of) => guards(of, { circuitBreaker: { coolDown: Duration.seconds(0) } }), 'circuitBreaker.coolDown: got 0 seconds'],
    ['a circuit that never opens', (of) => guards(of, { circuitBreaker: { ignoredErrors: ['States.ALL'] } }), "circuitBreaker.ignoredErrors: got ['States.ALL']"],
    ['a circuit without a name', (of) => guards(of, { circuitBreaker: { name: '' } }), "circuitBreaker.name: got ''"],
    ['no guards', (of) => guards(of, {}), "call 'Flights': guards: got {}; give at least one"],
    ['a guarded group', (of) => guards(of, { circuitBreaker: {} }, Step.parallel('G', [call(of, 'A')])), "call 'G': step: got 'G'; guard the calls of the group"],
    ['a call guarded twice', (of) => guards(of, { circuitBreaker: {} }, guardAll(of)), "call 'Flights': step: got 'Flights'; it is guarded already"],
    ['a bulkhead in a race', (of) => ({ calls: [ServiceCall.firstSuccess('R', [guardAll(of), call(of, 'B')])] }),
      'a call that loses a race is stopped and gives no permit back: put the bulkhead around the race'],
    ['a bulkhead in what a racer falls back to, on a condition', (of) => ({
      calls: [ServiceCall.firstSuccess('R', [ServiceCall.guard(call(of, 'A'), { fallback: Fallback.toCall(Step.when('{% true %}', guardAll(of))) }), call(of, 'B')])],
    }), "call 'Flights': bulkhead: got"],
    ['a wait that stands nowhere', (of) => guards(of, { retryAfter: RetryAfter.inCause('a"b') }), "retryAfter: got 'a\"b'; name a member of the cause"],
    ['waits at no status', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { statuses: [] }) }), 'retryAfter.statuses: got an empty list; name at least one status or error'],
    ['waits at a status of success', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { statuses: ['200'] }) }), "retryAfter.statuses: got '200'"],
    ['waits at all errors', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { errors: ['States.ALL'] }) }), "retryAfter.errors: got ['States.ALL']"],
    ['waits never', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { maxAttempts: 0 }) }), 'retryAfter.maxAttempts: got 0'],
    ['waits for nothing', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { maxWait: Duration.seconds(0) }) }), 'retryAfter.maxWait: got 0 seconds'],
    ['waits without an interval', (of) => guards(of, { retryAfter: RetryAfter.inCause('a', { interval: Duration.seconds(0) }) }), 'retryAfter.interval: got 0 seconds'],
    ['a header of a function', (of) => guards(of, { idempotencyKey: IdempotencyKey.inHeader() }), "idempotencyKey: got 'lambda:invoke'; only a call of Step.callHttp has headers"],
    ['an execution name of a function', (of) => guards(of, { idempotencyKey: IdempotencyKey.asExecutionName() }), 'only a call of Step.startWorkflow has an execution name'],
    ['a field of an HTTP call', (of) => guards(of, { idempotencyKey: IdempotencyKey.inField('k') }, Step.callHttp(
      events.Connection.fromConnectionAttributes(of, 'C', { connectionName: 'c', connectionArn: 'arn:aws:events:eu-central-1:111122223333:connection/c/1', connectionSecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:s' }),
      { url: 'https://a.example.com' })), "idempotencyKey: got 'http:invoke'; give IdempotencyKey.inHeader for HTTP"],
    ['a key of several states', (of) => guards(of, { idempotencyKey: IdempotencyKey.inField('k') }, Step.of(new sfn.Pass(of, 'P'))), "idempotencyKey: got 'a step of several states'"],
    ['a field that is none', (of) => guards(of, { idempotencyKey: IdempotencyKey.inField("a'b") }), "IdempotencyKey.inField names 'a'b': give letters, digits, - and _"],
    ['a fallback to a group', (of) => guards(of, { fallback: Fallback.toCall(Step.parallel('G', [call(of, 'A')])) }), "fallback: got 'G'; give one call, not a group"],
    ['a fallback that is undone', (of) => guards(of, { fallback: Fallback.toCall(call(of, 'A', { compensation: call(of, 'B') })) }), "fallback: got 'A'; put the compensation on the call"],
    ['a wrong fallback', (of) => guards(of, { fallback: Fallback.toCall(call(of, 'A', { timeout: Duration.seconds(0) })) }), "fallback: step 'A': timeout: got 0 seconds"],
    ['a fallback after a value', (of) => guards(of, { fallback: Fallback.toValue(1).orElse(Fallback.toCall(call(of, 'A'))) }), "fallback: got 'a value'; put the value last"],
    ['two last answers', (of) => guards(of, { fallback: Fallback.toLastGoodAnswer({ key: '{% 1 %}' }).orElse(Fallback.toLastGoodAnswer({ key: '{% 2 %}' })) }),
      "fallback: got 'two last good answers'; give one"],
    ['an expression in a list', (of) => guards(of, { fallback: Fallback.toValue(['{% 1 %}']) }), "fallback: got ['{% 1 %}']; a list in it holds an expression"],
    ['a key of answers that is no expression', (of) => guards(of, { fallback: Fallback.toLastGoodAnswer({ key: 'city' }) }), "fallback.key: got 'city'"],
    ['answers of no age', (of) => guards(of, { fallback: Fallback.toLastGoodAnswer({ key: '{% 1 %}', maxAge: Duration.seconds(0) }) }), 'fallback.maxAge: got 0 seconds'],
    ['a race of one', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A')])] }), "call 'R': calls: got ['A']; give at least two calls"],
    ['a race of groups', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), Step.parallel('G', [call(of, 'B')])])] }), "call 'R': calls: got 'G'; give calls, not a group"],
    ['a race that is undone', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), call(of, 'B', { compensation: call(of, 'C') })])] }),
      "call 'R': calls: got 'B'; a call that may be given up midway cannot be undone"],
    ['a race that starts in half seconds', (of) => ({ calls: [ServiceCall.firstSuccess('R', [call(of, 'A'), call(of, 'B')], { hedgeAfter: Duration.millis(500) })] }), 'hedgeAfter: got 500 millis'],
    ['a fan-out over a path', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A'), { items: '$.list' })] }), "call 'F': items: got '$.list'; give a JSONata expression"],
    ['a fan-out of 41', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A'), { items: '{% [] %}', maxConcurrency: 41 })] }), 'maxConcurrency: got 41; give a whole number from 1 to 40'],
    ['a fan-out that tolerates less than nothing', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A'), { items: '{% [] %}', toleratedFailures: -1 })] }), 'toleratedFailures: got -1'],
    ['a fan-out of groups', (of) => ({ calls: [ServiceCall.forEach('F', Step.parallel('G', [call(of, 'A')]), { items: '{% [] %}' })] }), "call 'F': step: got 'G'; give one call"],
    ['a fan-out that is undone', (of) => ({ calls: [ServiceCall.forEach('F', call(of, 'A', { compensation: call(of, 'B') }), { items: '{% [] %}' })] }), "call 'F': step: got 'A'; nothing undoes single items"],
    ['a fan-out named as its call', (of) => ({ calls: [ServiceCall.forEach('A', call(of, 'A'), { items: '{% [] %}' })] }), "call 'A': name: got 'A'; give another name"],
    ['names that grow too long', (of) => ({ calls: [guardAll(of, call(of, 'A', { name: 'x'.repeat(75) }))] }), 'give 1 to 80 characters'],
  ])('%s', (_, props, message) => {
    expect(() => trip(props)).toThrow(message);
  });

  test('guards outside of an orchestration', () => {
    const stack = new Stack(new App(), 'Shop');
    expect(() => new Workflow(stack, 'Flow', { steps: [ServiceCall.guard(call(stack, 'A'), { circuitBreaker: {} })] }))
      .toThrow("call 'A': guards run in a ServiceOrchestration: give it to the calls of one");
  });

  test('all that is wrong is told at once', () => {
    expect(() => trip(() => ({ requiredCalls: ['X'], idempotencyKey: 'id', statusCodes: { failed: 1 } })))
      .toThrow(/Shop\/Trip: 3 problems\n.*idempotencyKey.*\n.*requiredCalls.*\n.*statusCodes\.failed/);
  });
});
