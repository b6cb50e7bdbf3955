import { createHash } from 'node:crypto';
import { withEnvironment, isPromise } from './environment';
import { loadHandler, type Handler } from './function-code';
import { invoke, type Outcome } from './invocation';
import { answerOf, eventOf } from './invocation-shape';
import { contextOf } from './lambda-context';
import { environmentOf } from './lambda-environment';
import { UnsupportedCode } from './module-space';
import type { ResourceModel } from '../../assembly';
import type { Answer, Call, Responder } from '../tasks/call';

/** How a function's code is run. */
export interface RunnerOptions {
  /** Modules that its `require` gets instead of real ones. */
  readonly modules: Readonly<Record<string, unknown>>;
  /** Folders of its layers. */
  readonly layers: readonly string[];
}

/**
 * Answers calls with the code of a function of the stack, run in this process.
 *
 * The code is loaded at the first call and stays loaded, as in a warm container. Invocations that wait for promises
 * follow each other in the order of the calls, so that a run is the same each time.
 */
export class FunctionRunner implements Responder {
  private handler: Handler | undefined;
  private environment: Record<string, string | undefined> | undefined;
  private busy: Promise<unknown> | undefined;
  private invocations = 0;

  constructor(private readonly resource: ResourceModel, private readonly options: RunnerOptions) {}

  public answer(call: Call): Answer {
    const event = eventOf(call, this.resource);
    const outcome = this.busy === undefined ? this.run(call, event) : this.busy.then(() => this.run(call, event));
    if (!isPromise(outcome)) return answerOf(call, outcome);
    const answer = outcome.then((settled) => answerOf(call, settled), notRun);
    const after: Promise<unknown> = answer.then(() => this.free(after));
    this.busy = after;
    return { kind: 'promised', whenSettled: (use) => { void answer.then(use); } };
  }

  private run(call: Call, event: ReturnType<typeof eventOf>): Outcome | Promise<Outcome> {
    this.environment ??= environmentOf(this.resource);
    const context = contextOf(this.resource, event.invokedArn, requestId(call, this.invocations++));
    try {
      const load = (): Handler => (this.handler ??= loadHandler(this.resource, this.options));
      return withEnvironment(this.environment, () => invoke(load, event.payload, context));
    } catch (error) {
      if (!(error instanceof UnsupportedCode)) throw error;
      throw new Error(`function '${this.resource.logicalId}' cannot be run: ${error.message}`);
    }
  }

  private free(finished: Promise<unknown>): void {
    if (this.busy === finished) this.busy = undefined;
  }
}

/** A module that is missing once the handler runs. */
function notRun(error: unknown): Answer {
  return { kind: 'failure', error: 'Runtime.ImportModuleError', cause: error instanceof Error ? error.message : String(error) };
}

/** Ids are the same at every run. */
function requestId(call: Call, invocation: number): string {
  const digits = createHash('sha256').update(`${call.executionArn}/${call.state}/${call.retryCount}/${invocation}`).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
