import type { RunFacts } from './results/child-result';
import type { OutputType } from './results/result-file';
import type { Results } from './results/results';
import { StateResult } from './results/state-result';
import { TRANSFORMATIONS } from './results/transformations';
import { WrittenResults } from './results/written-results';
import type { Json, MapState } from '../../asl';
import { compileTemplate } from '../dataflow/language';
import { StateFailure } from '../engine/failure';
import type { MapRunHost } from '../engine/map-run-port';
import type { Buckets } from '../storage';

/** Makes what takes a map run's results. */
export type CompiledResultWriter = (host: MapRunHost, buckets: Buckets, facts: RunFacts) => Results;

/** Compiles the `ResultWriter` of a Distributed Map; without a place to write to, results become the state's result. */
export function compileResultWriter(state: MapState): CompiledResultWriter {
  const { resultWriter } = state;
  const config = resultWriter?.writerConfig;
  const destination = resultWriter?.arguments ?? resultWriter?.parameters;
  if (resultWriter?.resource === undefined || destination === undefined) {
    const transformation = TRANSFORMATIONS[config?.transformation ?? 'COMPACT'];
    return (_host, _buckets, facts) => new StateResult(state.name, transformation, facts);
  }
  const transformation = TRANSFORMATIONS[config?.transformation ?? 'NONE'];
  const type = (config?.outputType ?? 'JSON') as OutputType;
  const location = compileTemplate(destination, state.queryLanguage, `ResultWriter/${resultWriter.arguments ? 'Arguments' : 'Parameters'}`);
  return (host, buckets, facts) => {
    const where = location(host.frame) as { readonly Bucket?: Json; readonly Prefix?: Json };
    if (typeof where.Bucket !== 'string') throw failed(`The Bucket of the ResultWriter must be a text, got ${JSON.stringify(where.Bucket)}`);
    const bucket = buckets.ensure(where.Bucket);
    const prefix = typeof where.Prefix === 'string' ? where.Prefix.replace(/\/+$/, '') : '';
    const folder = prefix === '' ? host.mapRunId : `${prefix}/${host.mapRunId}`;
    return new WrittenResults({ bucketName: where.Bucket, bucket, folder, type, transformation }, facts, () => host.clock.now);
  };
}

function failed(cause: string): StateFailure {
  return new StateFailure({ error: 'States.ResultWriterFailed', cause });
}
