import { CompiledState } from './compiled-state';
import { DistributedItems } from './distributed-items';
import { FallibleState } from './error-handling';
import { InlineItems } from './inline-items';
import { CompiledScope, Linker } from './linker';
import type { Json, MapState } from '../../asl';
import { compileFlow, Flow } from '../dataflow/flow';
import { compileItems, compileItemInput, compileConcurrency, ItemInput } from '../dataflow/items';
import type { Value } from '../dataflow/language';
import type { Frame } from '../engine/frame';
import type { CompiledMapRun } from '../engine/map-run-port';

/** Iterations of an inline Map that run at once where the state does not say (AWS Step Functions developer guide, "Map state"). */
export const INLINE_CONCURRENCY = 40;

class CompiledMap extends FallibleState {
  public readonly abortedType = 'MapStateAborted';
  public next: CompiledState | undefined;
  private run: CompiledMapRun | undefined;

  constructor(private readonly state: MapState, linker: Linker, private readonly flow: Flow, private readonly processor: CompiledScope,
    private readonly items: (frame: Frame) => readonly Json[], private readonly itemInput: ItemInput,
    private readonly concurrency: Value | undefined) {
    super(state, linker);
  }

  public execute(frame: Frame): boolean {
    this.flow.effectiveInput(frame);
    const finish = (result: Json): boolean => this.flow.finish(frame, result, this.next);
    return this.state.itemProcessor.mode === 'DISTRIBUTED' ? this.distributed(frame, finish) : this.inline(frame, finish);
  }

  public failed(frame: Frame): void {
    frame.lastEvent = frame.execution.record('MapStateFailed', frame.lastEvent, undefined);
  }

  private inline(frame: Frame, finish: (result: Json) => boolean): boolean {
    const asked = (this.concurrency?.(frame) ?? 0) as number;
    const items = this.items(frame);
    const iterations = new InlineItems(frame, this.processor, items, this.itemInput, asked > 0 ? asked : INLINE_CONCURRENCY, finish);
    frame.children = iterations;
    return iterations.start();
  }

  private distributed(frame: Frame, finish: (result: Json) => boolean): boolean {
    this.run ??= frame.execution.engine.mapRunner.compile(this.state);
    const items = new DistributedItems(frame, { scope: this.processor, type: this.state.itemProcessor.executionType ?? 'STANDARD' }, this.state.label, finish);
    frame.children = items;
    return items.start(this.run);
  }
}

/** Map: runs its processor for each item, in the execution itself or as child executions. */
export function compileMap(state: MapState, linker: Linker): CompiledState {
  // the older Parameters are the template of an item, not of the state's input
  const map = new CompiledMap(state, linker, compileFlow({ ...state, parameters: undefined }, 'result'), linker.scope(state.itemProcessor),
    compileItems(state), compileItemInput(state), compileConcurrency(state));
  linker.link(state.next, (next) => { map.next = next; });
  return map;
}
