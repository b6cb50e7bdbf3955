/** Why the permissions of a state cannot be told. */
export interface PermissionDiagnostic {
  /** `DYNAMIC_RESOURCE`, `UNKNOWN_RESOURCE`, `MISSING_ARGUMENT`, `UNKNOWN_INTEGRATION`, `UNKNOWN_SERVICE`, `UNKNOWN_ACTION`. */
  readonly code: PermissionDiagnosticCode;
  /** Name of the state. */
  readonly state: string;
  /** Field that decides it, from the state down (`Arguments.QueueUrl`). */
  readonly field: string;
  /** The expression or text found there. Default: nothing is there. */
  readonly got?: string;
  /** The whole message, in the project's wording: what is wrong and what to do. */
  readonly message: string;
}

export type PermissionDiagnosticCode =
  | 'DYNAMIC_RESOURCE' | 'UNKNOWN_RESOURCE' | 'MISSING_ARGUMENT' | 'UNKNOWN_INTEGRATION' | 'UNKNOWN_SERVICE' | 'UNKNOWN_ACTION';

/** All reasons why the permissions of one definition cannot be told. */
export class PermissionError extends Error {
  constructor(public readonly diagnostics: readonly PermissionDiagnostic[]) {
    super(diagnostics.length === 1
      ? diagnostics[0].message
      : `the permissions of ${diagnostics.length} calls cannot be told\n${diagnostics.map((d) => `  - ${d.message}`).join('\n')}`);
    this.name = 'PermissionError';
  }
}
