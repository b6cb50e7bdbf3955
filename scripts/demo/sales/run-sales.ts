import { Day, readDays, SimulatedLake } from './simulated-lake';
import { simulation } from '../../../src';
import { DemoReport } from '../run';
import { columns } from '../terminal';

/** What became of a run. */
interface DayResult {
  readonly what: string;
  readonly files: number;
  readonly ended: string;
  /** Revenue that was loaded, in cents. */
  readonly revenue: number;
  readonly wrong: readonly string[];
}

/** What became of all days of the example's data. */
export interface SalesReport extends DemoReport {
  readonly results: readonly DayResult[];
  readonly messages: readonly string[];
}

/** What spoils the example's data, and its mending: a product is missing, an amount is negative. */
const mended = (text: string) => text.replace(/,,(\d+),/g, ',UNKNOWN,$1,').replace(/,-(\d)/g, ',$1');

/** Runs the days of the example's data through its workflow, then what goes wrong on the way. */
export async function runSales(cdkOut: string): Promise<SalesReport> {
  const begin = performance.now();
  const lake = new SimulatedLake(cdkOut);
  const days = readDays();
  const results = [
    ...days.map((day) => aDay(lake, day)),
    ...days.filter(({ expect }) => expect === 'quarantined').map((day) => aMendedDay(lake, day)),
    anOutage(lake, days[0]),
    aSecondStart(lake, days[1]),
    aLateFile(lake, days[3]),
  ];
  const wrong = results.flatMap(({ what, wrong: problems }) => problems.map((problem) => `${what}: ${problem}`));
  return { results, messages: lake.messages, wrong, text: render(results, lake.messages, (performance.now() - begin) / 1000) };
}

/** The night after a day: its files are loaded, or moved away with a message to people. */
function aDay(lake: SimulatedLake, day: Day): DayResult {
  lake.deliver(day.date);
  const told = lake.messages.length;
  const run = lake.run(day.date);
  const isLoaded = day.expect === 'loaded';
  return result(lake, `${day.date}`, run, day, [
    ...expected('ended', run.errorName ?? run.status, isLoaded ? 'SUCCEEDED' : 'Glue.RulesetFailed'),
    ...expected('files in raw/', below(lake, `raw/${day.date}/`), isLoaded ? 3 : 0),
    ...expected('files in quarantine/', below(lake, 'quarantine/', `/${day.date}/`), isLoaded ? 0 : 3),
    ...expected('messages', lake.messages.length - told, isLoaded ? 0 : 1),
    ...isLoaded ? loaded(run, day) : [],
  ]);
}

/** Somebody mends the files and runs the day again. */
function aMendedDay(lake: SimulatedLake, day: Day): DayResult {
  lake.deliver(day.date, mended);
  const run = lake.run(day.date);
  return result(lake, `${day.date} mended`, run, day, [...expected('ended', run.errorName ?? run.status, 'SUCCEEDED'), ...loaded(run, day)]);
}

/** Athena has no capacity: the files stay, and the execution is redriven from the stage that failed, without the job. */
function anOutage(lake: SimulatedLake, day: Day): DayResult {
  lake.failNextLoads(1);
  const run = lake.run(day.date);
  const failed = run.errorName;
  const [kept, jobs] = [below(lake, `raw/${day.date}/`), lake.jobs];
  run.redrive();
  return result(lake, `${day.date} redriven`, run, day, [
    ...expected('failed first', failed, 'Athena.QueryFailed'),
    ...expected('files in raw/', kept, 3),
    ...expected('jobs of the redrive', lake.jobs - jobs, 0),
    ...expected('ended', run.status, 'SUCCEEDED'),
    ...loaded(run, day),
  ]);
}

/** Another run crashed with the lock: this one waits until its lease is over. */
function aSecondStart(lake: SimulatedLake, day: Day): DayResult {
  lake.holdLock('a run that crashed', `${day.date}T22:30:00Z`);
  const run = lake.run(day.date);
  const waited = run.visits('Wait for lock');
  return result(lake, `${day.date} waits`, run, day, [
    ...expected('ended', run.status, 'SUCCEEDED'), ...expected('looked at the lock an hour long', waited >= 100 && waited <= 130, true), ...loaded(run, day),
  ]);
}

/** A file comes just before midnight: the quiet period ends on the next day, and the run is the day's all the same. */
function aLateFile(lake: SimulatedLake, day: Day): DayResult {
  lake.deliver(day.date);
  const runs = lake.arrive(`raw/${day.date}/late.csv`, `${day.date}T23:58:00Z`);
  const [run] = runs;
  return result(lake, `${day.date} arrives late`, run, day, [
    ...expected('runs', runs.length, 1),
    ...expected('ended', run.errorName ?? run.status, 'SUCCEEDED'),
    ...expected('run date', run.output?.runDate, day.date),
    ...expected('began the day after', run.output?.run.startedAt > `${day.date}T23:59:59Z`, true),
    ...loaded(run, day),
  ]);
}

function result(lake: SimulatedLake, what: string, run: simulation.Run, day: Day, problems: readonly string[]): DayResult {
  return {
    what,
    files: below(lake, `raw/${day.date}/`),
    ended: run.errorName ?? run.status,
    revenue: run.status === simulation.RunStatus.SUCCEEDED ? revenueOf(run) : 0,
    wrong: [...problems, ...expected('lock', lake.lockOwner, undefined)],
  };
}

/** The report has each sale of the day once. */
function loaded(run: simulation.Run, day: Day): string[] {
  if (run.status !== simulation.RunStatus.SUCCEEDED) return [];
  const rows = run.output.run.Report.rows as { sales: string }[];
  return [
    ...expected('sales', rows.reduce((sum, { sales }) => sum + Number(sales), 0), day.sales), ...expected('revenue', revenueOf(run), day.revenue), ...expected('shops', rows.length, 3),
  ];
}

function revenueOf(run: simulation.Run): number {
  return (run.output.run.Report.rows as { revenue: string }[]).reduce((sum, { revenue }) => sum + Math.round(Number(revenue) * 100), 0);
}

function below(lake: SimulatedLake, prefix: string, part = ''): number {
  return lake.bucket.keys.filter((key) => key.startsWith(prefix) && key.includes(part)).length;
}

/** A line where something is not as it should be. */
export function expected(what: string, got: unknown, wanted: unknown): string[] {
  return got === wanted ? [] : [`${what}: ${String(got)}, not ${String(wanted)}`];
}

function render(results: readonly DayResult[], messages: readonly string[], seconds: number): string {
  const rows = results.map(({ what, files, ended, revenue, wrong }) =>
    [what, files, ended, `${(revenue / 100).toFixed(2)} EUR`.padStart(12), wrong.length === 0 ? 'as expected' : `${wrong.length} wrong`]);
  return [
    columns('a week of sales, from real files', ['run', 'files left', 'ended', 'loaded', 'verdict'], rows),
    '  what people were told of the first day that failed:',
    ...messages[0]?.split('\n').map((line) => `    ${line.length > 94 ? `${line.slice(0, 93)}…` : line}`) ?? ['    nothing'],
    `  ${results.length} runs in ${seconds.toFixed(1)} seconds`,
  ].join('\n');
}
