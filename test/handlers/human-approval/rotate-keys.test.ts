import { KEPT_LONGER_SECONDS, LONGEST_ROTATION_SECONDS, nextSecret } from '../../../src/handlers/human-approval/rotate-keys/next-secret';
import { RotateKeys, Secrets } from '../../../src/handlers/human-approval/rotate-keys/rotate-keys';
import { KeyRing } from '../../../src/handlers/human-approval/signing/key-ring';

const LIFETIME = 7 * 86_400;
const SECONDS = 1_800_000_000;
const FIRST = JSON.stringify({ current: 'first', first: 'f'.repeat(40) });

/** Secrets Manager in memory: one secret, its versions and their labels. */
class Vault implements Secrets {
  public rotationEnabled = true;
  public stages: { [version: string]: string[] } = { v1: ['AWSCURRENT'], v2: ['AWSPENDING'] };
  public readonly texts: { [version: string]: string | undefined } = { v1: FIRST };
  public now = SECONDS * 1000;
  public made = 0;
  private readonly rotation = new RotateKeys({
    secrets: this, linkLifetimeSeconds: LIFETIME, now: () => this.now, newKey: () => `${this.made++}`.padStart(43, 'n'),
  });

  public async step(Step: string, ClientRequestToken = 'v2'): Promise<void> {
    return this.rotation.rotate({ Step, SecretId: 'arn:secret', ClientRequestToken });
  }

  public async versions(): Promise<{ rotationEnabled: boolean; stages: { [version: string]: string[] } }> {
    return { rotationEnabled: this.rotationEnabled, stages: this.stages };
  }

  public async read(_: string, stage: string, version?: string): Promise<string | undefined> {
    if (version !== undefined && !this.stages[version]?.includes(stage)) throw new Error('InvalidRequestException');
    return this.texts[version ?? Object.keys(this.stages).find((name) => this.stages[name].includes(stage))!];
  }

  public async write(_: string, version: string, text: string): Promise<void> {
    if (this.texts[version] !== undefined) throw new Error('ResourceExistsException');
    this.texts[version] = text;
  }

  public async promote(_: string, version: string, from: string | undefined): Promise<void> {
    if (from) this.stages[from] = ['AWSPREVIOUS'];
    this.stages[version] = ['AWSCURRENT', 'AWSPENDING'];
  }
}

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

test('a rotation adds a key that signs from then on, and keeps the one that signed', async () => {
  const vault = new Vault();
  for (const step of STEPS) await vault.step(step);
  expect(vault.stages).toEqual({ v1: ['AWSPREVIOUS'], v2: ['AWSCURRENT', 'AWSPENDING'] });
  expect(JSON.parse(vault.texts.v2!)).toEqual({ current: `k${SECONDS}`, first: 'f'.repeat(40), [`k${SECONDS}`]: '0'.padStart(43, 'n') });
});

test('each step may come twice, and a rotation that is done is left alone', async () => {
  const vault = new Vault();
  for (const step of STEPS) { await vault.step(step); await vault.step(step); }
  const before = JSON.stringify([vault.stages, vault.texts]);
  for (const step of STEPS) await vault.step(step);
  expect(JSON.stringify([vault.stages, vault.texts])).toBe(before);
  expect(vault.made).toBe(1);
});

test.each([
  ['the secret is not set up for it', (vault: Vault) => { vault.rotationEnabled = false; }, 'not set up for rotation'],
  ['the version is not there', (vault: Vault) => { vault.stages = { v1: ['AWSCURRENT'] }; }, 'has no version of this rotation'],
  ['the version is not pending', (vault: Vault) => { vault.stages.v2 = ['OTHER']; }, 'is not AWSPENDING'],
  ['the secret holds no keys', (vault: Vault) => { vault.texts.v1 = '{}'; }, "'current' of the signing secret names no key"],
])('a rotation is refused where %s', async (_, change, message) => {
  const vault = new Vault();
  change(vault);
  await expect(vault.step('createSecret')).rejects.toThrow(message);
  expect(vault.texts.v2).toBeUndefined();
});

describe('testSecret alone, as Secrets Manager tries the function where a schedule is set up without a rotation', () => {
  test.each([
    ['an empty version', (_: Vault) => undefined],
    ['a copy of the current version', (vault: Vault) => { vault.texts.v2 = FIRST; }],
    ['a version of another label', (vault: Vault) => { vault.stages.v2 = []; }],
    ['a version that is not there', (vault: Vault) => { vault.stages = { v1: ['AWSCURRENT'] }; }],
    ['a secret that is not set up yet', (vault: Vault) => { vault.rotationEnabled = false; }],
  ])('passes with %s, and changes nothing', async (_, change) => {
    const vault = new Vault();
    change(vault);
    const before = JSON.stringify([vault.stages, vault.texts]);
    await expect(vault.step('testSecret')).resolves.toBeUndefined();
    expect(JSON.stringify([vault.stages, vault.texts])).toBe(before);
  });

  test.each([
    ['no keys', '{}', 'names no key'],
    ['keys that are too short to sign', JSON.stringify({ current: 'first', first: 'f' }), 'is shorter than'],
    ['nothing', undefined, 'has no current version'],
  ])('fails where the current version holds %s', async (_, text, message) => {
    const vault = new Vault();
    vault.texts.v1 = text;
    await expect(vault.step('testSecret')).rejects.toThrow(message);
  });

  test.each([['nothing', undefined, 'holds nothing'], ['no new key', FIRST, 'have no new key']])('lets no rotation finish with %s', async (_, text, message) => {
    const vault = new Vault();
    vault.texts.v2 = text;
    await vault.step('testSecret');
    await expect(vault.step('finishSecret')).rejects.toThrow(message);
    expect(vault.stages.v1).toEqual(['AWSCURRENT']);
  });
});

