import { parts } from './generated/interpreter';

/** A node of a parsed expression, as far as this room looks into it. */
export interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly SyntaxNode[];
  readonly [part: string]: unknown;
}

/** A scope of variables: a lookup that misses asks the scope around it. */
export interface Frame {
  bind(name: string, value: unknown): void;
  lookup(name: string): unknown;
}

/** What an evaluation may use, counted from zero for each. */
export interface Guard {
  steps: number;
  depth: number;
  maxSteps: number;
  maxDepth: number;
}

/** Where an evaluation takes time, randomness and ids from: the simulation's clock. */
export interface EvaluationServices {
  /** Virtual time in milliseconds since 1970. */
  now(): number;
  /** The next number of the seeded source, from 0 up to, not including, 1. */
  random(): number;
  /** The next version 4 UUID of the seeded source. */
  uuid(): string;
}

/** The services as the interpreter's functions reach them: those of the evaluation that runs. */
export interface Host extends EvaluationServices {
  services: EvaluationServices | undefined;
}

/** What the interpreter throws: a plain object with a code of JSONata's catalogue. */
export interface Problem {
  code?: string;
  message?: string;
  position?: number;
  token?: string;
  value?: unknown;
}

/** The synchronous JSONata 2.0.6 interpreter that scripts/generate/jsonata.ts makes. */
export interface Interpreter {
  readonly staticFrame: Frame;
  readonly guard: Guard;
  readonly host: Host;
  parser(text: string): SyntaxNode;
  evaluate(node: SyntaxNode, input: unknown, frame: Frame): unknown;
  createFrame(around: Frame | null): Frame;
  defineFunction(implementation: (...args: never[]) => unknown, signature: string): unknown;
  populateMessage(problem: Problem): void;
  isFunction(value: unknown): boolean;
  createSequence(): unknown[];
}

export const interpreter: Interpreter = parts;
