import { invalid } from './test-state-exception';
import { isObject, type Json, type JsonObject } from '../../asl';

type Kind = 'string' | 'number' | 'any';

/** The fields of a context object that a test may give. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  Execution: { Id: 'string', Input: 'any', Name: 'string', RoleArn: 'string', StartTime: 'string', RedriveCount: 'number', RedriveTime: 'string' },
  State: { EnteredTime: 'string', Name: 'string', RetryCount: 'number' },
  StateMachine: { Id: 'string', Name: 'string' },
  Task: { Token: 'string' },
};

/** A Resource whose task has a token. */
const WITH_TOKEN = /\.(sync|sync:2|waitForTaskToken)$/;

/** Reads the context object of a test. @throws TestStateException what AWS would refuse */
export function readContext(text: string, resource: string | undefined): JsonObject {
  const context = parsed(text);
  for (const [part, fields] of Object.entries(context)) {
    if (part === 'Map') refuse("'Map' field is not supported when mocking a Context object");
    const known = Object.hasOwn(FIELDS, part) ? FIELDS[part] : refuse(`Field '${part}' is not allowed`);
    if (!isObject(fields)) return refuse(`${part} must be an object`);
    for (const [field, value] of Object.entries(fields)) checkField(part, field, value, known);
  }
  if ('Task' in context && !WITH_TOKEN.test(resource ?? '')) {
    refuse("Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern");
  }
  return context;
}

function checkField(part: string, field: string, value: Json, known: Readonly<Record<string, Kind>>): void {
  const kind = Object.hasOwn(known, field) ? known[field] : refuse(`Field '${field}' is not allowed`);
  if (kind !== 'any' && typeof value !== kind) refuse(`${part}.${field} must be a ${kind}`);
}

function parsed(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
  } catch {
    // told below
  }
  return refuse('Context must be a valid JSON object');
}

function refuse(problem: string): never {
  return invalid(`Invalid Context object provided: ${problem}`);
}
