import { TripOutcome } from './simulated-agency';

/** What must become of the requests of a group. */
interface Expectation {
  readonly group: string;
  readonly status: string;
  /** What the answer says of calls that failed or that something stood in for. */
  readonly notes: readonly string[];
  readonly called?: readonly string[];
  readonly notCalled?: readonly string[];
  /** Least and most seconds that the answer takes. */
  readonly seconds: readonly [least: number, most: number];
}

const AIRLINE = 'api.airline.example';
const SOUTH = 'api.south-cars.example';
const CHARTER = 'Flights: CALL after ';

/** Every group of the example's data. */
export const EXPECTATIONS: readonly Expectation[] = [
  { group: 'complete', status: 'COMPLETE', notes: [], called: [AIRLINE, 'Hotels', 'Points'], notCalled: ['Charter', SOUTH], seconds: [0, 0] },
  { group: 'hotels unknown', status: 'DEGRADED', notes: ['Hotels: VALUE after Hotels.Closed'], seconds: [0, 0] },
  { group: 'hotels remembered', status: 'DEGRADED', notes: ['Hotels: LAST_GOOD_ANSWER after Hotels.Closed'], seconds: [0, 0] },
  { group: 'airline busy', status: 'COMPLETE', notes: [], notCalled: ['Charter'], seconds: [2, 2] },
  { group: 'airline too busy', status: 'DEGRADED', notes: [`${CHARTER}States.Http.StatusCode.429`], called: ['Charter'], seconds: [0, 0] },
  { group: 'airline fails', status: 'DEGRADED', notes: [`${CHARTER}States.Http.StatusCode.503`], called: [AIRLINE, 'Charter'], seconds: [0, 1] },
  { group: 'circuit open', status: 'DEGRADED', notes: [`${CHARTER}CircuitBreaker.Open`], called: ['Charter'], notCalled: [AIRLINE], seconds: [0, 0] },
  { group: 'probe fails', status: 'DEGRADED', notes: [`${CHARTER}States.Http.StatusCode.503`], called: [AIRLINE], seconds: [0, 1] },
  { group: 'no flight', status: 'FAILED', notes: ['Flights: CircuitBreaker.Open'], called: ['Charter'], notCalled: [AIRLINE, 'api.weather.example'], seconds: [0, 0] },
  { group: 'probe goes well', status: 'COMPLETE', notes: [], called: [AIRLINE], notCalled: ['Charter'], seconds: [0, 0] },
  { group: 'slow cars', status: 'COMPLETE', notes: [], called: [SOUTH], seconds: [1, 1] },
  { group: 'no cars', status: 'PARTIAL', notes: ['Cars: FirstSuccess.NoAnswer'], called: [SOUTH], seconds: [1, 10] },
  { group: 'weather in part', status: 'PARTIAL', notes: ['Weather: ForEach.ItemsFailed'], seconds: [0, 0] },
  { group: 'booked', status: 'COMPLETE', notes: [], called: ['ChargeCard'], notCalled: ['CancelFlight', 'CancelHotel'], seconds: [0, 0] },
  { group: 'declined', status: 'Card.Declined', notes: [], called: ['CancelFlight', 'CancelHotel'], seconds: [0, 0] },
  { group: 'no room', status: 'Hotels.Full', notes: [], called: ['CancelFlight'], notCalled: ['ChargeCard', 'CancelHotel'], seconds: [0, 0] },
  { group: 'repeated', status: 'COMPLETE', notes: [], called: ['ChargeCard'], seconds: [0, 0] },
];

/** A group with what became of it, and what of that is wrong. */
export interface GroupResult {
  readonly group: string;
  readonly requests: number;
  readonly statuses: string;
  readonly notes: string;
  readonly wrong: readonly string[];
}

/** Holds every request against what was expected of its group. */
export function judge(outcomes: readonly TripOutcome[]): GroupResult[] {
  const groups = new Map<string, TripOutcome[]>(EXPECTATIONS.map(({ group }) => [group, []]));
  for (const outcome of outcomes) groups.set(outcome.entry.expect, [...groups.get(outcome.entry.expect) ?? [], outcome]);
  return [...groups].map(([group, members]) => ({
    group,
    requests: members.length,
    statuses: [...new Set(members.map(({ status }) => status))].join(', '),
    notes: [...new Set(members.flatMap(({ notes }) => notes))].join(', '),
    wrong: members.flatMap((outcome) => problemsOf(outcome, EXPECTATIONS.find((expectation) => expectation.group === group))),
  }));
}

/** Who repeats a booking under its key gives every function the same key: nothing is reserved or paid twice. */
export function keyProblems(outcomes: readonly TripOutcome[]): string[] {
  return outcomes.filter(({ entry }) => entry.expect === 'repeated').flatMap(({ entry, keys }) => {
    const first = outcomes.find((one) => one.entry.expect === 'booked' && one.entry.request.bookingId === entry.request.bookingId);
    const same = keys.length === 3 && keys.every((key) => first?.keys.includes(key));
    return same ? [] : [`${entry.request.bookingId}: repeated with keys ${keys.join(', ')}, first made with ${first?.keys.join(', ')}`];
  });
}

function problemsOf({ entry, status, notes, called, duration }: TripOutcome, expectation: Expectation | undefined): string[] {
  const which = `${entry.expect} at ${entry.at}`;
  if (!expectation) return [`${which}: nothing is expected of the group`];
  const [least, most] = expectation.seconds;
  const seconds = duration.toMilliseconds() / 1000;
  return [
    ...status === expectation.status ? [] : [`${which} ended ${status}, not ${expectation.status}`],
    ...notes.join() === expectation.notes.join() ? [] : [`${which} says '${notes.join()}', not '${expectation.notes.join()}'`],
    ...(expectation.called ?? []).filter((id) => !called.includes(id)).map((id) => `${which} did not call ${id}`),
    ...(expectation.notCalled ?? []).filter((id) => called.includes(id)).map((id) => `${which} called ${id}`),
    ...seconds >= least && seconds <= most ? [] : [`${which} took ${seconds} seconds, not ${least} to ${most}`],
  ];
}
