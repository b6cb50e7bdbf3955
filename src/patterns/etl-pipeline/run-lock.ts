import { Duration } from 'aws-cdk-lib';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';

/** How the lock of a pipeline is held. */
export interface RunLockOptions {
  /**
   * Name of the lock. Pipelines that share a table and a name run one at a time among themselves.
   *
   * @default - the path of the construct
   */
  readonly lockName?: string;

  /**
   * How long a run has the lock before it has to renew it, which it does before each stage: longer than the longest stage. A step whose
   * timeout is longer is refused; its retries are not counted. A run that is stopped, or times out, keeps others out for the rest of it.
   *
   * @default - the timeout of the workflow
   */
  readonly lease?: Duration;
}

/** How a lock is held, and how long others wait for it. */
export interface WaitingRunLockOptions extends RunLockOptions {
  /**
   * How long a run waits for the lock; then it fails with `Etl.AlreadyRunning`. It counts against the workflow's timeout.
   *
   * @default Duration.hours(1)
   */
  readonly patience?: Duration;
}

/** @internal */
export const RUN_LOCK_DEFAULTS = { patience: Duration.hours(1) };

/** Seconds between two looks at a lock that is taken. */
const SHORTEST_PAUSE = 30;

/** Looks that a run takes at most: nine events each stay well below the 25,000 of a history. */
const LOOKS = 1000;

/**
 * Lets one run of a pipeline work at a time: a lock in DynamoDB with an owner and a lease. It is given back when the run ends, however
 * it ends; one whose owner was stopped or timed out falls free when its lease is over. A run that finds another in possession of a lock
 * that it held fails with `Etl.LeaseLost`, and leaves the other's lock alone.
 *
 * What a second start does is told by the factory.
 */
export class RunLock {
  /** A second start waits until the lock is free. Who waits longest has no precedence. */
  public static waits(options: WaitingRunLockOptions = {}): RunLock {
    return new RunLock('waits', options, options.patience ?? RUN_LOCK_DEFAULTS.patience);
  }

  /** A second start ends well and does nothing: its output has the status `SKIPPED`. */
  public static skips(options: RunLockOptions = {}): RunLock {
    return new RunLock('skips', options);
  }

  /** A second start fails with `Etl.AlreadyRunning`. */
  public static fails(options: RunLockOptions = {}): RunLock {
    return new RunLock('fails', options);
  }

  private constructor(
    /** @internal */
    public readonly _mode: 'waits' | 'skips' | 'fails',
    /** @internal */
    public readonly _options: RunLockOptions,
    /** @internal */
    public readonly _patience?: Duration,
  ) {}

  /**
   * Seconds between two looks at a lock that is taken.
   * @internal
   */
  public get _pause(): number {
    return Math.max(SHORTEST_PAUSE, Math.ceil(this._patience!.toSeconds() / LOOKS));
  }

  /** @internal */
  public _check(timeout: Duration, checks: PropChecks): void {
    const { lockName, lease } = this._options;
    checks.check(lockName !== '', 'runLock.lockName', lockName, 'give a name, or leave it out');
    if (lease) checkSeconds(checks, 'runLock.lease', lease, 60, Number.MAX_SAFE_INTEGER);
    if (!this._patience) return;
    checkSeconds(checks, 'runLock.patience', this._patience, 1, Number.MAX_SAFE_INTEGER);
    checks.check(timeout.isUnresolved() || this._patience.isUnresolved() || this._patience.toMilliseconds() < timeout.toMilliseconds(), 'runLock.patience',
      this._patience, `give less than the workflow's timeout (${timeout.toHumanString()}), which it counts against`);
  }
}
