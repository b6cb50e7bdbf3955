import type { PermissionNeed } from '../permission-need';

/**
 * Traces to X-Ray.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
 */
export const TRACING: PermissionNeed = {
  actions: ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  resources: ['*'],
  reason: 'sends traces to X-Ray',
  states: [],
  wildcardReason: 'X-Ray has no resources for segments and telemetry',
};
