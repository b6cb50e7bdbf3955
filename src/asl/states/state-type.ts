import { JsonObject } from '../json';
import { StateTypeName } from '../model';
import { Fields } from '../parsing/fields';
import { Place } from '../parsing/place';

/** One type of state: its fields, and what must hold between them. */
export interface StateType {
  readonly type: StateTypeName;
  /** The fields beside those that every state has. */
  readonly fields: Fields;
  /** Whether the state ends its scope without `End`. */
  readonly terminal?: boolean;
  /** Checks what no single field can tell. */
  check?(source: JsonObject, place: Place): void;
  /** Puts what was read into the shape of the model, where that is not the fields as they are. */
  shape?(read: Record<string, unknown>, source: JsonObject): Record<string, unknown>;
  /** Takes `shape` back, before the state is written. */
  unshape?(state: Record<string, unknown>): Record<string, unknown>;
}
