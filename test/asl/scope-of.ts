import { EvaluationScope, Json, JsonObject } from '../../src/asl';

/** A scope for tests: data, and where a test needs them variables and a context object. */
export function scopeOf(data: Json, variables: JsonObject = {}, context: JsonObject = {}): EvaluationScope {
  return {
    data,
    context,
    services: { now: () => 0, random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' },
    variable: (name) => Object.hasOwn(variables, name) ? variables[name] : undefined,
  };
}
