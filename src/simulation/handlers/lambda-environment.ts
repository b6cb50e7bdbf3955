import { isObject } from '../../asl';
import type { ResourceModel } from '../../assembly';

/** What of the process's own environment a function sees: what Node.js itself needs. */
const PASSED_ON = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS'];

/** Stands where Lambda gives the credentials of the function's role, so that no call of an SDK uses those of whoever runs the test. */
const NO_CREDENTIALS = 'simulated';

/**
 * The environment variables of a function: its own, resolved, and those that Lambda defines
 * (AWS Lambda developer guide, "Defined runtime environment variables").
 *
 * @throws AssemblyError a variable that only a deployment knows
 */
export function environmentOf(resource: ResourceModel): Record<string, string | undefined> {
  const { Environment, Runtime, Handler, MemorySize } = resource.properties;
  const region = resource.arn.split(':')[3];
  const variables = isObject(Environment) && isObject(Environment.Variables) ? Environment.Variables : {};
  return {
    ...Object.fromEntries(PASSED_ON.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]])),
    _HANDLER: String(Handler),
    AWS_ACCESS_KEY_ID: NO_CREDENTIALS,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${String(Runtime)}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize ?? DEFAULT_MEMORY),
    AWS_LAMBDA_FUNCTION_NAME: resource.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${resource.name}`,
    AWS_REGION: region,
    AWS_SECRET_ACCESS_KEY: NO_CREDENTIALS,
    AWS_SESSION_TOKEN: NO_CREDENTIALS,
    LAMBDA_TASK_ROOT: '/var/task',
    TZ: ':UTC',
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}

/** Megabytes of a function that does not say (AWS::Lambda::Function reference). */
export const DEFAULT_MEMORY = 128;

/** Seconds that a function may run which does not say (same source). */
export const DEFAULT_TIMEOUT = 3;
