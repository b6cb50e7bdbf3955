import * as path from 'node:path';
import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Props of `ShopFunction`. */
export interface ShopFunctionProps {
  /** The function in `handlers/`: `inventory.reserve` is `reserve` of `handlers/inventory/index.js`. */
  readonly code: string;

  /** What it finds in `process.env`. */
  readonly environment?: { [name: string]: string };
}

/** A function of the shop: plain Node.js, so that its folder is its asset, with a role that can write its log and nothing else. */
export class ShopFunction extends lambda.Function {
  constructor(scope: Construct, id: string, props: ShopFunctionProps) {
    const [folder, name] = props.code.split('.');
    const logGroup = new logs.LogGroup(scope, `${id}Log`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, 'handlers', folder)),
      handler: `index.${name}`,
      environment: props.environment,
      timeout: Duration.seconds(10),
      memorySize: 256,
      logGroup,
      role,
    });
  }
}
