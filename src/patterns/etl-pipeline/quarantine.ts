import { aws_s3 as s3, Token } from 'aws-cdk-lib';
import { PropChecks } from '../../workflow/prop-checks';
import { isExpression } from '../../workflow/steps/jsonata';

/**
 * Where the input of a run lies, and where it is moved when the run fails, so that the next run does not stumble over it. What is moved
 * are the objects below `prefix` that were there when the run began; those that came later are left for the next one.
 *
 * Objects are copied and deleted by states, up to 5 GB each, the most that S3 copies at once; a larger one is not moved, and the message
 * about the failure says so.
 */
export interface Quarantine {
  /** Bucket of the input. */
  readonly bucket: s3.IBucket;

  /** Start of the keys of the input, ending with `/`: `incoming/`. */
  readonly prefix: string;

  /**
   * Part of the input that this run is about: a JSONata expression in `{% %}` that gives what follows `prefix`
   * (`{% $states.input.runDate & '/' %}`).
   *
   * @default - all below `prefix`
   */
  readonly subPrefix?: string;

  /**
   * Bucket that it is moved to.
   *
   * @default - `bucket`
   */
  readonly quarantineBucket?: s3.IBucket;

  /**
   * Start of the keys that it is moved to, ending with `/`. The execution's name follows, then what followed `prefix`.
   *
   * @default quarantine/
   */
  readonly quarantinePrefix?: string;

  /**
   * Errors after which it is moved (`Glue.RulesetFailed`). Name those that speak of bad data, and a run that failed for want of capacity
   * finds its input in place when it is resumed.
   *
   * @default - any error but a lost lock, whose input may be another run's by now
   */
  readonly errors?: string[];
}

/** @internal */
export const QUARANTINE_DEFAULTS = { quarantinePrefix: 'quarantine/' };

/** Where objects are moved to. */
export function quarantineTarget({ bucket, quarantineBucket, quarantinePrefix }: Quarantine) {
  return { bucket: quarantineBucket ?? bucket, prefix: quarantinePrefix ?? QUARANTINE_DEFAULTS.quarantinePrefix };
}

/** Whether two constructs are the same bucket: one may be imported several times. */
export function isSameBucket(one: s3.IBucket, other: s3.IBucket): boolean {
  return one === other || one.bucketName === other.bucketName;
}

/** Whether one start of keys is part of the other. */
export function areNested(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Notes what is wrong with a quarantine. */
export function checkQuarantine(quarantine: Quarantine, checks: PropChecks): void {
  const { bucket, prefix, subPrefix, errors } = quarantine;
  const { bucket: targetBucket, prefix: target } = quarantineTarget(quarantine);
  for (const [name, text] of [['prefix', prefix], ['quarantinePrefix', target]] as const) {
    checks.check(!Token.isUnresolved(text) && /^[\w!.()=-][\w!.()=/-]*\/$/.test(text), `quarantine.${name}`, text,
      "give letters, digits and /_-.!()= that do not start with '/', and end with it");
  }
  checks.check(subPrefix === undefined || isExpression(subPrefix), 'quarantine.subPrefix', subPrefix, 'give a JSONata expression in {% %}');
  checks.check(errors === undefined || errors.length > 0, 'quarantine.errors', errors, 'name at least one, or leave it out for all');
  checks.check(!isSameBucket(targetBucket, bucket) || !areNested(target, prefix), 'quarantine.quarantinePrefix', target, `give one outside of ${prefix}: what lies there is input`);
}
