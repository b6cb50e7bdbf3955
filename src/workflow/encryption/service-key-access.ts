import { aws_iam as iam, aws_kms as kms, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addToKeyPolicy } from './key-policy';

/** Lets an AWS service of this account use a key to send to something that the key encrypts. */
export function letServiceUseKey(scope: Construct, key: kms.IKey, service: string): void {
  addToKeyPolicy(key, service.split('.')[0], new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    principals: [new iam.ServicePrincipal(service)],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  }));
}
