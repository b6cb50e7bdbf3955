import { has, isObject, Json, JsonObject } from '../../json';
import { ItemProcessor, Scope } from '../../model';
import { expected, field, FieldKind, Fields, readFields, renderFields } from '../fields';
import { Place } from '../place';
import { readScope, renderScope, scopeFields } from '../scope';
import { listOf } from './nested';
import { text, word } from './text';

const BRANCH = "a branch, an object with 'StartAt' and 'States'";
const PROCESSOR = "an item processor, an object with 'StartAt' and 'States'";

const comment: Fields = { Comment: field('comment', text) };

const branch: FieldKind = {
  expects: BRANCH,
  read: (value, place) => isObject(value) ? readScope(value, { ...scopeFields, ...comment }, place, 'a branch') : expected(BRANCH, value, place),
  render: (scope: Scope): Json => ({ ...renderFields(scope, comment), ...renderScope(scope) }),
};

/** `Branches` of a Parallel state. */
export const branches = listOf('a list of branches', branch, 1);

/** The fields of `ProcessorConfig`. */
export const configFields: Fields = {
  Mode: field('mode', word(['INLINE', 'DISTRIBUTED'])),
  ExecutionType: field('executionType', word(['STANDARD', 'EXPRESS'])),
};

const config: FieldKind = {
  expects: "an object with 'Mode' and 'ExecutionType'",
  read(value, place) {
    if (!isObject(value)) return expected("an object with 'Mode' and 'ExecutionType'", value, place);
    return readFields(value, configFields, place, "'ProcessorConfig'");
  },
};

/** The fields of a Map's processor. */
export const processorFields: Fields = { ...scopeFields, ...comment, ProcessorConfig: field('config', config) };

/** What a Map runs for each item; `Iterator` is the older form of the same. */
export const itemProcessor: FieldKind = {
  expects: PROCESSOR,
  read(value, place) {
    if (!isObject(value)) return expected(PROCESSOR, value, place);
    const given = value.ProcessorConfig;
    if (isObject(given)) checkConfig(given, place.member('ProcessorConfig'));
    const distributed = isObject(given) && given.Mode === 'DISTRIBUTED';
    const inner = distributed ? place.ofWorkflow(given.ExecutionType === 'EXPRESS' ? 'EXPRESS' : undefined) : place;
    const { config: settings, ...scope } = readScope(value, processorFields, inner, 'an item processor') as unknown as { config?: Partial<ItemProcessor> };
    return {
      ...scope,
      mode: settings?.mode ?? 'INLINE',
      ...(settings?.executionType === undefined ? {} : { executionType: settings.executionType }),
      ...(isObject(given) ? { processorConfig: given } : {}),
    };
  },
  render: (processor: ItemProcessor & { readonly processorConfig?: JsonObject }): Json => ({
    ...renderFields(processor, comment),
    ...(processor.processorConfig === undefined ? {} : { ProcessorConfig: processor.processorConfig }),
    ...renderScope(processor),
  }),
};

function checkConfig(value: JsonObject, place: Place): void {
  const distributed = value.Mode === 'DISTRIBUTED';
  if (distributed && place.reading.workflowType === 'EXPRESS') {
    place.member('Mode').problem('Express workflows cannot run a Distributed Map; use a Standard workflow, or Mode INLINE');
  }
  if (distributed && !has(value, 'ExecutionType')) {
    place.member('ExecutionType').problem('a Distributed Map needs the type of its child executions: give STANDARD or EXPRESS');
  }
}
