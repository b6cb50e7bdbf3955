import { ArnFormat, aws_iam as iam, aws_kms as kms, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addToKeyPolicy } from './key-policy';

/**
 * Lets CloudWatch Logs encrypt one log group with a key.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function letLogsEncrypt(scope: Construct, key: kms.IKey, groupName: string): void {
  const stack = Stack.of(scope);
  addToKeyPolicy(key, 'logs', new iam.PolicyStatement({
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    conditions: {
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
          service: 'logs', resource: 'log-group', resourceName: groupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  }));
}

/**
 * Lets log delivery read what an encrypted state machine hands over to be logged.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function letLogDeliveryDecrypt(scope: Construct, key: kms.IKey): void {
  const stack = Stack.of(scope);
  addToKeyPolicy(key, 'delivery.logs', new iam.PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: ['*'],
    principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
    conditions: {
      StringEquals: {
        'kms:EncryptionContext:SourceArn': stack.formatArn({ service: 'logs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }),
      },
    },
  }));
}
