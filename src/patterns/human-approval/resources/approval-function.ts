import * as path from 'node:path';
import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** How a function of the pattern is set up. */
export interface ApprovalFunctionProps {
  /** Its folder among the bundled functions. */
  readonly code: string;
  readonly description: string;
  readonly environment: { [name: string]: string };
  readonly timeout: Duration;
  readonly logRetention: logs.RetentionDays;
}

/** Where `npx projen generate` puts the functions, one folder each; the package has them at the same place. */
const BUNDLES = path.join(__dirname, '..', '..', '..', 'handlers', 'generated', 'human-approval');

/**
 * A function of the pattern: Node.js with the AWS SDK of its runtime and nothing else. Its role writes its own log; what else it may do
 * is granted to it one by one.
 */
export class ApprovalFunction extends lambda.Function {
  constructor(scope: Construct, id: string, props: ApprovalFunctionProps) {
    const logGroup = new logs.LogGroup(scope, `${id}Log`, { retention: props.logRetention, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(BUNDLES, props.code)),
      handler: 'index.handler',
      description: props.description,
      environment: props.environment,
      timeout: props.timeout,
      memorySize: 512,
      logGroup,
      role,
    });
  }
}
