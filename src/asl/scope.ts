import { Json, JsonObject } from './json';

/** What the outside world gives to expressions: the simulator's clock, so that a run can be repeated. */
export interface EvaluationServices {
  /** Milliseconds since the epoch, on virtual time. */
  now(): number;
  /** A number from 0 up to 1, seeded. */
  random(): number;
  /** A version 4 UUID, seeded. */
  uuid(): string;
}

/** What a JSONPath expression can see. */
export interface EvaluationScope {
  /** What `$` stands for: the state's input, or its result where a `ResultSelector` is evaluated. */
  readonly data: Json;
  /** The context object, which `$$` stands for. */
  readonly context: JsonObject;
  readonly services: EvaluationServices;
  /** The value of a variable, or `undefined` where none of this name is set. */
  variable(name: string): Json | undefined;
}
