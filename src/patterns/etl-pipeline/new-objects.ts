import { aws_s3 as s3, Duration } from 'aws-cdk-lib';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';

/** Which new objects start a run, once they have stopped arriving. */
export interface NewObjects {
  /** Bucket that they arrive in. Its events are switched on for EventBridge. */
  readonly bucket: s3.IBucket;

  /**
   * Start of the keys that count: `incoming/`.
   *
   * @default - any
   */
  readonly prefix?: string;

  /**
   * End of the keys that count: `.csv`.
   *
   * @default - any
   */
  readonly suffix?: string;

  /**
   * How long nothing may have arrived before a run is started, in whole seconds: a hundred files that arrive together start one run.
   *
   * @default Duration.minutes(5)
   */
  readonly quietPeriod?: Duration;

  /**
   * How long after the first object a run is started although objects still arrive; up to 1,000 times the quiet period.
   *
   * @default Duration.hours(1)
   */
  readonly longestWait?: Duration;

  /**
   * Whether the deployment switches on the bucket's events for EventBridge; see `S3ObjectTriggerOptions`.
   *
   * @default true
   */
  readonly switchOnEvents?: boolean;
}

/** @internal */
export const NEW_OBJECTS_DEFAULTS = { quietPeriod: Duration.minutes(5), longestWait: Duration.hours(1) };

/** Looks at what has arrived that a wait takes at most: some ten events each stay well below the 25,000 of a history. */
const LOOKS = 1000;

/**
 * Notes what is wrong with the durations; the rest is checked by the trigger.
 *
 * @param at what the props stand in (`newObjects.`)
 */
export function checkNewObjects(newObjects: NewObjects, at: string, checks: PropChecks): void {
  const { quietPeriod = NEW_OBJECTS_DEFAULTS.quietPeriod, longestWait = NEW_OBJECTS_DEFAULTS.longestWait } = newObjects;
  checkSeconds(checks, `${at}quietPeriod`, quietPeriod, 1, Number.MAX_SAFE_INTEGER);
  checkSeconds(checks, `${at}longestWait`, longestWait, 1, Number.MAX_SAFE_INTEGER);
  const [quiet, longest] = [quietPeriod.toMilliseconds(), longestWait.toMilliseconds()];
  checks.check(longest >= quiet && longest <= quiet * LOOKS, `${at}longestWait`, longestWait,
    `give between the quiet period (${quietPeriod.toHumanString()}) and ${LOOKS} times that`);
}
