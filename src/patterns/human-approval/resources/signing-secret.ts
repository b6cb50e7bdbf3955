import { aws_iam as iam, aws_lambda as lambda, aws_secretsmanager as secretsmanager, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { APPROVAL_DEFAULTS } from '../approval-defaults';
import type { HumanApprovalProps } from '../human-approval-props';
import { ApprovalFunction } from './approval-function';

/** The key ring and what turns it. */
export interface SigningSecret {
  readonly secret: secretsmanager.ISecret;
  /** Adds a new key; none where the secret is given, and its owner rotates it. */
  readonly rotateFunction?: lambda.Function;
}

/** Name of the first key. The functions know no other name than those in the secret. */
const FIRST_KEY = 'first';

/**
 * The keys that sign links, in one secret: `current` names the one that signs, and those that signed before stay as long as a link of theirs is
 * open. So a rotation breaks no open request.
 */
export function createSigningSecret(scope: Construct, props: HumanApprovalProps, linkLifetimeSeconds: number): SigningSecret {
  if (props.signingSecret) return { secret: props.signingSecret };
  const secret = new secretsmanager.Secret(scope, 'SigningSecret', {
    description: `Signs the links of ${scope.node.path}`,
    encryptionKey: props.encryptionKey,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ current: FIRST_KEY }), generateStringKey: FIRST_KEY, passwordLength: 64, excludePunctuation: true,
    },
  });
  const rotateFunction = new ApprovalFunction(scope, 'RotateKeys', {
    code: 'rotate-keys',
    description: `Rotates the keys that sign the links of ${scope.node.path}`,
    environment: { LINK_LIFETIME_SECONDS: String(linkLifetimeSeconds) },
    timeout: Duration.seconds(30),
    logRetention: props.logRetention ?? APPROVAL_DEFAULTS.logRetention,
  });
  rotateFunction.addToRolePolicy(new iam.PolicyStatement({
    actions: ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map((action) => `secretsmanager:${action}`),
    resources: [secret.secretArn],
  }));
  if (props.encryptionKey) {
    rotateFunction.addToRolePolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [props.encryptionKey.keyArn],
    }));
  }
  rotateFunction.addPermission('Rotation', {
    principal: new iam.ServicePrincipal('secretsmanager.amazonaws.com'), sourceArn: secret.secretArn,
  });
  const schedule = new secretsmanager.CfnRotationSchedule(scope, 'SigningKeyRotation', {
    secretId: secret.secretArn,
    rotationLambdaArn: rotateFunction.functionArn,
    rotateImmediatelyOnUpdate: false,
    rotationRules: { automaticallyAfterDays: (props.signingKeyRotation ?? APPROVAL_DEFAULTS.signingKeyRotation).toDays() },
  });
  schedule.node.addDependency(rotateFunction);
  return { secret, rotateFunction };
}
