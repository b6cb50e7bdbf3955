/** Why the TestState API would refuse a request, by its own code. */
export class TestStateException extends Error {
  constructor(public readonly code: 'ValidationException' | 'InvalidDefinition' | 'InvalidExecutionInput' | 'ParamValidationError', message: string) {
    super(message);
    this.name = code;
  }
}

/** Refuses a request as the API does where a field is wrong. */
export function invalid(message: string): never {
  throw new TestStateException('ValidationException', message);
}
