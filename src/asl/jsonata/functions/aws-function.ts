import type { Interpreter } from '../interpreter';

/** A function that Step Functions adds to JSONata. */
export interface AwsFunction {
  /** Its name without the `$`. */
  readonly name: string;
  /** Its parameters and result in JSONata's signature notation. */
  readonly signature: string;
  /** The function itself, over the interpreter it runs in. */
  make(interpreter: Interpreter): (...args: any[]) => unknown;
}
