import { CompiledState } from './compiled-state';
import { Linker } from './linker';
import type { Retrier, State } from '../../asl';
import { CatchFlow, compileCatchFlow } from '../dataflow/catch-flow';
import { ErrorName, Failure } from '../engine/failure';
import type { Frame } from '../engine/frame';

/** Defaults of a retrier. @see https://states-language.net/spec.html#retrying-after-error */
const RETRY = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 };

interface CompiledCatcher {
  readonly errorEquals: readonly string[];
  readonly flow: CatchFlow;
  next: CompiledState | undefined;
}

/** Whether a list of error names takes in the failure. */
export function names(errorEquals: readonly string[], failure: Failure): boolean {
  for (const name of errorEquals) {
    if (name === ErrorName.ALL || name === failure.error) return true;
    if (name === ErrorName.TASK_FAILED && failure.fromTask && failure.error !== ErrorName.TIMEOUT) return true;
    if (name === ErrorName.HEARTBEAT_TIMEOUT && failure.heartbeat) return true;
  }
  return false;
}

/** A state that may have Retry and Catch. */
export abstract class FallibleState extends CompiledState {
  private readonly retriers: readonly Retrier[];
  private readonly catchers: CompiledCatcher[];

  constructor(state: State & { retry?: readonly Retrier[] }, linker: Linker) {
    super(state);
    this.retriers = state.retry ?? [];
    this.catchers = ('catch' in state ? state.catch ?? [] : []).map((catcher, index) => {
      const compiled: CompiledCatcher = { errorEquals: catcher.errorEquals, flow: compileCatchFlow(state, catcher, index), next: undefined };
      linker.link(catcher.next, (next) => { compiled.next = next; });
      return compiled;
    });
  }

  public retryDelay(frame: Frame, failure: Failure): number | undefined {
    const index = this.retriers.findIndex((retrier) => names(retrier.errorEquals, failure));
    if (index < 0) return undefined;
    const retrier = this.retriers[index];
    frame.retries ??= new Array(this.retriers.length).fill(0);
    const used = frame.retries[index];
    if (used >= number(retrier.maxAttempts, RETRY.maxAttempts)) return undefined;
    frame.retries[index]++;
    const grown = number(retrier.intervalSeconds, RETRY.intervalSeconds) * number(retrier.backoffRate, RETRY.backoffRate) ** used;
    const seconds = Math.min(grown, number(retrier.maxDelaySeconds, Infinity));
    return Math.round(1000 * (retrier.jitterStrategy === 'FULL' ? seconds * frame.execution.clock.random() : seconds));
  }

  public caught(frame: Frame, failure: Failure): boolean {
    const catcher = this.catchers.find((candidate) => names(candidate.errorEquals, failure));
    if (!catcher) return false;
    return catcher.flow(frame, { Error: failure.error ?? null, Cause: failure.cause ?? (failure.error === ErrorName.TIMEOUT ? '' : null) }, catcher.next);
  }
}

function number(value: number | string | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
