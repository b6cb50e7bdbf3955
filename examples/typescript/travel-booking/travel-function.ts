import * as path from 'node:path';
import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A function of the agency: plain Node.js, so that its folder is its asset, with a role that can write its log and nothing else. */
export class TravelFunction extends lambda.Function {
  /** @param code the function in `handlers/`: `hotels.search` is `search` of `handlers/hotels/index.js` */
  constructor(scope: Construct, id: string, code: string) {
    const [folder, name] = code.split('.');
    const logGroup = new logs.LogGroup(scope, `${id}Log`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, 'handlers', folder)),
      handler: `index.${name}`,
      timeout: Duration.seconds(5),
      memorySize: 256,
      logGroup,
      role,
    });
  }
}
