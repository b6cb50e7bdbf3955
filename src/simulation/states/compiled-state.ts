import type { State } from '../../asl';
import type { Failure } from '../engine/failure';
import type { Frame } from '../engine/frame';

/** A state that was made ready to run: everything that can be worked out from the definition is. */
export abstract class CompiledState {
  public readonly name: string;
  public readonly enteredType: string;
  public readonly exitedType: string;
  /** the event that tells of the state being aborted, where AWS has one for the type */
  public readonly abortedType: string | undefined = undefined;
  /** whether the context object has a token for the state */
  public readonly hasTaskToken: boolean = false;

  constructor(state: State) {
    this.name = state.name;
    this.enteredType = `${state.type}StateEntered`;
    this.exitedType = `${state.type}StateExited`;
  }

  /**
   * Runs the state.
   *
   * @returns true when the frame has left the state, false when the state waits
   * @throws when the state fails
   */
  public abstract execute(frame: Frame): boolean;

  /** How long to wait before the state runs again after this failure, in milliseconds; undefined: it does not. */
  public retryDelay(_frame: Frame, _failure: Failure): number | undefined {
    return undefined;
  }

  /** Writes what the history tells of a failure that is not retried. */
  public failed(_frame: Frame): void {}

  /** Leaves the state for where a catcher says. @returns false where none names the failure */
  public caught(_frame: Frame, _failure: Failure): boolean {
    return false;
  }
}
