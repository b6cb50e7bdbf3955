import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { acceptedExample } from './accepted';
import { TravelStack } from '../../examples/typescript/travel-booking/travel-stack';
import { EXPECTATIONS, judge, keyProblems } from '../../scripts/demo/travel/groups';
import { runTrips, TripsReport } from '../../scripts/demo/travel/run-trips';
import { TripOutcome } from '../../scripts/demo/travel/simulated-agency';

const example = acceptedExample((app) => new TravelStack(app, 'Travel'), {
  BookingSagaParkingQueue1A8360B7: 'AWS::SQS::Queue',
  BookingWorkflowStateMachine4BA5E5A8: 'AWS::StepFunctions::StateMachine',
  LoyaltyStateMachine2175CD85: 'AWS::StepFunctions::StateMachine',
  Operators93109ECD: 'AWS::SNS::Topic',
  PartnersAirlineSecret87BC3E54: 'AWS::SecretsManager::Secret',
  PartnersNorthCarsKey7A150B2B: 'AWS::SecretsManager::Secret',
  PartnersSouthCarsPasswordD5D8BB43: 'AWS::SecretsManager::Secret',
  PartnersWeatherKey6F0F9C76: 'AWS::SecretsManager::Secret',
  SearchRecordsTableCCFD42D3: 'AWS::DynamoDB::Table',
  SearchWorkflowStateMachineAB9593E5: 'AWS::StepFunctions::StateMachine',
  SearchWorkflowTriggersApi0B90CB68: 'AWS::ApiGateway::RestApi',
});

test('no credential is in the template', () => {
  const connections = Object.values(Template.fromStack(example.stack).findResources('AWS::Events::Connection'));
  expect(connections).toHaveLength(4);
  for (const { Properties } of connections) expect(JSON.stringify(Properties.AuthParameters)).toContain('{{resolve:secretsmanager:');
});

test('the search calls its partners with their methods only, and the booking calls none of them', () => {
  // GIVEN
  const statements = Object.entries(Template.fromStack(example.stack).findResources('AWS::IAM::Policy'))
    .map(([id, { Properties }]) => [id, Properties.PolicyDocument.Statement] as const);
  const endpoints = (prefix: string) => statements.filter(([id]) => id.startsWith(prefix)).flatMap(([, all]) => all)
    .filter(({ Action }: any) => Action === 'states:InvokeHTTPEndpoint')
    .map(({ Condition }: any) => `${Condition.StringEquals['states:HTTPMethod']} ${Condition.StringLike['states:HTTPEndpoint']}`);
  // THEN
  expect(endpoints('SearchWorkflowPolicy').sort()).toEqual([
    'GET https://api.airline.example/offers', 'GET https://api.north-cars.example/offers', 'GET https://api.south-cars.example/offers',
    'GET https://api.weather.example/days/*',
  ]);
  expect(endpoints('BookingWorkflowPolicy')).toEqual([]);
});

describe('a morning of requests', () => {
  let report: TripsReport;

  beforeAll(async () => {
    report = await runTrips(example.cdkOut);
  });

  test('every group ends as expected, and a repeated booking keeps its keys', () => {
    expect(report.wrong).toEqual([]);
  });

  test('has requests of every kind', () => {
    expect(report.groups.map(({ group }) => group)).toEqual(EXPECTATIONS.map(({ group }) => group));
    expect(report.groups.filter(({ requests }) => requests === 0)).toEqual([]);
  });
});

describe('what became of requests', () => {
  const outcome = (expect_: string, more: Partial<TripOutcome> = {}): TripOutcome => ({
    entry: { expect: expect_, at: '06:00:00', request: { bookingId: 'b' } },
    status: 'COMPLETE',
    notes: [],
    called: ['api.airline.example', 'Hotels', 'Points'],
    keys: [],
    duration: Duration.seconds(0),
    ...more,
  });
  const wrongOf = (one: TripOutcome) => judge([one]).flatMap(({ wrong }) => wrong);

  test('is right where each ended, said and called as expected', () => {
    expect(wrongOf(outcome('complete'))).toEqual([]);
  });

  test.each<[string, Partial<TripOutcome>, string]>([
    ['ended otherwise', { status: 'PARTIAL' }, 'complete at 06:00:00 ended PARTIAL, not COMPLETE'],
    ['says otherwise', { notes: ['Cars: Down'] }, "complete at 06:00:00 says 'Cars: Down', not ''"],
    ['left out a call', { called: ['Hotels', 'Points'] }, 'complete at 06:00:00 did not call api.airline.example'],
    ['made one too many', { called: ['api.airline.example', 'Hotels', 'Points', 'Charter'] }, 'complete at 06:00:00 called Charter'],
    ['took too long', { duration: Duration.seconds(3) }, 'complete at 06:00:00 took 3 seconds, not 0 to 0'],
  ])('is wrong where one %s', (_, more, wrong) => {
    expect(wrongOf(outcome('complete', more))).toEqual([wrong]);
  });

  test('is wrong in a group that nobody expects', () => {
    expect(wrongOf(outcome('lost'))).toEqual(['lost at 06:00:00: nothing is expected of the group']);
  });

  test('is wrong where a repeated booking has other keys', () => {
    const first = outcome('booked', { keys: ['A 1', 'B 2', 'C 3'] });
    expect(keyProblems([first, outcome('repeated', { keys: ['A 1', 'B 2', 'C 3'] })])).toEqual([]);
    expect(keyProblems([first, outcome('repeated', { keys: ['A 1', 'B 2', 'C 4'] })])).toHaveLength(1);
  });
});

test('the data are what the script makes', () => {
  // GIVEN
  const data = path.join(__dirname, '..', '..', 'examples', 'data');
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { files } = require(path.join(data, 'make-trips.js')) as { files: () => { [name: string]: string } };

  // THEN
  for (const [name, text] of Object.entries(files())) expect(fs.readFileSync(path.join(data, name), 'utf8')).toBe(text);
});
