import * as fs from 'node:fs';
import * as path from 'node:path';
import { GroupResult, judge, keyProblems } from './groups';
import { SimulatedAgency, TripEntry, TripOutcome } from './simulated-agency';
import { DemoReport } from '../run';
import { columns, cut } from '../terminal';

/** What became of all requests of the example's data. */
export interface TripsReport extends DemoReport {
  readonly groups: readonly GroupResult[];
}

const DATA = path.join(__dirname, '..', '..', '..', 'examples', 'data', 'trips.json');

/** Runs the searches and bookings of the example's data through its workflows. */
export async function runTrips(cdkOut: string): Promise<TripsReport> {
  const begin = performance.now();
  const { searches, bookings } = JSON.parse(fs.readFileSync(DATA, 'utf8')) as { searches: TripEntry[]; bookings: TripEntry[] };
  const agency = new SimulatedAgency(cdkOut);
  const outcomes: TripOutcome[] = [];
  for (const entry of searches) outcomes.push(await agency.answer('Search', entry));
  for (const entry of bookings) outcomes.push(await agency.answer('Booking', entry));
  const groups = judge(outcomes);
  const keys = keyProblems(outcomes);
  const seconds = (performance.now() - begin) / 1000;
  return { groups, wrong: [...groups.flatMap(({ wrong }) => wrong), ...keys], text: render(groups, outcomes.length, keys, seconds) };
}

function render(groups: readonly GroupResult[], requests: number, keys: readonly string[], seconds: number): string {
  const rows = groups.map(({ group, requests: count, statuses, notes, wrong }) =>
    [group, count, statuses, cut(notes, 44), wrong.length === 0 ? 'as expected' : `${wrong.length} wrong`]);
  return [
    columns(`${requests} requests of a morning`, ['group', 'requests', 'answered', 'says', 'verdict'], rows),
    `  idempotency: ${keys.length === 0 ? 'a repeated booking reaches every service under its first key' : `${keys.length} repeated bookings have keys of their own`}`,
    `  in ${seconds.toFixed(1)} seconds`,
  ].join('\n');
}
