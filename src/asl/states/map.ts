import { has, isObject, JsonObject } from '../json';
import { checkAtMostOne, checkTransition, errorHandling, resultHandling, transition } from './common';
import { StateType } from './state-type';
import { field, jsonataField, jsonPathField } from '../parsing/fields';
import { itemBatcher } from '../parsing/kinds/item-batcher';
import { itemReader } from '../parsing/kinds/item-reader';
import { items } from '../parsing/kinds/items';
import { anyNumber, wholeNumber } from '../parsing/kinds/number';
import { path } from '../parsing/kinds/path';
import { resultWriter } from '../parsing/kinds/result-writer';
import { itemProcessor } from '../parsing/kinds/scopes';
import { template } from '../parsing/kinds/template';
import { label } from '../parsing/kinds/text';
import { Place } from '../parsing/place';

/** The fields that an inline Map cannot do anything with; AWS takes its other Distributed Map fields there, and leaves them be. */
const DISTRIBUTED_ONLY = ['ItemReader', 'ItemBatcher', 'ResultWriter'];

const { Arguments: _none, ...handling } = resultHandling;

export const map: StateType = {
  type: 'Map',
  fields: {
    ...transition,
    ...handling,
    ...errorHandling,
    ItemProcessor: field('itemProcessor', itemProcessor),
    Iterator: field('iterator', itemProcessor),
    ItemReader: field('itemReader', itemReader),
    ItemBatcher: field('itemBatcher', itemBatcher),
    ItemSelector: field('itemSelector', template),
    ItemsPath: jsonPathField('itemsPath', path),
    Items: jsonataField('items', items),
    ResultWriter: field('resultWriter', resultWriter),
    MaxConcurrency: field('maxConcurrency', wholeNumber(0)),
    MaxConcurrencyPath: jsonPathField('maxConcurrencyPath', path),
    Label: field('label', label),
    ToleratedFailureCount: field('toleratedFailureCount', wholeNumber(0)),
    ToleratedFailureCountPath: jsonPathField('toleratedFailureCountPath', path),
    ToleratedFailurePercentage: field('toleratedFailurePercentage', anyNumber(0, 100)),
    ToleratedFailurePercentagePath: jsonPathField('toleratedFailurePercentagePath', path),
  },
  check(source, place) {
    checkTransition(source, place);
    checkAtMostOne(source, ['ItemProcessor', 'Iterator'], place);
    checkAtMostOne(source, ['ItemSelector', 'Parameters'], place);
    checkAtMostOne(source, ['MaxConcurrency', 'MaxConcurrencyPath'], place);
    checkAtMostOne(source, ['ToleratedFailureCount', 'ToleratedFailureCountPath'], place);
    checkAtMostOne(source, ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'], place);
    if (!has(source, 'ItemProcessor') && !has(source, 'Iterator')) {
      place.member('ItemProcessor').problem("a Map state needs what it runs for each item: an object with 'StartAt' and 'States'");
    }
    if (!isDistributed(source)) checkInline(source, place);
  },
  shape(read, source) {
    const { itemProcessor: newer, iterator: older, ...rest } = read;
    const processorField = has(source, 'ItemProcessor') ? 'ItemProcessor' : 'Iterator';
    return { ...rest, itemProcessor: newer ?? older, processorField };
  },
  unshape(state) {
    const { processorField, itemProcessor: processor, ...rest } = state;
    return { ...rest, [processorField === 'Iterator' ? 'iterator' : 'itemProcessor']: processor };
  },
};

function isDistributed(source: JsonObject): boolean {
  const processor = source.ItemProcessor ?? source.Iterator;
  return isObject(processor) && isObject(processor.ProcessorConfig) && processor.ProcessorConfig.Mode === 'DISTRIBUTED';
}

function checkInline(source: JsonObject, place: Place): void {
  for (const each of DISTRIBUTED_ONLY) {
    if (has(source, each)) place.member(each).problem("only a Distributed Map has this field; set the processor's 'Mode' to DISTRIBUTED, or take it out");
  }
}
