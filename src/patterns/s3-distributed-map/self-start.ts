import { aws_events as events, aws_s3 as s3, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What a map run writes below the prefix of its results: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
const FILES = ['manifest', ...['SUCCEEDED', 'FAILED', 'PENDING'].flatMap((kind) => [...Array(10).keys()].map((number) => `${kind}_${number}`))]
  .flatMap((name) => [`${name}.json`, `${name}.jsonl`]);

/** A folder of a run has an id for its name. */
const RUN = '01234567-89ab-cdef-0123-456789abcdef';

interface S3Pattern {
  readonly 'source'?: unknown[];
  readonly 'detail-type'?: unknown[];
  readonly 'detail'?: { readonly bucket?: { readonly name?: unknown[] }; readonly object?: { readonly key?: unknown[] } };
}

/**
 * Rules below `scope` that would start the workflow for the results of its own runs, without end, as their paths.
 *
 * @param buckets where results are written
 */
export function selfStarting(scope: IConstruct, buckets: readonly s3.IBucket[], prefix: string): string[] {
  const names = buckets.flatMap(namesOf);
  return scope.node.findAll().filter((one): one is events.CfnRule => one instanceof events.CfnRule).filter((rule) => {
    const pattern = Stack.of(rule).resolve(rule.eventPattern) as S3Pattern | undefined;
    if (!pattern?.source?.includes('aws.s3') || !(pattern['detail-type']?.includes('Object Created') ?? true)) return false;
    const { bucket, object } = pattern.detail ?? {};
    return (bucket?.name?.some((name) => names.includes(JSON.stringify(name))) ?? true) && (object?.key?.some((key) => covers(key, prefix)) ?? true);
  }).map((rule) => rule.node.path);
}

/** What a bucket may be called in a pattern: by its reference, or by the name that another construct of the app gives it. */
function namesOf(bucket: s3.IBucket): string[] {
  const stack = Stack.of(bucket);
  const own = bucket.node.defaultChild instanceof s3.CfnBucket ? bucket.node.defaultChild.bucketName : undefined;
  const literal = [bucket.bucketName, own].filter((name): name is string => name !== undefined && !Token.isUnresolved(name));
  const others = stack.node.root.node.findAll()
    .filter((one): one is s3.CfnBucket => one instanceof s3.CfnBucket && one.bucketName !== undefined && literal.includes(one.bucketName));
  return [bucket.bucketName, ...literal, ...others.map(({ ref }) => ref)].map((name) => JSON.stringify(stack.resolve(name)));
}

/** Whether a matcher of EventBridge takes the key of a result; one that is not known here is taken to. */
function covers(matcher: unknown, prefix: string): boolean {
  const keys = FILES.map((file) => `${prefix}/${RUN}/${file}`);
  if (typeof matcher === 'string') return keys.includes(matcher);
  const { prefix: start, suffix: end, wildcard } = matcher as { prefix?: unknown; suffix?: unknown; wildcard?: unknown };
  if (typeof start === 'string') return start.startsWith(`${prefix}/`) || keys.some((key) => key.startsWith(start));
  if (typeof end === 'string') return keys.some((key) => key.endsWith(end));
  if (typeof wildcard !== 'string') return true;
  const parts = wildcard.split(/(\\[\\*]|\*)/).map((part) => part === '*' ? '.*' : part.replace(/^\\(?=[\\*]$)/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const [head] = wildcard.split('*');
  const ends = new RegExp(`^.*${parts.slice(parts.indexOf('.*') + 1).join('')}$`);
  return keys.some((key) => new RegExp(`^${parts.join('')}$`).test(key)) || head.startsWith(`${prefix}/`) && keys.some((key) => ends.test(key));
}
