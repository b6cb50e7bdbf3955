import {
  aws_apigateway as apigateway, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_logs as logs, aws_sqs as sqs,
  aws_stepfunctions as sfn, Names, RemovalPolicy, Token,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { API_DEFAULTS, ApiTriggerOptions } from './api-options';
import { isFieldExpression, requestSchema } from './api-schema';
import { endedTemplate, REFUSED_TEMPLATE, STARTED_TEMPLATE, startTemplate, UNAVAILABLE_TEMPLATE } from './api-templates';
import { checkInvocation } from './pipe-resources';
import { TriggerInvocation } from './trigger-invocation';
import { TriggerResources } from './trigger-resources';

/** Props of `ApiTrigger`. */
export interface ApiTriggerProps extends ApiTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

const JSON_TYPE = 'application/json';

/** Options that belong to a stage, and so to the API that is given. */
const STAGE_OPTIONS = ['throttlingRateLimit', 'throttlingBurstLimit', 'accessLogRetention', 'cloudWatchRole'] as const;

/** Starts a workflow for each POST request (an API Gateway REST API, without code between). */
export class ApiTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  public readonly summary: string;

  /** None: a request that starts nothing is answered with an error, and its caller knows. */
  public readonly deadLetterQueue?: sqs.IQueue;
  /** None, as there is no dead-letter queue. */
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;

  /** The API: the one given, or the one created. */
  public readonly api: apigateway.RestApi;
  /** The POST method that starts the workflow. */
  public readonly method: apigateway.Method;
  /** Where to POST to. */
  public readonly url: string;
  /** The access log of the API; none where the API is given. */
  public readonly accessLogGroup?: logs.ILogGroup;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: ApiTriggerProps) {
    super(scope, id, props.workflow);
    this.checkProps(props);

    const waits = (props.invocation ?? API_DEFAULTS.invocation) === TriggerInvocation.SYNCHRONOUS;
    this.role = this._createRole('apigateway.amazonaws.com', {}, waits ? this._startSyncStatements() : [this._startStatement()]);
    if (!props.api) this.accessLogGroup = this.createAccessLogGroup(props);
    this.api = props.api ?? this.createApi(props, this.accessLogGroup!);

    const resource = props.path ? this.api.root.resourceForPath(props.path) : this.api.root;
    this.method = resource.addMethod('POST', this.createIntegration(props, waits), this.methodOptions(props));
    this.url = this.api.urlForPath(resource.path);
    this.summary = `POST ${resource.path}${waits ? ', answered with the output' : ''}`;
    if (authorizationOf(props) === apigateway.AuthorizationType.IAM) {
      acknowledge(this.method, 'AwsSolutions-COG4', 'callers are authorized by IAM');
    }
  }

  /** Lets `grantee` call the API's method (`execute-api:Invoke`). */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.method.grantExecute(grantee);
  }

  private createAccessLogGroup(props: ApiTriggerProps): logs.LogGroup {
    return new logs.LogGroup(this, 'AccessLog', {
      retention: props.accessLogRetention ?? API_DEFAULTS.accessLogRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private createApi(props: ApiTriggerProps, accessLog: logs.ILogGroup): apigateway.RestApi {
    const cloudWatchRole = props.cloudWatchRole ?? API_DEFAULTS.cloudWatchRole;
    const api = new apigateway.RestApi(this, 'Api', {
      restApiName: Names.uniqueResourceName(this, { maxLength: 128 }),
      description: `Starts ${props.workflow.node.path}`,
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      cloudWatchRole,
      cloudWatchRoleRemovalPolicy: cloudWatchRole ? RemovalPolicy.RETAIN : undefined,
      deployOptions: {
        accessLogDestination: new apigateway.LogGroupLogDestination(accessLog),
        accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
        loggingLevel: apigateway.MethodLoggingLevel.ERROR,
        metricsEnabled: true,
        tracingEnabled: true,
        throttlingRateLimit: props.throttlingRateLimit ?? API_DEFAULTS.throttlingRateLimit,
        throttlingBurstLimit: props.throttlingBurstLimit ?? API_DEFAULTS.throttlingBurstLimit,
      },
    });
    if (cloudWatchRole) {
      acknowledge(
        api,
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        "the account's log role serves every API of the account, and AWS keeps this policy for it",
      );
    }
    return api;
  }

  private createIntegration(props: ApiTriggerProps, waits: boolean): apigateway.AwsIntegration {
    const answer = (statusCode: string, template: string, selectionPattern?: string): apigateway.IntegrationResponse =>
      ({ statusCode, selectionPattern, responseTemplates: { [JSON_TYPE]: template } });
    return new apigateway.AwsIntegration({
      service: 'states',
      action: waits ? 'StartSyncExecution' : 'StartExecution',
      integrationHttpMethod: 'POST',
      options: {
        credentialsRole: this.role,
        passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
        requestTemplates: { [JSON_TYPE]: startTemplate(props.workflow.startArn, props.executionNameField) },
        integrationResponses: [
          answer('200', waits ? endedTemplate(props.statusCodeField) : STARTED_TEMPLATE),
          answer('400', REFUSED_TEMPLATE, '4\\d{2}'),
          answer('502', UNAVAILABLE_TEMPLATE, '5\\d{2}'),
        ],
      },
    });
  }

  private methodOptions(props: ApiTriggerProps): apigateway.MethodOptions {
    const model = new apigateway.Model(this, 'Request', {
      restApi: this.api,
      contentType: JSON_TYPE,
      description: `What starts ${props.workflow.node.path}`,
      schema: requestSchema(props),
    });
    const validator = new apigateway.RequestValidator(this, 'Validator', {
      restApi: this.api,
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    return {
      authorizationType: authorizationOf(props),
      authorizer: props.authorizer,
      requestModels: { [JSON_TYPE]: model },
      requestValidator: validator,
      methodResponses: ['200', ...props.statusCodeField === undefined ? [] : ['207'], '400', '429', '500', '502', '504'].map((statusCode) => ({ statusCode })),
    };
  }

  private checkProps(props: ApiTriggerProps): void {
    const checks = new PropChecks(this);
    checkInvocation(props.invocation, props.workflow, checks);
    if (props.executionNameField !== undefined) {
      checks.check(isFieldExpression(props.executionNameField), 'executionNameField', props.executionNameField,
        "name a field of the body, such as 'orderId' or 'order.id'");
      checks.check(props.workflow.workflowType !== sfn.StateMachineType.EXPRESS, 'executionNameField', props.executionNameField,
        `${props.workflow.node.path} is Express, and names do not keep Express executions from running twice; leave it out, or make it Standard`);
    }
    if (props.statusCodeField !== undefined) {
      checks.check(/^[A-Za-z_][A-Za-z0-9_]*$/.test(props.statusCodeField), 'statusCodeField', props.statusCodeField,
        "name a field of the output, such as 'statusCode'");
      checks.check((props.invocation ?? API_DEFAULTS.invocation) === TriggerInvocation.SYNCHRONOUS, 'statusCodeField', props.statusCodeField,
        'leave it out, or let the request wait for the output with TriggerInvocation.SYNCHRONOUS');
    }
    if (props.path !== undefined) {
      checks.check(/^[\w.:-]+(\/[\w.:-]+)*$/.test(props.path), 'path', props.path,
        "give names of letters, digits, _ . : and -, with / between them: 'shops/orders'");
    }
    for (const prop of ['throttlingRateLimit', 'throttlingBurstLimit'] as const) {
      const value = props[prop];
      checks.check(value === undefined || value > 0, prop, value, 'give more than 0');
    }
    const burst = props.throttlingBurstLimit;
    checks.check(burst === undefined || Token.isUnresolved(burst) || Number.isInteger(burst), 'throttlingBurstLimit', burst, 'give a whole number');
    for (const prop of props.api ? STAGE_OPTIONS : []) {
      if (props[prop] !== undefined) checks.add(prop, props[prop], `it belongs to the stage of ${props.api!.node.path}; set it there`);
    }
    checks.throwIfAny();
  }
}

function authorizationOf(props: ApiTriggerOptions): apigateway.AuthorizationType {
  return props.authorizationType ?? props.authorizer?.authorizationType ?? API_DEFAULTS.authorizationType;
}
