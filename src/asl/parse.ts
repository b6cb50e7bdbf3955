import { Diagnostic, DefinitionError } from './diagnostics';
import { depthOf, isObject, Json, JsonObject } from './json';
import { Definition, QueryLanguage, WorkflowKind } from './model';
import { field, Fields } from './parsing/fields';
import { fixedNumber } from './parsing/kinds/number';
import { text, word } from './parsing/kinds/text';
import { Place } from './parsing/place';
import { readScope, scopeFields } from './parsing/scope';
import { show } from './parsing/words';
import './states';

/** The largest definition, in bytes of UTF-8. @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const LARGEST_DEFINITION = 1_048_576;

/** How deep the JSON of a definition may nest: what lies deeper is no workflow, and would exhaust the stack of whoever reads it. */
export const DEEPEST_DEFINITION = 1_000;

/** The fields of a definition. */
export const definitionFields: Fields = {
  Comment: field('comment', text),
  QueryLanguage: field('queryLanguage', word(['JSONPath', 'JSONata'])),
  Version: field('version', word(['1.0'])),
  TimeoutSeconds: field('timeoutSeconds', fixedNumber(1)),
  ...scopeFields,
};

/** What the reader may be told. */
export interface ParseOptions {
  /**
   * The type of the workflow: what Express cannot do is refused.
   *
   * @default - unknown: what either type can do is taken
   */
  readonly workflowType?: WorkflowKind;
}

/**
 * Reads a definition and checks it as AWS does when a state machine is created.
 *
 * Substitutions `${…}` of deployment tools stay as they are.
 *
 * @param source the definition, as JSON text or as an object
 * @throws DefinitionError with everything that is wrong
 */
export function parseDefinition(source: string | JsonObject, options: ParseOptions = {}): Definition {
  const json = typeof source === 'string' ? parseJson(source) : source;
  const diagnostics: Diagnostic[] = [];
  const refuse = (reason: string): never => {
    throw new DefinitionError([{ code: 'SCHEMA_VALIDATION_FAILED', path: '', reason }]);
  };
  if (!isObject(json)) return refuse(`got ${show(json)}; give an object with 'StartAt' and 'States'`);
  if (depthOf(json, DEEPEST_DEFINITION + 1) > DEEPEST_DEFINITION) return refuse(`the definition nests deeper than ${DEEPEST_DEFINITION} levels`);
  const bytes = Buffer.byteLength(typeof source === 'string' ? source : JSON.stringify(source));
  if (bytes > LARGEST_DEFINITION) return refuse(`the definition is ${bytes} bytes long; give one of at most ${LARGEST_DEFINITION}`);
  const language: QueryLanguage = json.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
  const place = new Place({ diagnostics, language, workflowType: options.workflowType, names: new Map() }, '', language);
  const scope = readScope(json, definitionFields, place, 'a definition');
  if (diagnostics.length > 0) throw new DefinitionError(diagnostics);
  return { ...scope, source: json } as Definition;
}

function parseJson(source: string): Json {
  try {
    return JSON.parse(source) as Json;
  } catch (error) {
    throw new DefinitionError([{ code: 'INVALID_JSON_DESCRIPTION', path: '', reason: `the text is not JSON: ${(error as Error).message}` }]);
  }
}
