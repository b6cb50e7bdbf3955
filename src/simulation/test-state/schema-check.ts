import data from './response-shapes.json';
import { invalid } from './test-state-exception';
import { isObject, type Json } from '../../asl';

/** A shape of an API's response: a structure, a list, a map, or a plain value. */
interface Shape {
  readonly fields?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly list?: string;
  readonly map?: string;
  readonly is?: 'string' | 'number' | 'boolean' | 'any';
  readonly min?: number;
  readonly max?: number;
}

interface Service {
  readonly operations: Readonly<Record<string, string | null>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Response shapes of services that workflows call, from the service models that AWS publishes (Apache-2.0). */
const SERVICES = data as unknown as Readonly<Record<string, Service>>;

/** Names of optimized integrations that are not the SDK's. */
const ALIASES: Readonly<Record<string, string>> = {
  'events': 'eventbridge', 'states': 'sfn', 'elasticmapreduce': 'emr', 'emr-serverless': 'emrserverless', 'bedrock': 'bedrockruntime',
};

/**
 * Holds a mocked result against the response of the API that the task calls.
 *
 * @param service as the Resource names it: `events`, `aws-sdk:kms`
 * @param mode    STRICT asks for all required fields; both check those that are there
 * @throws TestStateException the first field that does not fit
 * @throws Error the response of this API is not known
 */
export function checkResult(result: Json, service: string, action: string, mode: 'STRICT' | 'PRESENT'): void {
  const name = service.replace(/^aws-sdk:/, '');
  const known: Service | undefined = SERVICES[ALIASES[name] ?? name];
  const shape = known?.operations[action];
  if (known === undefined || shape === undefined) {
    throw new Error(`the response of ${service}:${action} is not known here: test the state with fieldValidationMode 'NONE'`);
  }
  // an action without response answers an empty object
  if (shape !== null) check(result, shape, undefined, known, mode);
}

/** What each kind of shape is called when a value is none of it. */
const CHECKS: ReadonlyArray<(shape: Shape, value: Json) => string | undefined> = [
  (shape, value) => (shape.fields && !isObject(value) ? 'an object' : undefined),
  (shape, value) => (shape.map && !isObject(value) ? 'an object' : undefined),
  (shape, value) => (shape.list && !Array.isArray(value) ? 'an array' : undefined),
  (shape, value) => (shape.is && shape.is !== 'any' && typeof value !== shape.is ? `a ${shape.is}` : undefined),
];

function check(value: Json, shapeName: string, field: string | undefined, service: Service, mode: 'STRICT' | 'PRESENT'): void {
  const shape = service.shapes[shapeName];
  const kind = CHECKS.map((one) => one(shape, value)).find((word) => word !== undefined);
  if (kind !== undefined) refuse(field === undefined ? `Mock result must be ${kind}` : `Field '${field}' must be ${kind}`);
  checkRange(shape, value, field);
  if (Array.isArray(value)) (value as readonly Json[]).forEach((entry) => check(entry, shape.list!, field, service, mode));
  if (!isObject(value)) return;
  if (shape.map) Object.values(value).forEach((entry) => check(entry, shape.map!, field, service, mode));
  if (mode === 'STRICT') {
    for (const required of shape.required ?? []) if (!(required in value)) refuse(`Required field '${required}' is missing`);
  }
  for (const [name, inner] of Object.entries(shape.fields ?? {})) {
    if (Object.hasOwn(value, name) && value[name] !== null) check(value[name], inner, name, service, mode);
  }
}

function checkRange({ min, max }: Shape, value: Json, field: string | undefined): void {
  const size = typeof value === 'string' ? value.length : typeof value === 'number' ? value : undefined;
  if (size === undefined) return;
  const what = typeof value === 'string' ? 'length' : 'value';
  if (min !== undefined && size < min) refuse(`Field '${field}' is smaller than the minimum ${what}`);
  if (max !== undefined && size > max) refuse(`Field '${field}' is larger than the maximum ${what}`);
}

function refuse(problem: string): never {
  return invalid(`Mock result schema validation error: ${problem}`);
}
