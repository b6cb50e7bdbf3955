import type { Definition } from '../asl';
import type { PermissionContext } from './permission-context';
import { PermissionDiagnostic, PermissionError } from './permission-error';
import type { PermissionNeed } from './permission-need';

/** What a definition needs, and what keeps the rest from being told. */
export interface DerivedPermissions {
  /** The needs that can be told, merged and sorted. */
  readonly needs: readonly PermissionNeed[];
  /** Why the others cannot be told, in the definition's order. */
  readonly diagnostics: readonly PermissionDiagnostic[];
}

/**
 * What the execution role of a definition needs.
 *
 * @throws PermissionError that lists every call whose needs cannot be told
 */
export function requiredPermissions(definition: Definition, context: PermissionContext): PermissionNeed[] {
  const { needs, diagnostics } = derivePermissions(definition, context);
  if (diagnostics.length > 0) throw new PermissionError(diagnostics);
  return [...needs];
}

/** The same, with what cannot be told as data instead of an error. */
export function derivePermissions(definition: Definition, context: PermissionContext): DerivedPermissions {
  // what knows the integrations loads with the first definition, not with the library
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('./derive-permissions') as typeof import('./derive-permissions');
  return room.derivePermissions(definition, context);
}
