import { stringify } from '../engine/payload';
import type { ServiceRequest } from '../service-request';
import type { Call } from '../tasks/call';

/** The call as users see it: a copy, so that code of theirs cannot reach into the run. */
export function requestOf(call: Call): ServiceRequest {
  const requestJson = stringify(call.request);
  return {
    stateName: call.state,
    resource: call.resource,
    service: call.service,
    action: call.action,
    pattern: call.pattern,
    get request() { return JSON.parse(requestJson); },
    requestJson,
    roleArn: call.roleArn,
    stateMachineArn: call.machineArn,
    stateMachineName: call.machineName,
    executionArn: call.executionArn,
    retryCount: call.retryCount,
    taskToken: call.taskToken,
    time: new Date(call.at).toISOString(),
  };
}
