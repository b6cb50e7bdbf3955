import { compileNumber } from './number-field';
import { ItemReaderFailure } from './readers/item-format';
import type { Work } from './work';
import type { Json, MapState } from '../../asl';
import { compileTemplate } from '../dataflow/language';
import type { Frame } from '../engine/frame';
import { byteLength, PAYLOAD_LIMIT } from '../engine/payload';

/** Evaluates an `ItemBatcher` once; what it gives puts the inputs of items together to batches. */
export type CompiledItemBatcher = (frame: Frame) => (inputs: Iterable<Json>) => Iterable<Work>;

/** Bytes of `{"Items":[]}`, and of `"BatchInput":,` where there is one. */
const FRAME_BYTES = 12;
const BATCH_INPUT_BYTES = 14;

/**
 * Compiles the `ItemBatcher` of a Distributed Map; without one, every item is a work of its own.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
 */
export function compileItemBatcher(state: MapState): CompiledItemBatcher {
  const { itemBatcher, queryLanguage } = state;
  if (!itemBatcher) return () => singly;
  const maxItems = compileNumber(queryLanguage, 'ItemBatcher/MaxItemsPerBatch', itemBatcher.maxItemsPerBatch, itemBatcher.maxItemsPerBatchPath, { least: 1, most: Infinity });
  const maxBytes = compileNumber(queryLanguage, 'ItemBatcher/MaxInputBytesPerBatch', itemBatcher.maxInputBytesPerBatch, itemBatcher.maxInputBytesPerBatchPath,
    { least: 1, most: PAYLOAD_LIMIT });
  const batchInput = itemBatcher.batchInput === undefined ? undefined : compileTemplate(itemBatcher.batchInput, queryLanguage, 'ItemBatcher/BatchInput');
  return (frame) => {
    const most = maxItems(frame) ?? Infinity;
    const bytes = maxBytes(frame) ?? PAYLOAD_LIMIT;
    const common = batchInput?.(frame);
    return (inputs) => batches(inputs, most, bytes, common);
  };
}

function* singly(inputs: Iterable<Json>): Iterable<Work> {
  for (const input of inputs) yield { input, items: 1 };
}

function* batches(inputs: Iterable<Json>, maxItems: number, maxBytes: number, batchInput: Json | undefined): Iterable<Work> {
  const empty = FRAME_BYTES + (batchInput === undefined ? 0 : BATCH_INPUT_BYTES + byteLength(batchInput));
  let items: Json[] = [];
  let bytes = empty;
  const batch = (): Work => ({ input: batchInput === undefined ? { Items: items } : { BatchInput: batchInput, Items: items }, items: items.length });
  for (const input of inputs) {
    const more = byteLength(input) + 1;
    if (empty + more - 1 > maxBytes) {
      throw new ItemReaderFailure(`An item of ${more - 1} bytes does not fit into a batch of at most ${maxBytes} bytes; raise MaxInputBytesPerBatch`);
    }
    if (items.length === maxItems || (items.length > 0 && bytes + more - 1 > maxBytes)) {
      yield batch();
      items = [];
      bytes = empty;
    }
    items.push(input);
    bytes += more;
  }
  if (items.length > 0) yield batch();
}
