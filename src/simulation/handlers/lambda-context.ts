import { DEFAULT_MEMORY, DEFAULT_TIMEOUT } from './lambda-environment';
import type { ResourceModel } from '../../assembly';

/** The second argument of a handler (AWS Lambda developer guide, "Node.js context object"). */
export function contextOf(resource: ResourceModel, invokedArn: string, requestId: string): object {
  const { MemorySize, Timeout } = resource.properties;
  return {
    functionName: resource.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: invokedArn,
    memoryLimitInMB: String(MemorySize ?? DEFAULT_MEMORY),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${resource.name}`,
    logStreamName: `[$LATEST]${requestId.replaceAll('-', '')}`,
    callbackWaitsForEmptyEventLoop: true,
    // virtual time stands still while a handler runs
    getRemainingTimeInMillis: () => Number(Timeout ?? DEFAULT_TIMEOUT) * 1000,
  };
}
