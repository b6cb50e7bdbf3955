import { stringify } from './payload';
import { Json, JsonObject } from '../../asl';

/** An event as it is kept while the execution runs: payloads stay values until somebody reads the history. */
export interface RecordedEvent {
  readonly id: number;
  readonly previous: number;
  /** virtual time in milliseconds since the epoch */
  readonly at: number;
  readonly type: string;
  readonly details: EventDetails | undefined;
}

/** What an event tells, with payloads as values under the names that AWS uses for their text. */
export type EventDetails = { readonly [key: string]: unknown };

/** An event in the shape of GetExecutionHistory. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: string;
  readonly type: string;
  readonly [details: string]: unknown;
}

const PAYLOADS: ReadonlySet<string> = new Set(['input', 'output']);
const STATE_EVENT = /State(Entered|Exited)$/;

/** Puts an event into the shape of GetExecutionHistory. */
export function toHistoryEvent(event: RecordedEvent): HistoryEvent {
  const shaped: Record<string, unknown> = {
    id: event.id,
    previousEventId: event.previous,
    timestamp: new Date(event.at).toISOString(),
    type: event.type,
  };
  if (event.details) shaped[detailsKey(event.type)] = shapedDetails(event.details);
  return shaped as unknown as HistoryEvent;
}

function detailsKey(type: string): string {
  const state = STATE_EVENT.exec(type);
  return state ? `state${state[1]}EventDetails` : `${type[0].toLowerCase()}${type.slice(1)}EventDetails`;
}

function shapedDetails(details: EventDetails): Record<string, unknown> {
  const shaped: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    if (value === undefined) continue;
    if (PAYLOADS.has(key)) {
      shaped[key] = stringify(value);
      shaped[`${key}Details`] = { truncated: false };
    } else if (key === 'assignedVariables') {
      shaped[key] = Object.fromEntries(Object.entries(value as JsonObject).map(([name, assigned]) => [name, stringify(assigned)]));
      shaped[`${key}Details`] = { truncated: false };
    } else {
      shaped[key] = key === 'parameters' ? stringify(value as Json) : value;
    }
  }
  return shaped;
}
