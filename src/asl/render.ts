import { JsonObject } from './json';
import { Definition } from './model';
import { definitionFields } from './parse';
import { renderFields } from './parsing/fields';

/**
 * A definition as JSON, equal to what it was read from: fields that name a default stay, older
 * forms (a Map's `Iterator` and `Parameters`) stay as they were written.
 */
export function renderDefinition(definition: Definition): JsonObject {
  const model = { ...definition, queryLanguage: 'QueryLanguage' in definition.source ? definition.queryLanguage : undefined };
  return renderFields(model, definitionFields);
}
