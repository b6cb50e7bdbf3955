import { Duration } from 'aws-cdk-lib';
import { canonicalText } from './canonical';
import { simulation } from '../../src';
import { parseDefinition, walkStates } from '../../src/asl';
import { Mock } from '../../src/simulation/mocks/mock';
import type { Answer, Call } from '../../src/simulation/tasks/call';

/** A call that was recorded, with what came back. */
export interface RecordedCall {
  readonly kind: 'task' | 'lambda' | 'activity';
  readonly state?: string;
  readonly request: any;
  readonly submitted?: any;
  readonly output?: any;
  readonly error?: string | null;
  readonly cause?: any;
  readonly timesOut?: unknown;
  readonly unanswered?: unknown;
}

/** Virtual time that a recorded call takes: it lets what runs side by side start before anything ends. */
const LATENCY = Duration.millis(1);

/** Gives a call the first unused answer of the same state and request, else of the same state, else of any. */
export class RecordedAnswers {
  private readonly unused: Array<{ readonly call: RecordedCall; readonly request: string }>;

  constructor(calls: readonly RecordedCall[]) {
    this.unused = calls.map((call) => ({ call, request: canonicalText(call.request) }));
  }

  /** Mocks every Task state of the workflow for which an answer is left. */
  public mock(workflow: simulation.SimulatedWorkflow, definition: any): simulation.SimulatedWorkflow {
    const unrecorded = new Set<string>();
    walkStates(parseDefinition(definition), (state) => {
      // the history of a child execution is not part of the recording, and so neither are its calls
      if (state.type === 'Map' && state.itemProcessor.mode === 'DISTRIBUTED') walkStates(state.itemProcessor, (inner) => unrecorded.add(inner.name));
      if (state.type !== 'Task') return;
      if (unrecorded.has(state.name)) workflow.mock(state.name, Mock.takes(LATENCY, Mock.returns({})));
      else if (this.unused.length > 0) workflow.mock(state.name, Mock.takes(LATENCY, Mock._of((call) => this.take(call))));
    });
    return workflow;
  }

  private take(call: Call): Answer {
    const request = canonicalText(call.request);
    const ranks = [
      (each: (typeof this.unused)[number]) => each.call.state === call.state && each.request === request,
      (each: (typeof this.unused)[number]) => each.call.state === call.state,
      () => true,
    ];
    for (const rank of ranks) {
      const index = this.unused.findIndex(rank);
      if (index >= 0) return answerOf(this.unused.splice(index, 1)[0].call);
    }
    return { kind: 'never' };
  }
}

function answerOf(call: RecordedCall): Answer {
  const { submitted } = call;
  if (call.timesOut !== undefined || call.unanswered !== undefined) return { kind: 'never', submitted };
  if (call.output === undefined) {
    return { kind: 'failure', error: call.error ?? undefined, cause: textOf(call.cause), submitted };
  }
  return { kind: 'output', output: unquoted(call.output), submitted };
}

function textOf(cause: any): string | undefined {
  return typeof cause === 'string' ? cause : cause === undefined || cause === null ? undefined : JSON.stringify(cause);
}

/** Outputs that are no object or array were recorded as their JSON text. */
function unquoted(output: any): any {
  if (typeof output !== 'string') return output;
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}
