import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { RecordCall } from './call-records';
import { CallSite, CONDITION_FAILED, INPUT, NEW_HOLDER } from './call-site';
import { ServiceErrors } from './service-errors';
import { HTTP_STATUS_ERROR } from '../../workflow/http-status';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, quoted } from '../../workflow/steps/jsonata';

/**
 * When a service that keeps failing is left alone. The circuit is closed while calls go through, open while none do, and half-open when
 * the cool-down is over: then one call is made as a probe, and closes the circuit or opens it again.
 */
export interface CircuitBreakerOptions {
  /**
   * Name of the circuit. Calls that name the same one share it, within one table.
   *
   * @default - the call's name
   */
  readonly name?: string;

  /**
   * Failed calls within `window` that open the circuit. A call with its retries counts once.
   *
   * @default 5
   */
  readonly failureThreshold?: number;

  /**
   * How long failures are counted together, from the first one on, in whole seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;

  /**
   * How long an open circuit stays so before a probe, in whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly coolDown?: Duration;

  /**
   * Errors that say that the service is well: they do not count, and a probe that ends in one closes the circuit. Errors of the workflow itself
   * (`States.QueryEvaluationError`, `States.Runtime`, `States.Permissions`, `States.DataLimitExceeded`, `States.ParameterPathFailure`,
   * `States.IntrinsicFailure`) say nothing of the service: they never count, and a probe that ends in one is made again by the next call.
   *
   * @default - HTTP answers from 400 to 499, without 408, 425 and 429; these never count, whatever else is named
   */
  readonly ignoredErrors?: string[];

  /**
   * When a probe is given up, in whole seconds, because its execution ended without a verdict (it timed out or was stopped). At least as long
   * as the call may take with its retries, so that there are never two.
   *
   * @default - in an Express workflow 5 seconds more than the workflow's timeout: 33 seconds behind an API that answers, 305 seconds else. In a Standard one
   * a minute more than the call may take, or 1 hour where that is not known, and no more than 5 seconds after the workflow's timeout
   */
  readonly probeLease?: Duration;
}

/** What holds where the user says nothing. */
export const CIRCUIT_DEFAULTS = { failureThreshold: 5, window: Duration.minutes(1), coolDown: Duration.seconds(30) };

/** Statuses below 500 that do tell of a service in trouble. */
const TROUBLE = [408, 425, 429].map((status) => `${HTTP_STATUS_ERROR}${status}`);

/** Errors of the workflow itself, such as an expression that a request's input does not suit: whoever sends one must not stop the others. */
const LOCAL_ERRORS = ['QueryEvaluationError', 'Runtime', 'Permissions', 'DataLimitExceeded', 'ParameterPathFailure', 'IntrinsicFailure'].map((name) => `States.${name}`);

const PARTS = [
  'circuit', 'circuit closed?', 'probe', 'within circuit', 'verdict', 'close circuit', 'circuit stays open', 'count failure', 'first failure',
  'too many?', 'open circuit', 'probe without verdict', 'call over?', 'circuit open', 'failed within circuit', 'done within circuit',
];

const NAMES = {
  '#state': 'state', '#openUntil': 'openUntil', '#probe': 'probe', '#probeUntil': 'probeUntil', '#failures': 'failures', '#windowEnd': 'windowEnd',
};

/** A circuit is one item of the table: read before the call, written when a call fails, by a probe, and by no call that goes well. */
export class CircuitBreaker {
  public static readonly parts: readonly string[] = PARTS;

  constructor(private readonly options: CircuitBreakerOptions) {}

