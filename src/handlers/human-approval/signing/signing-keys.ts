import { KeyRing } from './key-ring';

/** How long keys are used without a look at the secret: a warm function notices a rotation that much later at most. */
export const KEYS_TRUSTED_MS = 5 * 60_000;

/** How often an unknown key makes the secret be read: links with invented keys must not become calls of Secrets Manager. */
export const REFETCH_MS = 30_000;

/** What the signing keys need of the world. */
export interface SigningKeysPorts {
  /** The secret's current text. */
  readonly readSecret: () => Promise<string>;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** The signing keys of a warm function: read once, again after a while, and when a link names a key that is not among them. */
export class SigningKeys {
  private read?: { readonly ring: Promise<KeyRing>; readonly at: number };

  constructor(private readonly ports: SigningKeysPorts) {}

  /** The keys, at most `KEYS_TRUSTED_MS` old. */
  public async ring(): Promise<KeyRing> {
    return this.youngerThan(KEYS_TRUSTED_MS);
  }

  /** The keys, looked up anew where this key is not among them and the last look is long enough ago. */
  public async ringWith(key: string): Promise<KeyRing> {
    const ring = await this.ring();
    return ring.has(key) ? ring : this.youngerThan(REFETCH_MS);
  }

  private async youngerThan(age: number): Promise<KeyRing> {
    const now = this.ports.now();
    if (this.read && now - this.read.at < age) return this.read.ring;
    const reading = { ring: this.ports.readSecret().then((text) => KeyRing.parse(text)), at: now };
    this.read = reading; // whoever asks meanwhile waits for the same answer
    try {
      return await reading.ring;
    } catch (error) {
      if (this.read === reading) this.read = undefined; // a failure is not remembered
      throw error;
    }
  }
}
