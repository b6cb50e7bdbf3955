import { SECRET, World } from './world';
import { SignLinks } from '../../../src/handlers/human-approval/sign-links/sign-links';
import { KeyRing } from '../../../src/handlers/human-approval/signing/key-ring';
import { KEYS_TRUSTED_MS, REFETCH_MS } from '../../../src/handlers/human-approval/signing/signing-keys';

const ROTATED = JSON.stringify({ current: 'k1', first: 'f'.repeat(40), k1: 'n'.repeat(43) });

test('links that were open before a rotation stay good after it', async () => {
  // GIVEN
  const world = new World();
  const [before] = await world.links();
  // WHEN the secret is rotated, and the warm function has noticed
  world.secret = ROTATED;
  world.now += KEYS_TRUSTED_MS;
  const [after] = await world.links();
  // THEN
  expect(after).toContain('k=k1');
  expect((await world.call({ url: before })).statusCode).toBe(200);
  expect((await world.call({ url: after })).statusCode).toBe(200);
});

test('a link of a key that a warm function does not know makes it look at the secret', async () => {
  // GIVEN a function that knows the old key, and a link signed elsewhere with the new one
  const world = new World();
  await world.links();
  world.secret = ROTATED;
  world.now += REFETCH_MS;
  const [link] = await new World().links();
  const other = new World();
  other.secret = ROTATED;
  const [fresh] = await other.links();
  // WHEN
  const answers = [await world.call({ url: fresh }), await world.call({ url: link })];
  // THEN
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(world.secretReads).toBe(2);
});

test('links of invented keys make the secret be read every 30 seconds at most', async () => {
  // GIVEN
  const world = new World();
  const [link] = await world.links();
  // WHEN
  for (let i = 0; i < 50; i++) expect((await world.call({ url: link.replace('k=first', `k=invented${i}`) })).statusCode).toBe(403);
  const reads = world.secretReads;
  world.now += REFETCH_MS;
  await world.call({ url: link.replace('k=first', 'k=invented') });
  // THEN
  expect(reads).toBe(1);
  expect(world.secretReads).toBe(2);
});

test('a key that was withdrawn is no longer good once the warm function has looked', async () => {
  const world = new World();
  const [link] = await world.links();
  world.secret = JSON.stringify({ current: 'k1', k1: 'n'.repeat(43) });
  world.now += KEYS_TRUSTED_MS;
  expect((await world.call({ url: link })).statusCode).toBe(403);
});

test('a secret that cannot be read is an error, and is read again at the next call', async () => {
  // GIVEN
  const world = new World();
  const [link] = await new World().links();
  world.secret = 'no JSON, but secret';
  // WHEN
  const failed = await world.call({ url: link });
  world.secret = SECRET;
  const works = await world.call({ url: link });
  // THEN
  expect(failed.statusCode).toBe(500);
  expect(`${failed.body}${world.lines.join()}`).not.toContain('no JSON, but secret');
  expect(works.statusCode).toBe(200);
});

test.each([
  ['no JSON', '{"current":"first","first":"SECRETSECRET', 'is not JSON'],
  ['a list', '[]', 'is no JSON object'],
  ['null', 'null', 'is no JSON object'],
  ['no current key', '{"first":"ffffffffffffffffffffffffffffffffffffffff"}', "'current' of the signing secret names no key"],
  ['a current key that is not there', '{"current":"k1","first":"ffffffffffffffffffffffffffffffffffffffff"}', "'current' of the signing secret names no key"],
  ['a key called current', '{"current":"current"}', "'current' of the signing secret names no key"],
  ['a short key', '{"current":"first","first":"SECRETSECRET"}', "key 'first' of the signing secret is shorter than 32 characters"],
  ['a number for a key', '{"current":"first","first":7}', 'has a member that is no text'],
  ['a name that does not fit in a link', '{"current":"first","first":"ffffffffffffffffffffffffffffffffffffffff","a b":"ffffffffffffffffffffffffffffffffffffffff"}', 'has a key whose name'],
])('a signing secret is refused that is %s, and is not quoted', (_, secret, message) => {
  const parse = (): KeyRing => KeyRing.parse(secret);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(/SECRETSECRET|ffff/);
});

test.each(['http://approve.example.com', 'approve.example.com', 'https://approve.example.com/?x=1', 'javascript:alert(1)', 'http://localhost.example.com'])(
  'links are not made for %s', (url) => {
    expect(() => new SignLinks(new World().keys, url)).toThrow('BASE_URL is no https URL');
  });
