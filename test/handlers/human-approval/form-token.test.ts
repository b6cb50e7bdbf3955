import { NOW, OTHER_ID, requestItem, S, texts, World } from './world';

const APPROVED = { decision: 'APPROVED' };

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['a forged one', `${NOW / 1000}.first.${'A'.repeat(43)}`],
  ['one of an unknown key', `${NOW / 1000}.other.${'A'.repeat(43)}`],
  ['something else', 'token'],
])('a form with %s for a token decides nothing', async (_, token) => {
  const world = new World();
  const answer = await world.submit((await world.links())[0], { ...APPROVED, token });
  expect(answer.statusCode).toBe(403);
  expect(answer.body).not.toContain('chairs');
  expect(world.status()).toBe('PENDING');
});

test('a token is one of its approver, its request and its round', async () => {
  // GIVEN tokens of other forms
  const world = new World();
  world.put(requestItem({ id: S(OTHER_ID) }));
  const [alice, bob] = await world.links();
  const [other] = await world.links({ id: OTHER_ID });
  const later = new World({ item: requestItem({ round: { N: '2' } }) });
  const [nextRound] = await later.links({ round: 2 });
  // WHEN
  const answers = [
    await world.submit(alice, { ...APPROVED, token: await world.formToken(bob) }),
    await world.submit(alice, { ...APPROVED, token: await world.formToken(other) }),
    await world.submit(alice, { ...APPROVED, token: await later.formToken(nextRound) }),
  ];
  // THEN
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
  expect(world.status()).toBe('PENDING');
});

test('a token of somebody signed in is not one of somebody else on the same link', async () => {
  const world = new World({ authorization: 'COGNITO' });
  const [alice] = await world.links();
  const as = (email: string): object => ({ authorizer: { claims: { email, email_verified: 'true' } } });
  const token = await world.formToken(alice, as('bob@example.com'));
  expect((await world.submit(alice, { ...APPROVED, token }, as('alice@example.com'))).statusCode).toBe(403);
  expect((await world.submit(alice, { ...APPROVED, token }, as('bob@example.com'))).statusCode).toBe(200);
});

test("a link's signature is no form token, nor the other way round", async () => {
  const world = new World();
  const [alice] = await world.links();
  const [, , signature] = (await world.formToken(alice)).split('.');
  const query = new URL(alice).searchParams;
  expect((await world.call({ url: alice.replace(/s=.*/, `s=${signature}`) })).statusCode).toBe(403);
  expect((await world.submit(alice, { ...APPROVED, token: `${NOW / 1000}.first.${query.get('s')}` })).statusCode).toBe(403);
});

test('a token with another time of issue is refused', async () => {
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  expect((await world.submit(alice, { ...APPROVED, token: token.replace(/^\d+/, `${NOW / 1000 + 60}`) })).statusCode).toBe(403);
});

test('a form is good for an hour; after that it comes back with what was typed, and then works', async () => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  // WHEN
  world.now += 3_600_000;
  const old = await world.submit(alice, { decision: 'REJECTED', comment: 'took me "long" to <write>', token });
  const [, fresh] = /name="token" value="([^"]+)"/.exec(old.body)!;
  const again = await world.submit(alice, { decision: 'REJECTED', comment: 'took me long', token: fresh });
  // THEN
  expect(old.statusCode).toBe(400);
  expect(old.body).toContain('took me &quot;long&quot; to &lt;write&gt;</textarea>');
  expect(again.statusCode).toBe(200);
});

test('a form is good in the last second of its hour', async () => {
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  world.now += 3_599_999;
  expect((await world.submit(alice, { ...APPROVED, token })).statusCode).toBe(200);
});

test('a form that was open during a rotation still works', async () => {
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  world.secret = JSON.stringify({ current: 'k1', first: 'f'.repeat(40), k1: 'n'.repeat(43) });
  world.now += 300_000;
  expect((await world.submit(alice, { ...APPROVED, token })).statusCode).toBe(200);
});

test('JSON needs no token, for no page elsewhere can send it', async () => {
  const world = new World();
  expect((await world.decideJson((await world.links())[0], 'APPROVED')).statusCode).toBe(200);
});

test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded, application/json', '', 'application/json; charset=utf-16'])(
  'what pages elsewhere can send decides nothing as JSON either: %s', async (type) => {
    const world = new World();
    const answer = await world.call({ method: 'POST', url: (await world.links())[0], type, body: JSON.stringify(APPROVED) });
    expect(answer.statusCode).toBe(415);
    expect(world.status()).toBe('PENDING');
  });

test('no answer lets another origin read it', async () => {
  const world = new World({ item: requestItem({ approvers: texts('alice@example.com') }) });
  const answers = [await world.call({ url: (await world.links())[0] }), await world.call({ method: 'OPTIONS' })];
  for (const { headers } of answers) expect(Object.keys(headers).filter((name) => /^access-control/i.test(name))).toEqual([]);
  expect(answers[1].statusCode).toBe(405);
});
