import type { ServiceRequest } from './service-request';

/** Whether a role may make a call. */
export interface AuthorizationDecision {
  /** Whether the call is allowed. */
  readonly allowed: boolean;
  /**
   * Why it is denied: the cause of the error `States.Permissions`.
   *
   * @default - the role, the service and the action are named
   */
  readonly reason?: string;
}

/** Sees every call, with the role that makes it, before it is answered. */
export interface IAuthorizer {
  /**
   * Decides on a call.
   *
   * @param request the call; `roleArn` is who makes it
   */
  authorize(request: ServiceRequest): AuthorizationDecision;
}