test('an unknown step is refused', async () => {
  await expect(new Vault().step('dropSecret')).rejects.toThrow('Step is none of createSecret');
});

test.each([
  ['no keys', '{}', 'names no key'],
  ['no new key', JSON.stringify({ current: 'first', first: 'f'.repeat(40), k1800000000: 'n'.repeat(43) }), 'have no new key'],
  ['not the key that signs today', JSON.stringify({ current: 'k1800000000', k1800000000: 'n'.repeat(43) }), 'lack the key that signs today'],
  ['another key under its name', JSON.stringify({ current: 'k1800000000', k1800000000: 'n'.repeat(43), first: 'x'.repeat(40) }), 'do not verify'],
  ['a new key of an unknown age', JSON.stringify({ current: 'mine', mine: 'n'.repeat(43), first: 'f'.repeat(40) }), 'more than a day old'],
])('new keys that are %s never become current', async (_, text, message) => {
  const vault = new Vault();
  vault.texts.v2 = text;
  await expect(vault.step('testSecret')).rejects.toThrow(message);
  await expect(vault.step('finishSecret')).rejects.toThrow(message);
  expect(vault.stages.v1).toEqual(['AWSCURRENT']);
});

test('a rotation that hangs for more than a day is not finished: keys go by the age of their successor', async () => {
  const vault = new Vault();
  await vault.step('createSecret');
  vault.now += LONGEST_ROTATION_SECONDS * 1000;
  await vault.step('testSecret');
  vault.now += 1000;
  await expect(vault.step('finishSecret')).rejects.toThrow('more than a day old: cancel this rotation');
});

test('a key goes once no open link can be signed with it, and not before', () => {
  // GIVEN first, followed by a key of now
  const born = SECONDS;
  const ring = KeyRing.parse(nextSecret(KeyRing.parse(FIRST), 'a'.repeat(43), born, LIFETIME));
  const gone = born + LIFETIME + KEPT_LONGER_SECONDS;
  // WHEN
  const before = KeyRing.parse(nextSecret(ring, 'b'.repeat(43), gone - 1, LIFETIME));
  const after = KeyRing.parse(nextSecret(ring, 'b'.repeat(43), gone, LIFETIME));
  // THEN
  expect(before.ids).toEqual(['first', `k${born}`, `k${gone - 1}`]);
  expect(after.ids).toEqual([`k${born}`, `k${gone}`]);
});

test('over years of rotations, each link that is made stays good for as long as it says', () => {
  // GIVEN rotations every 5 days, finished up to a day late, and a function that signs with the old key minutes longer
  let ring = KeyRing.parse(FIRST);
  const open: { key: string; signature: string; until: number }[] = [];
  for (let now = SECONDS; now < SECONDS + 2 * 365 * 86_400; now += 5 * 86_400) {
    const old = ring;
    ring = KeyRing.parse(nextSecret(ring, 'n'.repeat(43), now, LIFETIME));
    // WHEN
    const signedAt = now + LONGEST_ROTATION_SECONDS + 300;
    open.push({ ...old.sign(() => 'link'), until: signedAt + LIFETIME });
    // THEN
    for (const link of open.filter(({ until }) => until > now)) expect(ring.verifies(link, 'link')).toBe(true);
  }
  expect(ring.ids.length).toBeLessThan(5);
});

test('two rotations within a second are two keys', () => {
  const once = KeyRing.parse(nextSecret(KeyRing.parse(FIRST), 'a'.repeat(43), SECONDS, LIFETIME));
  const twice = KeyRing.parse(nextSecret(once, 'b'.repeat(43), SECONDS, LIFETIME));
  expect(twice.ids).toEqual(['first', `k${SECONDS}`, `k${SECONDS}_`]);
  expect(twice.current).toBe(`k${SECONDS}_`);
});

test.each([0, -1, 1.5, Number.NaN])('a lifetime of %s seconds is refused', (linkLifetimeSeconds) => {
  expect(() => new RotateKeys({ secrets: new Vault(), linkLifetimeSeconds, now: Date.now, newKey: () => '' })).toThrow('LINK_LIFETIME_SECONDS');
});
