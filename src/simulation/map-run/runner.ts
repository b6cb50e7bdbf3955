import { compileItemBatcher } from './item-batcher';
import { compileItemReader, ItemSet } from './item-reader';
import { MapRun, MapRunPlan } from './map-run';
import { compileResultWriter } from './result-writer';
import { compileTolerance } from './tolerance';
import type { Json, MapState } from '../../asl';
import { compileConcurrency, compileItemInput, compileItems } from '../dataflow/items';
import type { CompiledMapRun, MapRunHost, MapRunner } from '../engine/map-run-port';
import type { Buckets } from '../storage';

/** Child executions that run at once where the state does not say (AWS Step Functions developer guide, "Map state"). */
export const DISTRIBUTED_CONCURRENCY = 10_000;

/** What `$$.Map.Item.Source` says of items that come from the state's input. */
const STATE_DATA = 'STATE_DATA';

/** Runs Distributed Maps over the buckets of a simulation. */
export const mapRunner: MapRunner = { compile };

function compile(state: MapState): CompiledMapRun {
  const reader = compileItemReader(state);
  const stateItems = compileItems(state);
  const itemInput = compileItemInput(state);
  const batcher = compileItemBatcher(state);
  const tolerance = compileTolerance(state);
  const concurrency = compileConcurrency(state);
  const writer = compileResultWriter(state);
  const type = state.itemProcessor.executionType ?? 'STANDARD';
  return {
    start(host) {
      const { frame } = host;
      const buckets = host.storage as Buckets;
      const read = reader?.(frame, buckets);
      const data = read ? undefined : stateItems(frame);
      const asked = (concurrency?.(frame) ?? 0) as number;
      const plan: MapRunPlan = {
        items: read ?? (() => itemsOf(data!)),
        length: data?.length,
        itemInput: ({ key, value }, index, source) => itemInput(frame, key === undefined
          ? { Index: index, Value: value, Source: source }
          : { Index: index, Key: key, Value: value, Source: source }),
        batches: batcher(frame),
        tolerance: tolerance(frame),
        concurrency: asked > 0 ? Math.min(asked, DISTRIBUTED_CONCURRENCY) : DISTRIBUTED_CONCURRENCY,
        results: writer(host, buckets, factsOf(host, type)),
        type,
      };
      return new MapRun(host, plan).start();
    },
  };
}

function itemsOf(values: readonly Json[]): ItemSet {
  return { source: STATE_DATA, items: values.map((value) => ({ value })) };
}

function factsOf({ frame, label, mapRunArn, clock }: MapRunHost, type: 'STANDARD' | 'EXPRESS'): Parameters<ReturnType<typeof compileResultWriter>>[2] {
  return { mapRunArn, stateMachineArn: `${frame.execution.machine.arn}/${label}`, type, isoOf: (at) => clock.isoOf(at) };
}
