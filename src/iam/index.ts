export type { AllowedResources, KnownResource, PermissionContext, ResourceKind, ResourceLookup } from './permission-context';
export type { PermissionDiagnostic, PermissionDiagnosticCode } from './permission-error';
export { PermissionError } from './permission-error';
export type { Conditions, PermissionNeed } from './permission-need';
export type { DerivedPermissions } from './required-permissions';
export { derivePermissions, requiredPermissions } from './required-permissions';
