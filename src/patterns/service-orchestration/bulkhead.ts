import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { CallSite, CONDITION_FAILED, INPUT, NEW_HOLDER } from './call-site';
import { ServiceErrors } from './service-errors';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, quoted } from '../../workflow/steps/jsonata';

/** At most so many calls of a service at one moment, of all executions together. */
export interface BulkheadOptions {
  /** Calls that may be in flight: 1 to 100. */
  readonly maxConcurrency: number;

  /**
   * Name of the bulkhead. Calls that name the same one share its permits, within one table.
   *
   * @default - the call's name
   */
  readonly name?: string;

  /**
   * How long a call waits for a permit, in whole seconds; it looks once a second. Then it fails with `Bulkhead.Full`.
   *
   * @default - it does not wait
   */
  readonly maxWait?: Duration;

  /**
   * When a permit comes back by itself, in whole seconds, because the execution that took it ended without giving it back (it timed out or
   * was stopped). At least as long as the call may take with its retries.
   *
   * @default - in an Express workflow 5 seconds more than the workflow's timeout: 33 seconds behind an API that answers, 305 seconds else. In a Standard one
   * a minute more than the call may take, or 1 hour where that is not known, and no more than 5 seconds after the workflow's timeout
   */
  readonly lease?: Duration;
}

const MOST_PERMITS = 100;
const PARTS = [
  'bulkhead', 'permits', 'permit free?', 'wait for permit', 'take permit', 'with permit', 'give permit back', 'permit back?', 'bulkhead full',
  'failed with permit', 'done with permit',
];

/**
 * Permits are items of the table, one for each number below the limit, each with who holds it and until when. A call reads them, takes
 * one that is free by a conditional write, and deletes it afterwards, however the call ended. Who loses the write looks again.
 */
export class Bulkhead {
  public static readonly parts: readonly string[] = PARTS;

  constructor(private readonly options: BulkheadOptions) {}

  public check(checks: PropChecks, prop: string): void {
    const { maxConcurrency, maxWait, lease, name } = this.options;
    checks.check(Number.isInteger(maxConcurrency) && maxConcurrency >= 1 && maxConcurrency <= MOST_PERMITS, `${prop}.maxConcurrency`, maxConcurrency,
      `give a whole number from 1 to ${MOST_PERMITS}`);
    checks.check(name !== '', `${prop}.name`, name, 'give a name, or leave it out');
    if (maxWait) checkSeconds(checks, `${prop}.maxWait`, maxWait, 1, 3600);
    if (lease) checkSeconds(checks, `${prop}.lease`, lease, 1, 31_536_000);
  }

  public get lease(): Duration | undefined {
    return this.options.lease;
  }

  public wrap(at: CallSite, lease: Duration, work: sfn.IChainable): sfn.IChainable {
    const name = this.options.name ?? at.call;
    const partition = `bulkhead#${name}`;
    const permit = at.variable('permit');
    const key = [partition, expression(`${permit}.slot`)] as const;

    const done = at.done('done with permit');
    const failed = at.rethrow('failed with permit', 'permitFailure');
    const back = at.choice('permit back?').when(expression(`${at.variable('permitFailure')} = null`), done).otherwise(failed);
    const giveBack = at.record('give permit back', {
      action: 'deleteItem',
      key,
      condition: '#holder = :holder',
      names: { '#holder': 'holder' },
      values: { ':holder': expression(`${permit}.holder`) },
    // what cannot be given back comes back by its lease: no reason to lose the answer
    }).catchTo(back, ['States.ALL'], expression(INPUT));
    giveBack.next(back);
    const within = at.attempt('with permit', work, 'permitFailure', giveBack);
    within.next(giveBack);
    const take = at.record('take permit', {
      action: 'updateItem',
      key,
      update: 'SET #holder = :holder, #until = :until, #expiry = :expiry',
      // the last one: a repeated try of this write itself
      condition: 'attribute_not_exists(#holder) OR #until <= :now OR #holder = :holder',
      names: { '#holder': 'holder', '#until': 'until', '#expiry': 'expiresAt' },
      values: {
        ':holder': expression(`${permit}.holder`),
        ':until': { N: expression(`$string(${permit}.until)`) },
        ':now': { N: expression(`$string(${permit}.now)`) },
        ':expiry': { N: expression(`$string($ceil(${permit}.until / 1000) + 3600)`) },
      },
    });
    take.next(within);
    const look = at.records.query(at.scope, `${at.call}: permits`, partition, at.assign({ permit: this.freePermit(lease) }));
    take.catchTo(look, [CONDITION_FAILED], expression(INPUT));
    const wait = at.state('wait for permit', { Type: 'Wait', Seconds: 1 });
    wait.next(look);
    const full = at.state('bulkhead full', {
      Type: 'Fail', Error: ServiceErrors.BULKHEAD_FULL, Cause: `all ${this.options.maxConcurrency} permits of bulkhead '${name}' are taken`,
    });
    look.next(at.choice('permit free?').when(expression(`${permit} != null`), take)
      .when(expression(`$millis() < ${at.variable('permitBy')}`), wait).otherwise(full));
    const start = at.state('bulkhead', {
      Type: 'Pass',
      Assign: at.assign({ permitBy: `$millis() + ${1000 * (this.options.maxWait?.toSeconds() ?? 0)}`, permitFailure: 'null' }),
    });
    start.next(look);
    return start as AslState;
  }

  /** One of the permits that nobody holds, by chance so that calls at one moment seldom want the same; null where all are taken. */
  private freePermit(lease: Duration): string {
    const { maxConcurrency } = this.options;
    return '($now := $millis(); $taken := [$states.result.Items[$number(until.N) > $now].sk.S]; '
      + `$free := [$filter([1..${maxConcurrency}], function($n) { $not((${quoted('permit-')} & $n) in $taken) })]; `
      // drawn before it is used: a predicate is evaluated anew for each member
      + '$drawn := $floor($random() * $count($free)); $count($free) = 0 ? null : {'
      + `'slot': ${quoted('permit-')} & $free[$drawn], 'holder': ${NEW_HOLDER}, `
      + `'now': $now, 'until': $now + ${lease.toMilliseconds()}})`;
  }
}
