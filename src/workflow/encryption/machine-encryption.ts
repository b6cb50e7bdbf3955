import { aws_kms as kms, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { letLogDeliveryDecrypt } from './log-key-access';

/**
 * Encrypts a state machine with a customer managed key. Its role may use the key for this machine only (the derived policy says so);
 * log delivery may decrypt what the machine hands over. CDK's own configuration would let log delivery decrypt everything.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function encryptMachine(machine: sfn.StateMachine, key: kms.IKey, reuse: Duration | undefined, logging: boolean): void {
  const resource = machine.node.defaultChild as sfn.CfnStateMachine;
  resource.encryptionConfiguration = {
    type: 'CUSTOMER_MANAGED_KMS_KEY',
    kmsKeyId: key.keyArn,
    kmsDataKeyReusePeriodSeconds: reuse?.toSeconds(),
  };
  if (logging) letLogDeliveryDecrypt(machine, key);
}
