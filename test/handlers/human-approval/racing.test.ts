import { maps, N, requestItem, S, texts, vote, World } from './world';
import { MOST_ATTEMPTS } from '../../../src/handlers/human-approval/decisions/decide';

jest.setTimeout(60_000); // a thousand calls take a second, and longer on a busy machine

test('of 1,000 decisions at once, one wins and the others are told', async () => {
  // GIVEN 1,000 approvers, of whom half approve and half reject
  const approvers = Array.from({ length: 1000 }, (_, i) => `approver-${i}@example.com`);
  const world = new World({ item: requestItem({ approvers: texts(...approvers) }), interleave: true });
  const links = await world.links();
  // WHEN
  const answers = await Promise.all(links.map((link, i) => world.decideJson(link, i % 2 ? 'APPROVED' : 'REJECTED')));
  // THEN
  const winners = answers.map(({ statusCode }, i) => [statusCode, i]).filter(([statusCode]) => statusCode === 200);
  expect(winners).toHaveLength(1);
  expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(999);
  const { status, votes, decision } = world.item();
  expect(votes.L).toHaveLength(1);
  expect(decision.M).toMatchObject({ by: S(approvers[winners[0][1]]) });
  expect(status.S).toBe(winners[0][1] % 2 ? 'APPROVED' : 'REJECTED');
  expect(world.audit().filter((entry) => entry.startsWith('ApprovalDecided'))).toHaveLength(1);
  expect(new Set(answers.filter(({ statusCode }) => statusCode === 409).map(({ body }) => JSON.parse(body).message))).toEqual(
    new Set([expect.stringContaining(`by ${approvers[winners[0][1]]} on`)]));
});

test('the same form sent 1,000 times at once is one vote', async () => {
  const world = new World({ item: requestItem({ quorum: N(2) }), interleave: true });
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  const answers = await Promise.all(Array.from({ length: 1000 }, async () => world.submit(alice, { decision: 'APPROVED', token })));
  expect(world.item().votes.L).toHaveLength(1);
  expect(world.status()).toBe('PENDING');
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
});

test('votes that cross are all counted', async () => {
  // GIVEN a quorum that needs every one of eight
  const approvers = Array.from({ length: 8 }, (_, i) => `approver-${i}@example.com`);
  const world = new World({ item: requestItem({ approvers: texts(...approvers), quorum: N(8) }), interleave: true });
  // WHEN
  const answers = await Promise.all((await world.links()).map(async (link) => world.decideJson(link, 'APPROVED')));
  // THEN
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(approvers.map(() => 200));
  expect(world.item().votes.L).toHaveLength(8);
  expect(world.item().version).toEqual(N(8));
  expect(world.status()).toBe('APPROVED');
  expect(world.woken).toHaveLength(1);
});

test.each(['ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])('a transaction cancelled by %s is tried again on what is then there', async (code) => {
  // GIVEN
  const world = new World();
  world.cancellations.push(code, code);
  // WHEN
  const answer = await world.decideJson((await world.links())[0], 'APPROVED');
  // THEN it waited at random, longer each time
  expect(answer.statusCode).toBe(200);
  expect(world.calls.filter((call) => call === 'TransactWriteItemsCommand')).toHaveLength(3);
  expect(world.waited).toHaveLength(2);
  expect(world.waited[0]).toBeLessThan(20);
  expect(world.waited[1]).toBeLessThan(40);
});

test('a transaction that is cancelled for another reason is an error, not tried again', async () => {
  const world = new World();
  world.cancellations.push('ValidationError');
  const answer = await world.decideJson((await world.links())[0], 'APPROVED');
  expect(answer.statusCode).toBe(500);
  expect(world.calls.filter((call) => call === 'TransactWriteItemsCommand')).toHaveLength(1);
});

test('where it never gets through, it says so in time and nothing was decided', async () => {
  const world = new World();
  world.cancellations.push(...Array.from({ length: 99 }, () => 'TransactionConflict'));
  const answer = await world.decideJson((await world.links())[0], 'APPROVED');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers).toMatchObject({ 'Retry-After': '2' });
  expect(world.waited).toHaveLength(MOST_ATTEMPTS);
  expect(world.waited.reduce((sum, ms) => sum + ms)).toBeLessThan(10_000);
  expect(world.status()).toBe('PENDING');
});

test.each([
  ['the deadline passes', 410, (world: World) => { world.now += 90_000_000; }],
  ['the round is escalated', 409, (world: World) => world.change({ round: N(2), version: N(0) })],
  ['the execution ends', 410, (world: World) => { world.execution = 'ABORTED'; world.change({ version: N(7) }); }],
  ['somebody else decides', 409, (world: World) => world.change({ status: S('REJECTED'), version: N(1), votes: maps(vote('bob@example.com', 'REJECTED')) })],
  ['the approver is taken off the list', 403, (world: World) => world.change({ approvers: texts('bob@example.com'), version: N(1) })],
])('what changes between the look and the vote counts: %s', async (_, statusCode, change) => {
  // GIVEN
  const world = new World({ authorization: 'COGNITO' });
  const [alice] = await world.links();
  let changed = false;
  world.beforeTransaction = () => {
    if (!changed) { change(world); world.change({ version: N(Number(world.item().version.N) + 1) }); }
    changed = true;
  };
  // WHEN
  const answer = await world.decideJson(alice, 'APPROVED', '', { authorizer: { claims: { email: 'alice@example.com', email_verified: 'true' } } });
  // THEN
  expect(changed).toBe(true);
  expect(answer.statusCode).toBe(statusCode);
  expect((world.item().votes.L ?? []).some((cast) => cast.M?.approver.S === 'alice@example.com')).toBe(false);
});
