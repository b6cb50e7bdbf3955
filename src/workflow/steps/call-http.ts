import { aws_events as events } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { TaskWork } from './task-work';
import { HTTP_ERRORS } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to call an HTTPS API. `arguments` is the body; by default POST, PUT and PATCH send the object that the step receives, the others
 * nothing. The result is the body of the answer. An answer of 400 or more is the error `States.Http.StatusCode.` and its number.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export interface CallHttpProps extends StepProps {
  /** Where the API is, `https://…`; text or an expression in `{% %}`. */
  readonly url: string;

  /**
   * GET, POST, PUT, DELETE, PATCH, OPTIONS or HEAD.
   *
   * @default POST
   */
  readonly method?: string;

  /**
   * Headers, each text or an expression in `{% %}`.
   *
   * @default - those of the connection
   */
  readonly headers?: { [name: string]: string };

  /**
   * Query parameters, each text or an expression in `{% %}`.
   *
   * @default - those of the connection
   */
  readonly query?: { [name: string]: string };
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

/** Calls an HTTPS API. */
export class CallHttp extends TaskWork {
  public readonly resource = 'http:invoke';
  protected readonly transientErrors = HTTP_ERRORS;
  private readonly method: string;

  constructor(private readonly connection: events.IConnection, private readonly call: CallHttpProps) {
    super('callHttp', connection.node.id, call, [WaitFor.RESPONSE]);
    this.method = call.method ?? 'POST';
  }

  protected request(): JsonObject {
    const { url, headers, query } = this.call;
    const body = this.props.arguments !== undefined || ['POST', 'PUT', 'PATCH'].includes(this.method);
    return {
      ApiEndpoint: url,
      Method: this.method,
      Authentication: { ConnectionArn: this.connection.connectionArn },
      ...(headers === undefined ? {} : { Headers: headers }),
      ...(query === undefined ? {} : { QueryParameters: query }),
      ...(body ? { RequestBody: this.payload() } : {}),
    };
  }

  protected defaultResult(): string {
    return '$states.result.ResponseBody';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    checks.check(METHODS.includes(this.method), prop('method'), this.method, `give one of ${METHODS.join(', ')}`);
    checks.check(/^(https:\/\/|\{%|\$\{Token)/.test(this.call.url), prop('url'), this.call.url, "give an address that starts with 'https://'");
  }
}