  public check(checks: PropChecks, prop: string): void {
    const { name, failureThreshold: threshold, window, coolDown, probeLease, ignoredErrors } = this.options;
    checks.check(name !== '', `${prop}.name`, name, 'give a name, or leave it out');
    checks.check(threshold === undefined || Number.isInteger(threshold) && threshold >= 1, `${prop}.failureThreshold`, threshold, 'give a whole number of at least 1');
    checks.check(!ignoredErrors?.some((error) => error === '' || error === 'States.ALL'), `${prop}.ignoredErrors`, ignoredErrors,
      'name errors; a circuit that ignores all of them never opens');
    for (const [key, value] of Object.entries({ window, coolDown, probeLease })) {
      if (value) checkSeconds(checks, `${prop}.${key}`, value, 1, 31_536_000);
    }
  }

  public get lease(): Duration | undefined {
    return this.options.probeLease;
  }

  public wrap(at: CallSite, lease: Duration, work: sfn.IChainable): sfn.IChainable {
    const name = this.options.name ?? at.call;
    const [circuit, failure, probing] = ['circuit', 'circuitFailure', 'probing'].map((one) => at.variable(one));
    const write = (part: string, call: Omit<RecordCall, 'action' | 'key' | 'names'>) => at.record(part, {
      action: 'updateItem', key: [`circuit#${name}`, 'state'], ...call, names: namesIn(`${call.update} ${call.condition}`),
    });

    const done = at.done('done within circuit');
    const over = at.choice('call over?').when(expression(`${failure} = null`), done)
      .otherwise(at.rethrow('failed within circuit', 'circuitFailure'));
    // a verdict that cannot be written is lost: no reason to lose the answer
    const verdict = (state: AslState): AslState => {
      state.next(over);
      return state.catchTo(over, ['States.ALL'], expression(INPUT));
    };
    const mine = { ':probe': expression(`${circuit}.me`) };
    const close = verdict(write('close circuit', {
      update: 'SET #state = :closed REMOVE #openUntil, #probe, #probeUntil, #failures, #windowEnd',
      condition: '#probe = :probe',
      values: { ':closed': 'CLOSED', ...mine },
    }));
    const reopen = verdict(write('circuit stays open', {
      update: 'SET #openUntil = :until REMOVE #probe, #probeUntil', condition: '#probe = :probe', values: { ':until': this.openUntil(), ...mine },
    }));
    const release = verdict(write('probe without verdict', { update: 'REMOVE #probe, #probeUntil', condition: '#probe = :probe', values: mine }));
    const start = this.read(at, name);
    const outcome = at.choice('verdict')
      .when(expression(`${failure} = null and $not(${probing})`), done)
      .when(expression(`${failure} != null and ${isLocal(failure)} and ${probing}`), release)
      .when(expression(`${failure} != null and ${isLocal(failure)}`), over)
      .when(expression(`${failure} != null and ${this.counts(failure)} and ${probing}`), reopen)
      .when(expression(`${failure} != null and ${this.counts(failure)}`), this.count(at, write, verdict, over))
      .when(expression(probing), close)
      .otherwise(over);
    const within = at.attempt('within circuit', work, 'circuitFailure', outcome);
    within.next(outcome);

    const open = at.state('circuit open', {
      Type: 'Fail',
      Error: ServiceErrors.CIRCUIT_OPEN,
      Cause: expression(`${quoted(`circuit '${name}' is open until `)} & $fromMillis(${circuit}.until)`),
    });
    const probe = write('probe', {
      update: 'SET #probe = :probe, #probeUntil = :lease',
      condition: '#state = :open AND #openUntil <= :now AND (attribute_not_exists(#probe) OR #probeUntil <= :now OR #probe = :probe)',
      values: {
        ...mine,
        ':open': 'OPEN',
        ':now': { N: expression(`$string(${circuit}.now)`) },
        ':lease': { N: expression(`$string(${circuit}.now + ${lease.toMilliseconds()})`) },
      },
      assign: at.assign({ probing: 'true' }),
    // somebody else took the probe, or closed the circuit: what now holds is read again
    }).catchTo(start, [CONDITION_FAILED], expression(INPUT));
    probe.next(within);
    start.next(at.choice('circuit closed?')
      .when(expression(`$not(${circuit}.open)`), within)
      .when(expression(`${circuit}.until > ${circuit}.now`), open)
      .otherwise(probe));
    return start;
  }

