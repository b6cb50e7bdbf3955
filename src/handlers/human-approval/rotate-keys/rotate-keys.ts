import { bornAt, LONGEST_ROTATION_SECONDS, nextSecret } from './next-secret';
import { KeyRing } from '../signing/key-ring';

/**
 * What Secrets Manager asks of a rotation function.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export interface RotationEvent {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

/** The versions of a secret, by their labels. */
export interface SecretVersions {
  readonly rotationEnabled: boolean;
  readonly stages: { readonly [version: string]: readonly string[] | undefined };
}

/** Secrets Manager, as rotation needs it. */
export interface Secrets {
  versions(secret: string): Promise<SecretVersions>;
  /** The text of the version with this label; undefined where there is none. */
  read(secret: string, stage: 'AWSCURRENT' | 'AWSPENDING', version?: string): Promise<string | undefined>;
  /** Writes a version with the label AWSPENDING. */
  write(secret: string, version: string, text: string): Promise<void>;
  /** Makes a version AWSCURRENT in place of another. */
  promote(secret: string, version: string, from: string | undefined): Promise<void>;
}

/** What rotation goes by. */
export interface RotateKeysPorts {
  readonly secrets: Secrets;
  readonly linkLifetimeSeconds: number;
  /** A new key: 32 random bytes or more, as text. */
  readonly newKey: () => string;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Rotates the signing keys, a step a call. Each step may be called again after it was done. */
export class RotateKeys {
  constructor(private readonly ports: RotateKeysPorts) {
    const { linkLifetimeSeconds } = ports;
    if (!Number.isSafeInteger(linkLifetimeSeconds) || linkLifetimeSeconds < 1) throw new Error('LINK_LIFETIME_SECONDS is no whole number of seconds from 1');
  }

  public async rotate({ Step, SecretId, ClientRequestToken: version }: RotationEvent): Promise<void> {
    const { rotationEnabled, stages } = await this.ports.secrets.versions(SecretId);
    if (Step === 'testSecret' && await this.isTrial(SecretId, version, stages[version] ?? [])) return;
    if (!rotationEnabled) throw new Error('the secret is not set up for rotation');
    const labels = stages[version];
    if (!labels) throw new Error('the secret has no version of this rotation');
    if (labels.includes('AWSCURRENT')) return; // the rotation is done
    if (!labels.includes('AWSPENDING')) throw new Error('the version of this rotation is not AWSPENDING');
    switch (Step) {
      case 'createSecret': return this.create(SecretId, version);
      case 'setSecret': return; // the keys are used nowhere but where this secret is read
      case 'testSecret': return this.test(SecretId, version);
      case 'finishSecret':
        await this.test(SecretId, version);
        return this.ports.secrets.promote(SecretId, version, Object.keys(stages).find((name) => stages[name]?.includes('AWSCURRENT')));
      default: throw new Error('Step is none of createSecret, setSecret, testSecret, finishSecret');
    }
  }

  private async create(secret: string, version: string): Promise<void> {
    if (await this.ports.secrets.read(secret, 'AWSPENDING', version) !== undefined) return;
    const { newKey, now, linkLifetimeSeconds } = this.ports;
    const next = nextSecret(await this.currentRing(secret), newKey(), Math.floor(now() / 1000), linkLifetimeSeconds);
    await this.ports.secrets.write(secret, version, next);
  }

  /**
   * Whether `testSecret` comes alone: where a schedule is set up or changed without an immediate rotation, Secrets Manager tries the function on an
   * AWSPENDING version that it makes for that and removes again. Nobody made keys for it, so it is empty or a copy of what is current; the keys that
   * sign today are tested in their place. What AWS says of its labels is AWSPENDING and no more, so nothing is asked of them here. A rotation whose
   * keys were never made passes this too, and is refused by `finishSecret`.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html#SecretsManager-RotateSecret-request-RotateImmediately
   */
  private async isTrial(secret: string, version: string, labels: readonly string[]): Promise<boolean> {
    // a version is only read by a label that it has: another one is an error of Secrets Manager
    const pending = labels.includes('AWSPENDING') ? await this.ports.secrets.read(secret, 'AWSPENDING', version) : undefined;
    if (pending && pending !== await this.ports.secrets.read(secret, 'AWSCURRENT')) return false;
    const ring = await this.currentRing(secret);
    if (!ring.verifies(ring.sign(() => 'rotation'), 'rotation')) throw new Error('the keys of today do not verify what they sign');
    return true;
  }

  /** What is to come must sign and verify, be new, and know the key that signs today: links signed with it are open. */
  private async test(secret: string, version: string): Promise<void> {
    const pending = await this.ports.secrets.read(secret, 'AWSPENDING', version);
    if (pending === undefined) throw new Error('the version of this rotation holds nothing');
    const ring = KeyRing.parse(pending);
    const current = await this.currentRing(secret);
    if (!ring.has(current.current)) throw new Error('the new keys lack the key that signs today');
    if (ring.current === current.current) throw new Error('the new keys have no new key');
    // keys are dropped by the age of their successor, so it must not begin long after it is named for
    if (this.ports.now() / 1000 - (bornAt(ring.current) ?? 0) > LONGEST_ROTATION_SECONDS) {
      throw new Error('the new keys are more than a day old: cancel this rotation (CancelRotateSecret) and start another');
    }
    if (!ring.verifies(ring.sign(() => 'rotation'), 'rotation') || !ring.verifies(current.sign(() => 'rotation'), 'rotation')) {
      throw new Error('the new keys do not verify what they, or the key that signs today, sign');
    }
  }

  private async currentRing(secret: string): Promise<KeyRing> {
    const text = await this.ports.secrets.read(secret, 'AWSCURRENT');
    if (text === undefined) throw new Error('the secret has no current version');
    return KeyRing.parse(text);
  }
}
