import { ChildResult, RunFacts, withMetadata } from './child-result';
import type { Json } from '../../../asl';

/** What of a child execution is a result: none, one or several values. */
export type Transformation = (result: ChildResult, facts: RunFacts) => readonly Json[];

const none: Transformation = (result, facts) => [withMetadata(result, facts)];

/** What a failed child leaves is the same under every transformation. */
const compact: Transformation = (result, facts) => (result.status === 'SUCCEEDED' ? [result.output ?? null] : none(result, facts));

const flatten: Transformation = (result, facts) => (result.status === 'SUCCEEDED' && Array.isArray(result.output) ? result.output : compact(result, facts));

/** The values of `WriterConfig.Transformation`. */
export const TRANSFORMATIONS: Readonly<Record<string, Transformation>> = { NONE: none, COMPACT: compact, FLATTEN: flatten };