  /** Reads the circuit; who probes it counts as it being open. */
  private read(at: CallSite, name: string): AslState {
    const number = (attribute: string) => `($exists($i.${attribute}.N) ? $number($i.${attribute}.N) : 0)`;
    return at.record('circuit', {
      action: 'getItem',
      key: [`circuit#${name}`, 'state'],
      assign: at.assign({
        circuit: `($i := $states.result.Item; {'open': $i.state.S = 'OPEN', 'until': $max([${number('openUntil')}, ${number('probeUntil')}]), `
          + `'now': $millis(), 'me': ${NEW_HOLDER}})`,
        circuitFailure: 'null',
        probing: 'false',
      }),
    });
  }

  /**
   * Counts a failure, in the window that is open or as the first of a new one, and opens the circuit at the threshold. Of two that are
   * first at once, one writes and the other counts on.
   */
  private count(at: CallSite, write: (part: string, call: Omit<RecordCall, 'action' | 'key' | 'names'>) => AslState,
    verdict: (state: AslState) => AslState, over: sfn.IChainable): AslState {
    const threshold = this.options.failureThreshold ?? CIRCUIT_DEFAULTS.failureThreshold;
    const window = this.options.window ?? CIRCUIT_DEFAULTS.window;
    const now = { N: expression('$string($millis())') };
    const failures = at.assign({ failures: '$number($states.result.Attributes.failures.N)' });
    const open = verdict(write('open circuit', {
      update: 'SET #state = :open, #openUntil = :until REMOVE #failures, #windowEnd, #probe, #probeUntil',
      condition: 'attribute_not_exists(#state) OR #state <> :open',
      values: { ':open': 'OPEN', ':until': this.openUntil() },
    }));
    const tooMany = at.choice('too many?').when(expression(`${at.variable('failures')} >= ${threshold}`), open).otherwise(over);
    const count = write('count failure', {
      update: 'SET #failures = #failures + :one', condition: '#windowEnd > :now', values: { ':one': 1, ':now': now }, assign: failures,
    });
    const first = write('first failure', {
      update: 'SET #failures = :one, #windowEnd = :end',
      condition: 'attribute_not_exists(#windowEnd) OR #windowEnd <= :now',
      values: { ':one': 1, ':now': now, ':end': { N: expression(`$string($millis() + ${window.toMilliseconds()})`) } },
      assign: failures,
    });
    for (const [state, lost] of [[count, first], [first, count]]) {
      state.catchTo(lost, [CONDITION_FAILED], expression(INPUT)).catchTo(over, ['States.ALL'], expression(INPUT)).next(tooMany);
    }
    return count;
  }

  private openUntil(): object {
    const coolDown = this.options.coolDown ?? CIRCUIT_DEFAULTS.coolDown;
    return { N: expression(`$string($millis() + ${coolDown.toMilliseconds()})`) };
  }

  /** JSONata: whether the failure tells of a service in trouble. */
  private counts(failure: string): string {
    const refusal = `${HTTP_STATUS_ERROR}4`;
    const ignored = `[${(this.options.ignoredErrors ?? []).map(quoted).join(', ')}]`;
    return `($e := ${failure}.error; ($substring($e, 0, ${refusal.length}) != ${quoted(refusal)} or $e in [${TROUBLE.map(quoted).join(', ')}]) `
      + `and $not($e in ${ignored}))`;
  }
}

/** JSONata: whether the failure tells of the workflow, and nothing of the service. */
function isLocal(failure: string): string {
  return `${failure}.error in [${LOCAL_ERRORS.map(quoted).join(', ')}]`;
}

/** DynamoDB refuses names that an expression does not use. */
function namesIn(text: string): { [placeholder: string]: string } {
  return Object.fromEntries(Object.entries(NAMES).filter(([placeholder]) => new RegExp(`${placeholder}\\b`).test(text)));
}
