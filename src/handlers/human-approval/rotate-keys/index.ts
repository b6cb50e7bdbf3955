// The function `rotate-keys`, over AWS. It is made at the first call: what it lacks is told where somebody looks.
import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { RotateKeys, RotationEvent } from './rotate-keys';
import { SecretsManager } from '../aws/secrets';
import { required } from '../environment';

let rotateKeys: RotateKeys | undefined;

export async function handler(event: RotationEvent): Promise<void> {
  rotateKeys ??= new RotateKeys({
    secrets: new SecretsManager(new SecretsManagerClient({})),
    linkLifetimeSeconds: Number(required(process.env, 'LINK_LIFETIME_SECONDS')),
    newKey: () => randomBytes(32).toString('base64url'),
    now: () => Date.now(),
  });
  return rotateKeys.rotate(event);
}
