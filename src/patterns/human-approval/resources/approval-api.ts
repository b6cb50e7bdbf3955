import {
  aws_apigateway as apigateway, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_wafv2 as wafv2, Duration, Names, RemovalPolicy,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../../../workflow/acknowledge';
import { APPROVAL_DEFAULTS } from '../approval-defaults';
import type { HumanApprovalProps } from '../human-approval-props';
import { ApprovalFunction } from './approval-function';

/**
 * The access log, without query strings: they hold signatures.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const ACCESS_LOG = apigateway.AccessLogFormat.custom(JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  agent: '$context.identity.userAgent',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  caller: '$context.identity.userArn',
  principal: '$context.authorizer.principalId',
  subject: '$context.authorizer.claims.sub',
  problem: '$context.error.message',
}));

/** Headers of what API Gateway answers by itself, to who is not let in or is too fast; each value stands in quotes. */
const ANSWER_HEADERS = {
  'Cache-Control': "'no-store'",
  'Referrer-Policy': "'no-referrer'",
  'X-Content-Type-Options': "'nosniff'",
  'Content-Security-Policy': "'default-src \'none\'; frame-ancestors \'none\''".replace(/\\'/g, "'"),
};

/** The API that shows requests and takes decisions. */
export class ApprovalApi extends Construct {
  public readonly api: apigateway.RestApi;
  public readonly accessLogGroup: logs.LogGroup;
  /** Checks JSON Web Tokens, where the authorizer is of that kind. */
  public readonly authorizerFunction?: lambda.Function;
  /** The methods of those who sign their requests: programs, and where IAM is the authorizer, people. */
  public readonly signedMethods: apigateway.Method[];

  constructor(scope: Construct, id: string, props: HumanApprovalProps, handler: lambda.IFunction) {
    super(scope, id);
    const logRetention = props.logRetention ?? APPROVAL_DEFAULTS.logRetention;
    this.accessLogGroup = new logs.LogGroup(this, 'AccessLog', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    this.api = this.createApi(props);
    if (props.authorizer?._kind === 'JWT') {
      const { issuer, audience } = props.authorizer._settings;
      this.authorizerFunction = new ApprovalFunction(this, 'AuthorizeJwt', {
        code: 'authorize-jwt',
        description: `Checks who comes to ${scope.node.path}`,
        environment: { ISSUER: issuer!, AUDIENCE: audience!, IDENTITY_CLAIM: props.authorizer._claim },
        timeout: Duration.seconds(10),
        logRetention,
      });
    }

    this.signedMethods = [];
    const integration = new apigateway.LambdaIntegration(handler, { allowTestInvoke: false });
    const requestValidator = new apigateway.RequestValidator(this, 'Validator', {
      restApi: this.api, validateRequestBody: true, validateRequestParameters: true,
    });
    const checked = { requestValidator, requestParameters: { 'method.request.path.id': true } };
    const requests = this.api.root.addResource('requests').addResource('{id}');
    const decisions = this.api.root.addResource('decisions').addResource('{id}');
    const forPeople = this.authorization(props);
    for (const method of ['GET', 'HEAD', 'POST']) {
      const added = requests.addMethod(method, integration, { ...forPeople, ...checked });
      acknowledgeAuthorization(added, props.authorizer?._kind);
      if (props.authorizer?._kind === 'IAM') this.signedMethods.push(added);
    }
    for (const method of ['GET', 'POST']) {
      const added = decisions.addMethod(method, integration, { authorizationType: apigateway.AuthorizationType.IAM, ...checked });
      acknowledgeAuthorization(added, 'IAM');
      this.signedMethods.push(added);
    }
    if (props.webAclArn !== undefined) {
      new wafv2.CfnWebACLAssociation(this, 'WebAcl', { resourceArn: this.api.deploymentStage.stageArn, webAclArn: props.webAclArn });
    }
  }

  private createApi(props: HumanApprovalProps): apigateway.RestApi {
    const cloudWatchRole = props.cloudWatchRole ?? APPROVAL_DEFAULTS.cloudWatchRole;
    const api = new apigateway.RestApi(this, 'Api', {
      restApiName: Names.uniqueResourceName(this, { maxLength: 128 }),
      description: `Shows the requests of ${this.node.scope!.node.path} and takes decisions`,
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      cloudWatchRole,
      cloudWatchRoleRemovalPolicy: cloudWatchRole ? RemovalPolicy.RETAIN : undefined,
      deployOptions: {
        accessLogDestination: new apigateway.LogGroupLogDestination(this.accessLogGroup),
        accessLogFormat: ACCESS_LOG,
        loggingLevel: apigateway.MethodLoggingLevel.OFF,
        metricsEnabled: true,
        throttlingRateLimit: props.throttlingRateLimit ?? APPROVAL_DEFAULTS.throttlingRateLimit,
        throttlingBurstLimit: props.throttlingBurstLimit ?? APPROVAL_DEFAULTS.throttlingBurstLimit,
      },
    });
    if (cloudWatchRole) {
      acknowledge(api, 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        "the account's log role serves every API of the account, and AWS keeps this policy for it");
    }
    for (const type of [apigateway.ResponseType.DEFAULT_4XX, apigateway.ResponseType.DEFAULT_5XX]) {
      api.addGatewayResponse(type.responseType, { type, responseHeaders: ANSWER_HEADERS });
    }
    acknowledge(api, 'AwsSolutions-APIG6', 'execution logs can hold query strings, and with them signed links; the access log leaves them out');
    if (props.webAclArn === undefined) {
      acknowledge(api, 'AwsSolutions-APIG3', 'a web ACL is the choice of who deploys it (webAclArn); the API is throttled, and links are signed');
    }
    return api;
  }

  private authorization({ authorizer }: HumanApprovalProps): apigateway.MethodOptions {
    switch (authorizer?._kind) {
      case 'COGNITO': {
        const pool = new apigateway.CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [authorizer._settings.userPool!] });
        return { authorizer: pool, authorizationType: apigateway.AuthorizationType.COGNITO };
      }
      case 'JWT': {
        const token = new apigateway.RequestAuthorizer(this, 'Authorizer', {
          handler: this.authorizerFunction!, identitySources: [apigateway.IdentitySource.header('Authorization')], resultsCacheTtl: Duration.seconds(0),
        });
        return { authorizer: token, authorizationType: apigateway.AuthorizationType.CUSTOM };
      }
      case 'IAM': return { authorizationType: apigateway.AuthorizationType.IAM };
      default: return { authorizationType: apigateway.AuthorizationType.NONE };
    }
  }

  /** Lets `grantee` show and decide requests by what is signed. */
  public grantDecide(grantee: iam.IGrantable): iam.Grant {
    return this.signedMethods.map((method) => method.grantExecute(grantee)).reduce((all, one) => all.combine(one));
  }
}

function acknowledgeAuthorization(method: apigateway.Method, kind: string | undefined): void {
  if (kind === 'COGNITO') return;
  const reason = {
    JWT: 'callers show a JSON Web Token that a function checks', IAM: 'callers are authorized by IAM',
  }[kind ?? ''] ?? 'a link is signed for its request and approver, and says nothing to whoever has none';
  acknowledge(method, 'AwsSolutions-COG4', reason);
  if (kind === undefined) acknowledge(method, 'AwsSolutions-APIG4', reason);
}
