/**
 * Why a definition is refused, by AWS's own codes.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export type DiagnosticCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_END_STATE'
  | 'DUPLICATE_STATE_NAME'
  | 'UNSUPPORTED';

/** One thing that is wrong with a definition. */
export interface Diagnostic {
  /** AWS's code, or `UNSUPPORTED` where AWS would take it and this package does not. */
  readonly code: DiagnosticCode;
  /** Where, as a path into the definition: `/States/Charge/Next`. */
  readonly path: string;
  /** The state that it is about; absent where it is about the whole definition. */
  readonly state?: string;
  /** The field that it is about, by its ASL name. */
  readonly field?: string;
  /** What is wrong and what to do, lowercase and without a period. */
  readonly reason: string;
  /** The same in AWS's words, with its place, where those are known. */
  readonly awsMessage?: string;
}

/** A diagnostic as AWS's APIs word it: in AWS's own words where they are known, else in ours. */
export function describeAsAws({ code, awsMessage, reason, path }: Diagnostic): string {
  return `${code}: ${awsMessage ?? `${reason} at ${path}`}`;
}

/** A definition that AWS would refuse, with everything that is wrong with it. */
export class DefinitionError extends Error {
  public readonly name = 'DefinitionError';

  constructor(public readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.length === 1
      ? `invalid definition: ${describe(diagnostics[0])}`
      : `invalid definition: ${diagnostics.length} problems\n${diagnostics.map((each) => `  - ${describe(each)}`).join('\n')}`);
  }
}

/** A diagnostic in one line: the state, the field, the reason and the place. */
export function describe(diagnostic: Diagnostic): string {
  const subject = [
    diagnostic.state === undefined ? undefined : `state '${diagnostic.state}'`,
    diagnostic.field === undefined ? undefined : `field '${diagnostic.field}'`,
  ].filter((part) => part !== undefined).join(', ');
  const place = diagnostic.path === '' ? '' : ` (at ${diagnostic.path})`;
  return `${subject === '' ? '' : `${subject}: `}${diagnostic.reason}${place}`;
}
