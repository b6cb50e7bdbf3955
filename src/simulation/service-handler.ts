import type { ServiceRequest } from './service-request';
import type { ServiceResponse } from './service-response';

/** Answers calls with code of yours. */
export interface IServiceHandler {
  /**
   * Answers a call.
   *
   * @param request the call
   * @returns what the service answers, a failure as data
   */
  handle(request: ServiceRequest): ServiceResponse;
}
