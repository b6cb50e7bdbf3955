import { field, Fields, jsonataField, jsonPathField } from '../fields';
import { nested } from './nested';
import { argumentsTemplate, objectTemplate } from './template';
import { name, word } from './text';

/** The fields of `WriterConfig`. @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export const writerConfigFields: Fields = {
  Transformation: field('transformation', word(['NONE', 'COMPACT', 'FLATTEN'])),
  OutputType: field('outputType', word(['JSON', 'JSONL'])),
};

/** The fields of `ResultWriter`. */
export const resultWriterFields: Fields = {
  Resource: field('resource', name),
  Parameters: jsonPathField('parameters', objectTemplate),
  Arguments: jsonataField('arguments', argumentsTemplate),
  WriterConfig: field('writerConfig', nested("'WriterConfig'", writerConfigFields)),
};

/** `ResultWriter`. */
export const resultWriter = nested("'ResultWriter'", resultWriterFields);
