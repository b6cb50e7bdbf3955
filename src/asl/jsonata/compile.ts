import { describeProblem, JsonataSyntaxError, QueryEvaluationFailure } from './failures';
import { AWS_FUNCTIONS, REMOVED_FUNCTIONS } from './functions';
import type { EvaluationServices, Frame, Problem, SyntaxNode } from './interpreter';
import { interpreter } from './interpreter';
import { toPlainJson } from './plain-json';

/** An expression that is parsed once and evaluated many times. */
export interface CompiledExpression {
  /** The text it was made from, without `{% %}`. */
  readonly text: string;
  /** The variables it names, without their `$`: built-in functions and its own local variables are among them. */
  readonly variables: ReadonlySet<string>;
  /**
   * Its value as plain JSON, or undefined where it gives nothing. `bindings` are the variables by name without `$`.
   * @throws QueryEvaluationFailure where AWS fails with States.QueryEvaluationError
   */
  evaluate(bindings: Readonly<Record<string, unknown>>, services: EvaluationServices): any;
}

/**
 * How many nodes of the expression one evaluation may visit before it counts as endless. AWS bounds the time of an
 * evaluation; counting keeps the answer the same on every machine.
 */
export const MAX_EVALUATION_STEPS = 5_000_000;

/** How deep evaluations may nest: a recursion that is not a tail call ends here, well before the stack does. */
export const MAX_EVALUATION_DEPTH = 1_000;

/** How many compiled expressions are kept: parsing is what costs, and a stack's checks, permissions and simulation all compile the same ones. */
const KEPT_EXPRESSIONS = 2_000;

const { guard, host } = interpreter;
const kept = new Map<string, CompiledExpression>();
const awsFrame = frameOfAws();

function frameOfAws(): Frame {
  const frame = interpreter.createFrame(interpreter.staticFrame);
  for (const { name, signature, make } of AWS_FUNCTIONS) frame.bind(name, interpreter.defineFunction(make(interpreter), signature));
  for (const name of REMOVED_FUNCTIONS) frame.bind(name, undefined);
  return frame;
}

/**
 * Parses an expression of JSONata 2.0.6 as Step Functions has it.
 * @throws JsonataSyntaxError where it does not parse
 */
export function compileJsonata(text: string): CompiledExpression {
  let compiled = kept.get(text);
  if (compiled) return compiled;
  compiled = compile(text);
  if (kept.size >= KEPT_EXPRESSIONS) kept.delete(kept.keys().next().value!);
  kept.set(text, compiled);
  return compiled;
}

function compile(text: string): CompiledExpression {
  const root = parse(text);
  const named = namesIn(root);
  const lookedUp = [...named.lookedUp];
  // What a path picks out of plain data is plain: only the list that gathers it bears a mark.
  const finish = isPlainPath(root) ? withoutMark : toPlainJson;
  return {
    text,
    variables: named.variables,
    evaluate(bindings, services) {
      const frame = interpreter.createFrame(awsFrame);
      for (const name of lookedUp) if (Object.hasOwn(bindings, name)) frame.bind(name, bindings[name]);
      enter(services);
      try {
        return finish(interpreter.evaluate(root, undefined, frame));
      } catch (problem) {
        if (problem && typeof problem === 'object' && !(problem instanceof Error)) interpreter.populateMessage(problem as Problem);
        const { code, message } = describeProblem(problem);
        throw new QueryEvaluationFailure(text, message, code);
      }
    },
  };
}

/** Evaluations never nest and always end before the next begins, so one guard and one host serve them all. */
function enter(services: EvaluationServices): void {
  guard.steps = 0;
  guard.depth = 0;
  guard.maxSteps = MAX_EVALUATION_STEPS;
  guard.maxDepth = MAX_EVALUATION_DEPTH;
  host.services = services;
}

function parse(text: string): SyntaxNode {
  try {
    return interpreter.parser(text);
  } catch (problem) {
    if (problem instanceof Error) throw new JsonataSyntaxError(text, 'S0201', 0, problem.message);
    interpreter.populateMessage(problem as Problem);
    const { code, message, position } = problem as Problem;
    throw new JsonataSyntaxError(text, code ?? 'S0201', position ?? 0, message ?? 'syntax error');
  }
}

/** The variables an expression names, and all that its evaluation may look up (a field called like a function is looked up for its error). */
function namesIn(root: SyntaxNode): { variables: Set<string>; lookedUp: Set<string> } {
  const variables = new Set<string>();
  const lookedUp = new Set<string>(['clone']);
  const seen = new Set<object>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const node = pending.pop() as SyntaxNode | null;
    if (node === null || typeof node !== 'object' || seen.has(node)) continue;
    seen.add(node);
    if (typeof node.value === 'string' && (node.type === 'variable' || node.type === 'name')) {
      lookedUp.add(node.value);
      if (node.type === 'variable' && node.value !== '' && node.value !== '$') variables.add(node.value);
    }
    pending.push(...Object.values(node));
  }
  return { variables, lookedUp };
}

/** A variable and the names of fields, nothing else: `$states.input.order.id`. */
function isPlainPath(node: SyntaxNode): boolean {
  const steps = node.type === 'path' ? node.steps ?? [] : [node];
  return node.group === undefined && steps[0]?.type === 'variable' && steps.every((step, i) => (step.type === 'name' || (i === 0 && step.type === 'variable'))
    && step.predicate === undefined && step.stages === undefined && step.group === undefined && step.focus === undefined && step.index === undefined);
}

function withoutMark(result: unknown): unknown {
  if (interpreter.isFunction(result)) return toPlainJson(result);
  return Array.isArray(result) && (result as { sequence?: boolean }).sequence ? result.slice() : result;
}
