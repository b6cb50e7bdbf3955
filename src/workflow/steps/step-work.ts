import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { RetryPolicy } from '../retry-policy';
import { Step } from '../step';
import { JsonObject } from './json';

/** Where a rendered step stands, and what it is to do with its result and its failure. */
export interface RenderOptions {
  /** What the step's result becomes: a member of the object that goes on (the default), an object of its own, or nothing. */
  readonly result?: 'joins' | 'alone' | 'dropped';
  /** Where the execution goes when the step fails for good, with what, the first that matches; without one the failure ends the scope. */
  readonly failures?: readonly Failure[];
  /** JSONata of one more object that joins what goes on. */
  readonly joins?: string;
  /** In place of the default retry policy, where the step has none of its own. */
  readonly retry?: RetryPolicy;
  /** In place of the default timeout of a response, where the step has none of its own. */
  readonly timeout?: Duration;
  /** Errors that the state does not retry, because what stands around it does. */
  readonly notRetried?: readonly string[];
  /** Whether the step may be stopped midway, without a chance to tidy up: another one beside it answers first. */
  readonly mayBeStopped?: boolean;
  /** Makes the request another one before it is written: adds an idempotency key. */
  readonly adapt?: (request: JsonObject) => JsonObject;
  /** What the workflow is, for steps that depend on it. */
  readonly workflowType?: sfn.StateMachineType;
}

export interface Failure {
  /**
   * Errors that this is about.
   * @default - all
   */
  readonly errors?: string[];
  readonly next: sfn.IChainable;
  /** JSONata that makes the handler's input of `$states.input` and `$states.errorOutput`. */
  readonly output: string;
  /**
   * Variables that the failure sets, each JSONata in `{% %}` over the same.
   * @default - none
   */
  readonly assign?: JsonObject;
}

export type Rendered = sfn.IChainable & sfn.INextable;

/** What a step does: one class a factory. */
export interface StepWork {
  readonly name: string;
  readonly compensation?: Step;
  /** Steps that run beside each other as this one. */
  readonly members?: readonly Step[];
  /** JSONata over `$states.input` that says whether the step runs at all; it says the same after the step as before. */
  readonly condition?: string;
  /** Names of all the states that the step renders, its own first. */
  readonly stateNames: readonly string[];
  /** Why there is nothing to undo, for steps that change nothing. */
  readonly nothingToUndo?: string;
  /** Resource of the one Task state that the step is, without partition and pattern (`lambda:invoke`). */
  readonly resource?: string;
  /** What is wrong with the props, worded. */
  problems(): string[];
  /** Why an Express workflow cannot run this step, worded; none where it can. */
  expressProblems(): string[];
  render(scope: Construct, options: RenderOptions): Rendered;
}
