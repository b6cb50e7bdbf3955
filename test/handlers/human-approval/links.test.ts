import { BASE_URL, ID, OTHER_ID, requestItem, S, SECONDS, World } from './world';

const changed = (url: string, name: string, value: string): string => {
  const link = new URL(url);
  link.searchParams.set(name, value);
  return link.toString();
};

test('a link shows the request to whoever it was made for', async () => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  // WHEN
  const answer = await world.call({ url: alice });
  // THEN
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('Buy 40 chairs');
  expect(answer.body).toContain('You decide as <bdi>alice@example.com</bdi>');
  expect(alice).toMatch(new RegExp(`^${BASE_URL}/requests/${ID}\\?r=1&a=0&e=\\d+&k=first&s=[A-Za-z0-9_-]{43}$`));
});

test.each([
  ['the round', 'r', '2'],
  ['the approver', 'a', '1'],
  ['a personal link made a shared one', 'a', '*'],
  ['the expiry', 'e', `${SECONDS + 999_999}`],
  ['the key', 'k', 'second'],
  ['the key, by a name that JavaScript knows', 'k', '__proto__'],
  ['the signature', 's', 'A'.repeat(43)],
  ['the signature cut off', 's', 'A'.repeat(42)],
  ['another spelling of the round', 'r', '01'],
  ['a line feed in the round', 'r', '1\n'],
  ['a fraction', 'r', '1.0'],
])('a link is refused where it was tampered with: %s', async (_, name, value) => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  // WHEN
  const answer = await world.call({ url: changed(alice, name, value) });
  // THEN nothing of the request is told, and the table was not asked
  expect(answer.statusCode).toBe(403);
  expect(answer.body).not.toContain('chairs');
  expect(world.calls).toEqual([]);
});

test('a signature in another spelling of its bytes is refused', async () => {
  // GIVEN the last character of base64url has two bits to spare
  const world = new World();
  const [alice] = await world.links();
  const signature = new URL(alice).searchParams.get('s')!;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(signature.at(-1)!);
  const twin = signature.slice(0, -1) + alphabet[last - (last % 4) + ((last + 1) % 4)];
  expect(Buffer.from(twin, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
  // WHEN
  const answer = await world.call({ url: changed(alice, 's', twin) });
  // THEN
  expect(answer.statusCode).toBe(403);
});

test.each(['r', 'a', 'e', 'k', 's'])('a link without %s is refused', async (name) => {
  const world = new World();
  const link = new URL((await world.links())[0]);
  link.searchParams.delete(name);
  expect((await world.call({ url: link.toString() })).statusCode).toBe(403);
});

test('a parameter that comes twice is refused, whichever comes first', async () => {
  const world = new World();
  const [alice] = await world.links();
  expect((await world.call({ url: `${alice}&a=1` })).statusCode).toBe(403);
  expect((await world.call({ url: alice.replace('?', '?a=1&') })).statusCode).toBe(403);
});

test("another request's signature is refused", async () => {
  // GIVEN two requests, and a link to one
  const world = new World();
  world.put(requestItem({ id: S(OTHER_ID), title: S('Sell the building') }));
  const [mine] = await world.links();
  // WHEN
  const answer = await world.call({ url: mine.replace(ID, OTHER_ID) });
  // THEN
  expect(answer.statusCode).toBe(403);
  expect(answer.body).not.toContain('building');
});

test('whether there is a request of an id, a bad signature does not tell', async () => {
  // GIVEN
  const world = new World();
  const query = new URL((await world.links())[0]).search;
  // WHEN
  const there = await world.call({ url: changed(`${BASE_URL}/requests/${ID}${query}`, 's', 'B'.repeat(43)) });
  const notThere = await world.call({ url: changed(`${BASE_URL}/requests/${OTHER_ID}${query}`, 's', 'B'.repeat(43)) });
  const noId = await world.call({ url: `${BASE_URL}/requests/1%20OR%201=1${query}` });
  // THEN
  expect(notThere).toEqual(there);
  expect(noId).toEqual(there);
  expect(world.calls).toEqual([]);
});

test('a link to a request that is gone says so', async () => {
  const world = new World();
  const [gone] = await world.links({ id: OTHER_ID, approvers: ['alice@example.com'] });
  expect((await world.call({ url: gone })).statusCode).toBe(404);
});

test('a link is good until its last second, and says afterwards that it has expired', async () => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links({ expires: SECONDS + 60 });
  // WHEN
  world.now += 59_999;
  const before = await world.call({ url: alice });
  world.now += 1;
  const after = await world.call({ url: alice });
  // THEN
  expect(before.statusCode).toBe(200);
  expect(after.statusCode).toBe(410);
  expect(after.body).toContain('expired');
  expect(after.body).not.toContain('chairs');
});

test('that it has expired is told of links only that were once good', async () => {
  const world = new World();
  const [alice] = await world.links();
  expect((await world.call({ url: changed(alice, 'e', `${SECONDS - 60}`) })).statusCode).toBe(403);
});

test.each([
  ['an id that is no UUID', { id: '../x' }, 'id is no UUID'],
  ['a round of 0', { round: 0 }, 'round is 0'],
  ['a round that is no number', { round: '1\n0' as never }, 'round is'],
  ['an expiry that is no number', { expires: Number.NaN }, 'expires is NaN'],
  ['nobody, and no shared link', { approvers: [], shared: false }, 'approvers is empty'],
  ['approvers that are no list', { approvers: 'alice' as never, shared: false }, 'approvers is no list of texts'],
  ['shared as a text', { shared: 'false' as never }, 'shared is neither true nor false'],
])('sign-links refuses %s', async (_, changes, message) => {
  await expect(new World().links(changes)).rejects.toThrow(message);
});
