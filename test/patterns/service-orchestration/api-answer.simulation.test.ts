import { Template } from 'aws-cdk-lib/assertions';
import { call, Services } from './fixture';
import { runTemplate } from '../../workflow/triggers/velocity';
import { FailureMode, Fallback, RetryPolicy, ServiceCall, simulation } from 'cdk-stepwise';

const { Mock } = simulation;
const down = Mock.fails('Down', 'no power');

/** What API Gateway answers to a request, from what StartSyncExecution answers it. */
function answer(services: Services, mocks: { [state: string]: simulation.Mock }): { status: number; body: any } {
  const run = services.run(mocks);
  const [method] = Object.values(Template.fromStack(services.stack).findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'POST' } }));
  const template = method.Properties.Integration.IntegrationResponses[0].ResponseTemplates['application/json'] as string;
  const execution = { status: run.status, output: run.outputJson, error: run.errorName, cause: run.cause, executionArn: run.executionArn };
  const { text, status = 200 } = runTemplate(template, JSON.stringify(execution));
  return { status, body: JSON.parse(text) };
}

const partial = () => new Services((of) => ({
  calls: [ServiceCall.guard(call(of, 'Flights'), { fallback: Fallback.toCall(call(of, 'Trains')) }), call(of, 'Hotels', { retry: RetryPolicy.none() })],
}));

test.each<[string, { [state: string]: simulation.Mock }, number]>([
  ['COMPLETE', {}, 200], ['DEGRADED', { Flights: down }, 200], ['PARTIAL', { Hotels: down }, 207], ['FAILED', { Flights: down, Trains: down, Hotels: down }, 502],
])('the API answers a request that is %s with its output and status', (outcome, mocks, code) => {
  const { status, body } = answer(partial(), mocks);
  expect([status, body.status, body.statusCode]).toEqual([code, outcome, code]);
});

test('the API says of a partial answer what there is, what failed and why', () => {
  expect(answer(partial(), { Hotels: down }).body).toMatchObject({
    results: { Flights: { ok: true }, Hotels: null }, failures: [{ call: 'Hotels', error: 'Down', cause: 'no power' }],
  });
});

test('the API answers a request that was undone with the name of the error, and no more', () => {
  // GIVEN
  const services = new Services((of) => ({ failureMode: FailureMode.ALL_OR_NOTHING, calls: [call(of, 'Flights', { compensation: call(of, 'Cancel') }), call(of, 'Pay')] }));
  // THEN
  expect(answer(services, { Pay: down })).toEqual({ status: 500, body: { error: 'Down', executionArn: expect.stringContaining('Trip') } });
});

test('the API answers a request that takes too long before API Gateway gives it up', () => {
  // GIVEN: more calls than fit
  const services = new Services((of) => ({ calls: Array.from({ length: 6 }, (_, index) => call(of, `C${index}`)) }));
  // THEN
  const never = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`C${index}`, Mock.never()]));
  expect(answer(services, never)).toMatchObject({ status: 504, body: { error: 'States.Timeout' } });
});
