import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { TaskWork } from './task-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to call an action of the AWS SDK. `arguments` are the parameters of the action, in PascalCase; without them the action is
 * called with none. The result is what the action answers.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export interface CallServiceProps extends StepProps {
  /** Service as Step Functions names it, in lower case: `s3`, `dynamodb`, `sfn`, `cloudwatchlogs`. */
  readonly service: string;

  /** Action in camelCase: `putObject`, `listObjectsV2`. */
  readonly action: string;

  /**
   * What the service's exceptions start with.
   *
   * @default - the service's name with its first letter in upper case, or as AWS spells it where that is known (`DynamoDb`, `S3`)
   */
  readonly errorPrefix?: string;
}

/** Services whose errors are not spelt as their name with an upper first letter. */
const ERROR_PREFIXES: { readonly [service: string]: string } = {
  cloudwatchlogs: 'CloudWatchLogs',
  dynamodb: 'DynamoDb',
  eventbridge: 'EventBridge',
  secretsmanager: 'SecretsManager',
};

/** Calls an action of the AWS SDK. */
export class CallService extends TaskWork {
  public readonly resource: string;
  protected readonly transientErrors: readonly string[];

  constructor(private readonly call: CallServiceProps) {
    super('callService', capitalized(call.action), call, [WaitFor.RESPONSE, WaitFor.CALLBACK]);
    this.resource = `aws-sdk:${call.service}:${call.action}`;
    this.transientErrors = transientErrors(call.errorPrefix ?? ERROR_PREFIXES[call.service] ?? capitalized(call.service));
  }

  protected request(): JsonObject {
    return this.props.arguments ?? {};
  }

  protected defaultResult(): string {
    return '$states.result';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    const { service, action } = this.call;
    checks.check(/^[a-z][a-z0-9]*$/.test(service), prop('service'), service,
      'name the service as Step Functions does, lower case letters and digits only (s3, dynamodb, sfn)');
    checks.check(/^[a-z][A-Za-z0-9]*$/.test(action), prop('action'), action, 'name the action in camelCase (putObject)');
    this.checkToken(checks, prop('arguments'), this.props.arguments);
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
