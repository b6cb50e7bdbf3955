import { field, Fields, jsonPathField } from '../fields';
import { nested } from './nested';
import { wholeNumber } from './number';
import { path } from './path';
import { argumentsTemplate } from './template';

/** The fields of `ItemBatcher`. @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
export const itemBatcherFields: Fields = {
  BatchInput: field('batchInput', argumentsTemplate),
  MaxItemsPerBatch: field('maxItemsPerBatch', wholeNumber(1)),
  MaxItemsPerBatchPath: jsonPathField('maxItemsPerBatchPath', path),
  MaxInputBytesPerBatch: field('maxInputBytesPerBatch', wholeNumber(1, 262_144)),
  MaxInputBytesPerBatchPath: jsonPathField('maxInputBytesPerBatchPath', path),
};

/** `ItemBatcher`. */
export const itemBatcher = nested("'ItemBatcher'", itemBatcherFields, (read, place) => {
  const sized = ['maxItemsPerBatch', 'maxItemsPerBatchPath', 'maxInputBytesPerBatch', 'maxInputBytesPerBatchPath'].some((key) => read[key] !== undefined);
  if (!sized) place.problem("a batch needs a size: give 'MaxItemsPerBatch' or 'MaxInputBytesPerBatch'");
  if (read.maxItemsPerBatch !== undefined && read.maxItemsPerBatchPath !== undefined) {
    place.member('MaxItemsPerBatchPath').problem("cannot stand beside 'MaxItemsPerBatch'; keep one of them");
  }
  if (read.maxInputBytesPerBatch !== undefined && read.maxInputBytesPerBatchPath !== undefined) {
    place.member('MaxInputBytesPerBatchPath').problem("cannot stand beside 'MaxInputBytesPerBatch'; keep one of them");
  }
});
