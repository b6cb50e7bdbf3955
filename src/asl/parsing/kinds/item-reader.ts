import { field, Fields, jsonataField, jsonPathField } from '../fields';
import { nested } from './nested';
import { wholeNumber } from './number';
import { path } from './path';
import { argumentsTemplate, objectTemplate } from './template';
import { name, text, texts, word } from './text';

/** The fields of `ReaderConfig`. @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export const readerConfigFields: Fields = {
  InputType: field('inputType', word(['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'])),
  Transformation: field('transformation', word(['NONE', 'LOAD_AND_FLATTEN'])),
  ManifestType: field('manifestType', word(['ATHENA_DATA', 'S3_INVENTORY'])),
  CSVDelimiter: field('csvDelimiter', word(['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'])),
  CSVHeaderLocation: field('csvHeaderLocation', word(['FIRST_ROW', 'GIVEN'])),
  CSVHeaders: field('csvHeaders', texts),
  MaxItems: field('maxItems', wholeNumber(0)),
  MaxItemsPath: jsonPathField('maxItemsPath', path),
  ItemsPointer: field('itemsPointer', text),
};

/** The fields of `ItemReader`. */
export const itemReaderFields: Fields = {
  Resource: field('resource', name, { required: true }),
  ReaderConfig: field('readerConfig', nested("'ReaderConfig'", readerConfigFields, (read, place) => {
    if (read.maxItems !== undefined && read.maxItemsPath !== undefined) place.member('MaxItemsPath').problem("cannot stand beside 'MaxItems'; keep one of them");
    if (read.csvHeaderLocation === 'GIVEN' && read.csvHeaders === undefined) place.member('CSVHeaders').problem('CSVHeaderLocation GIVEN needs the headers: give a list of texts');
  })),
  Parameters: jsonPathField('parameters', objectTemplate),
  Arguments: jsonataField('arguments', argumentsTemplate),
};

/** `ItemReader`. */
export const itemReader = nested("'ItemReader'", itemReaderFields);
