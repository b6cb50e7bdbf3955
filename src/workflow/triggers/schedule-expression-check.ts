import { Token } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';

interface CronField {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Names that stand for numbers, the first for the minimum. */
  readonly names?: readonly string[];
  /** Forms that only this field knows, beyond `*`, numbers, ranges and steps. */
  readonly special?: RegExp;
}

/**
 * The six fields of a cron expression.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
const CRON_FIELDS: readonly CronField[] = [
  { name: 'minutes', minimum: 0, maximum: 59 },
  { name: 'hours', minimum: 0, maximum: 23 },
  { name: 'day-of-month', minimum: 1, maximum: 31, special: /^(\?|L(-\d{1,2})?|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', minimum: 1, maximum: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  { name: 'day-of-week', minimum: 1, maximum: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'], special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { name: 'year', minimum: 1970, maximum: 2199 },
];

const DAY_OF_MONTH = 2;
const DAY_OF_WEEK = 4;

/** Notes what EventBridge Scheduler would refuse in a schedule expression; a token is left to AWS. */
export function checkScheduleExpression(expression: string, checks: PropChecks): void {
  if (Token.isUnresolved(expression)) return;
  const problem = problemOf(expression);
  if (problem) checks.add('schedule', expression, problem);
}

/** Notes a time zone that is not in the IANA database; a token is left to AWS. */
export function checkTimeZone(timeZone: string | undefined, checks: PropChecks): void {
  if (timeZone === undefined || Token.isUnresolved(timeZone)) return;
  checks.check(isKnownTimeZone(timeZone), 'schedule.timeZone', timeZone, "give a name of the IANA time zone database, such as 'Europe/Berlin'");
}

function isKnownTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function problemOf(expression: string): string | undefined {
  const [, kind, body] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'cron') return problemOfCron(body);
  if (kind === 'rate') return problemOfRate(body);
  if (kind === 'at') return problemOfAt(body);
  return 'give a cron(…), rate(…) or at(…) expression';
}

/** `rate(value unit)`: the value is a whole number above 0, the unit in minutes, hours or days. */
function problemOfRate(body: string): string | undefined {
  const [, value] = /^(\d+) (minutes?|hours?|days?)$/.exec(body) ?? [];
  return Number(value) > 0 ? undefined : 'give a rate of at least one minute, in whole minutes, hours or days';
}

function problemOfAt(body: string): string | undefined {
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(body) && !Number.isNaN(Date.parse(`${body}Z`));
  return isMoment ? undefined : 'give a moment as at(yyyy-mm-ddThh:mm:ss)';
}

function problemOfCron(body: string): string | undefined {
  const fields = body.trim().split(/\s+/);
  if (fields.length !== CRON_FIELDS.length) {
    return `give ${CRON_FIELDS.length} fields (${CRON_FIELDS.map((field) => field.name).join(', ')}), not ${fields.length}`;
  }
  const wrong = CRON_FIELDS.findIndex((field, index) => !isFieldValue(field, fields[index]));
  if (wrong >= 0) {
    const { name, minimum, maximum } = CRON_FIELDS[wrong];
    return `its ${name} '${fields[wrong]}' is not from ${minimum} to ${maximum}, nor a wildcard that the field takes`;
  }
  const questionMarks = [fields[DAY_OF_MONTH], fields[DAY_OF_WEEK]].filter((value) => value === '?').length;
  return questionMarks === 1 ? undefined : "put '?' in exactly one of day-of-month and day-of-week";
}

function isFieldValue(field: CronField, text: string): boolean {
  if (field.special?.test(text)) return true;
  return text.split(',').every((part) => isFieldPart(field, part));
}

/** One of `*`, a number or name, a range, each with an optional step. */
function isFieldPart(field: CronField, part: string): boolean {
  const [base, step, ...rest] = part.split('/');
  if (rest.length > 0 || (step !== undefined && !(Number(step) > 0 && /^\d+$/.test(step)))) return false;
  if (base === '*') return true;
  const ends = base.split('-').map((text) => numberOf(field, text));
  if (ends.length > 2 || ends.some((end) => end === undefined)) return false;
  return true;
}

function numberOf(field: CronField, text: string): number | undefined {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? field.minimum + named : /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= field.minimum && value <= field.maximum ? value : undefined;
}
