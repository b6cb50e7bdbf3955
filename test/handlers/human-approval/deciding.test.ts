import { ID, maps, N, NOW, requestItem, S, SECONDS, texts, vote, World } from './world';

const THREE = texts('alice@example.com', 'bob@example.com', 'dave@example.com');

test('an approval decides, is recorded, and wakes the workflow', async () => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  // WHEN
  const answer = await world.decide(alice, 'APPROVED', ' within the budget\r\nof 2026 ');
  // THEN
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('Your approval is recorded.');
  const item = world.item();
  const at = '2026-11-24T13:32:00.000Z';
  expect(item.status).toEqual(S('APPROVED'));
  expect(item.version).toEqual(N(1));
  expect(item.votes).toEqual(maps({ approver: 'alice@example.com', decision: 'APPROVED', comment: 'within the budget\nof 2026', at, via: 'LINK' }));
  expect(item.decision.M).toEqual({
    decision: S('APPROVED'), by: S('alice@example.com'), at: S(at), comment: S('within the budget\nof 2026'), reason: S('VOTES'),
  });
  expect(world.audit()).toEqual([
    'ApprovalViewed alice@example.com', 'ApprovalVoted alice@example.com APPROVED', 'ApprovalDecided alice@example.com APPROVED',
  ]);
  // the workflow is told which request, not which decision
  expect(world.woken).toEqual([{ taskToken: 'the-task-token', output: JSON.stringify({ requestId: ID, round: 1 }) }]);
});

test('the record has the comment, the round and the end of the request', async () => {
  const world = new World();
  await world.decide((await world.links())[0], 'REJECTED', 'too dear');
  const voted = world.auditItems().find(({ type }) => type.S === 'ApprovalVoted')!;
  expect(voted).toMatchObject({ id: S(ID), why: S('too dear'), round: S('1'), at: S('2026-11-24T13:32:00.000Z'), expiresAt: N(SECONDS + 900_000) });
  expect(voted.entry.S).toMatch(/^AUDIT#2026-11-24T13:32:00\.000Z#./);
});

test.each(['GET', 'HEAD'])('a scanner that opens the link by %s decides nothing, whatever it adds', async (method) => {
  // GIVEN a form and its token
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  // WHEN everything that a decision has comes by another method
  const answer = await world.submit(alice, { decision: 'APPROVED', token }, { method });
  const inQuery = await world.call({ method, url: `${alice}&decision=APPROVED&token=${token}` });
  // THEN
  expect([answer.statusCode, inQuery.statusCode]).toEqual([200, 200]);
  expect(world.status()).toBe('PENDING');
  expect(world.woken).toEqual([]);
});

test('HEAD has the headers of GET, no body, and leaves no trace', async () => {
  const world = new World();
  const [alice] = await world.links();
  const head = await world.call({ method: 'HEAD', url: alice });
  const recorded = world.audit();
  const get = await world.call({ url: alice });
  expect(head).toEqual({ ...get, body: '' });
  expect(recorded).toEqual([]);
  expect(world.audit()).toEqual(['ApprovalViewed alice@example.com']);
});

test('nobody sees a request where it cannot be recorded', async () => {
  const world = new World();
  const [alice] = await world.links();
  const put = jest.spyOn(world.tables, 'putItem').mockImplementation(() => { throw new Error('no table'); });
  const answer = await world.call({ url: alice });
  put.mockRestore();
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('chairs');
});

test('a second click of the same person is answered as the first, and decides nothing more', async () => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  // WHEN
  const first = await world.submit(alice, { decision: 'APPROVED', token });
  const second = await world.submit(alice, { decision: 'APPROVED', token });
  // THEN
  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  expect(world.item().votes.L).toHaveLength(1);
  expect(world.audit().filter((entry) => entry.startsWith('ApprovalDecided'))).toHaveLength(1);
});

test('a replay of a decision with the other decision is refused and shows what was decided', async () => {
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  await world.submit(alice, { decision: 'APPROVED', token });
  const other = await world.submit(alice, { decision: 'REJECTED', token });
  expect(other.statusCode).toBe(409);
  expect(other.body).toContain('The request was approved by alice@example.com on 24 November 2026, 13:32 UTC.');
  expect(world.status()).toBe('APPROVED');
});

test('whoever comes second sees who was first', async () => {
  const world = new World();
  const [alice, bob] = await world.links();
  const token = await world.formToken(bob);
  await world.decide(alice, 'REJECTED', 'no');
  const late = await world.submit(bob, { decision: 'REJECTED', token });
  const look = await world.call({ url: bob });
  expect(late.statusCode).toBe(409);
  expect(look.statusCode).toBe(200);
  for (const { body } of [late, look]) expect(body).toContain('The request was rejected by alice@example.com');
  expect(look.body).not.toContain('<form');
});

test.each([
  ['TIMED_OUT', 'timed out', 'timed out'], ['REJECTED', 'was rejected', 'rejected'], ['APPROVED', 'was approved', 'approved'],
])('a request that nobody decided in time says so and takes no decision: %s', async (status, became, short) => {
  // GIVEN what the workflow writes where it gave up waiting
  const decision = { M: { decision: S(status), by: S(''), at: S('2026-11-24T13:00:00.000Z'), comment: S(''), reason: S('TIMEOUT') } };
  const world = new World({ item: requestItem({ status: S(status), decision }) });
  const [alice] = await world.links();
  // WHEN
  const json = await world.decideJson(alice, 'APPROVED');
  const page = await world.call({ url: alice });
  // THEN
  const message = `Nobody decided in time, so the request ${became} on 24 November 2026, 13:00 UTC.`;
  expect([json.statusCode, page.statusCode]).toEqual([409, 200]);
  expect(JSON.parse(json.body)).toMatchObject({ status, mayDecide: false, message });
  expect(page.body).toContain(`<p dir="auto">${message}</p>`);
  expect(page.body).toContain(`<dd>Nobody decided in time: ${short}, <time`);
});

test('after the deadline nothing is decided; in its last second it is', async () => {
  const world = new World({ item: requestItem({ deadline: N(SECONDS + 60), quorum: N(2) }) });
  const [alice, bob] = await world.links();
  world.now = NOW + 59_999;
  const inTime = await world.decideJson(alice, 'APPROVED');
  world.now = NOW + 60_000;
  const late = await world.decideJson(bob, 'APPROVED');
  expect([inTime.statusCode, late.statusCode]).toEqual([200, 410]);
  expect(late.body).toContain('The time to decide this is over.');
  expect(world.item().votes.L).toHaveLength(1);
});

test.each([
  ['SUCCEEDED', 'has ended well'], ['FAILED', 'has failed'], ['ABORTED', 'was stopped'], ['TIMED_OUT', 'ran out of time'], ['DOES_NOT_EXIST', 'too long ago to say'],
] as const)('where the execution is %s, nothing is decided', async (state, words) => {
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  world.execution = state;
  const answers = [await world.submit(alice, { decision: 'APPROVED', token }), await world.call({ url: alice })];
  for (const { statusCode, body } of answers) {
    expect(statusCode).toBe(410);
    expect(body).toContain(words);
    expect(body).not.toContain('<form');
  }
  expect(world.status()).toBe('PENDING');
});

test('where Step Functions cannot say how the execution stands, nothing is decided', async () => {
  const world = new World();
  const [alice] = await world.links();
  world.execution = 'UNKNOWN';
  expect((await world.decideJson(alice, 'APPROVED')).statusCode).toBe(500);
  expect(world.status()).toBe('PENDING');
});

describe('several approvals', () => {
  test('a quorum of two of three is reached by the second', async () => {
    const world = new World({ item: requestItem({ approvers: THREE, quorum: N(2) }) });
    const [alice, bob] = await world.links();
    const first = await world.decide(alice, 'APPROVED');
    const pending = world.status();
    const wokenBefore = world.woken.length;
    await world.decide(bob, 'APPROVED');
    expect(first.body).toContain('Others have yet to answer.');
    expect([pending, wokenBefore]).toEqual(['PENDING', 0]);
    expect(world.status()).toBe('APPROVED');
    expect(world.item().decision.M).toMatchObject({ by: S('bob@example.com') });
    expect(world.woken).toHaveLength(1);
  });

  test('one person is not two: a second vote is refused and shows the first', async () => {
    const world = new World({ item: requestItem({ approvers: THREE, quorum: N(2) }) });
    const [alice] = await world.links();
    const token = await world.formToken(alice);
    await world.submit(alice, { decision: 'APPROVED', token });
    const again = await world.submit(alice, { decision: 'APPROVED', token });
    expect(again.statusCode).toBe(409);
    expect(again.body).toContain('You approved this on 24 November 2026, 13:32 UTC.');
    expect(world.item().votes.L).toHaveLength(1);
    expect(world.status()).toBe('PENDING');
  });

  test('votes that name one person twice count once', async () => {
    const votes = maps(vote('alice@example.com', 'APPROVED'), vote('alice@example.com', 'APPROVED'));
    const world = new World({ item: requestItem({ approvers: THREE, quorum: N(3), votes, version: N(2) }) });
    await world.decideJson((await world.links())[1], 'APPROVED');
    expect(world.status()).toBe('PENDING');
  });

  test('where a rejection ends it, the first rejection rejects', async () => {
    const world = new World({ item: requestItem({ approvers: THREE, quorum: N(2) }) });
    const [alice, bob] = await world.links();
    await world.decide(alice, 'APPROVED');
    await world.decide(bob, 'REJECTED', 'no');
    expect(world.status()).toBe('REJECTED');
    expect(world.item().decision.M).toMatchObject({ decision: S('REJECTED'), by: S('bob@example.com'), comment: S('no') });
  });

  test('where rejections count, it is rejected once the quorum is out of reach', async () => {
    const world = new World({ item: requestItem({ approvers: THREE, quorum: N(2), rejection: S('COUNTS') }) });
    const [alice, bob, dave] = await world.links();
    await world.decide(alice, 'REJECTED');
    const afterOne = world.status();
    await world.decide(bob, 'APPROVED');
    const afterTwo = world.status();
    await world.decide(dave, 'REJECTED');
    expect([afterOne, afterTwo, world.status()]).toEqual(['PENDING', 'PENDING', 'REJECTED']);
  });

  test('an approval that is not the last level passes the request on', async () => {
    const world = new World({ item: requestItem({ isLast: { BOOL: false }, levels: N(2) }) });
    const answer = await world.decide((await world.links())[0], 'APPROVED');
    expect(world.status()).toBe('PASSED');
    expect(world.audit().at(-1)).toBe('ApprovalDecided alice@example.com PASSED');
    expect(answer.body).toContain('Level 1 of 2 was approved');
    expect(world.woken).toHaveLength(1);
  });

  test.each(['APPROVED', 'REJECTED'])('a level that passed does not go on where the workflow has ended: a look, and %s again', async (decision) => {
    // GIVEN
    const world = new World({ item: requestItem({ isLast: { BOOL: false }, levels: N(2) }) });
    const [alice, bob] = await world.links();
    await world.decide(alice, 'APPROVED');
    const running = await world.call({ url: bob });
    // WHEN
    world.execution = 'ABORTED';
    const answers = [await world.call({ url: bob }), await world.decideJson(alice, decision)];
    // THEN
    expect(running.statusCode).toBe(200);
    expect(running.body).toContain('goes on to the next level');
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(410);
      expect(body).toContain('the workflow that asked was stopped');
      expect(body).not.toContain('goes on');
    }
    expect(world.status()).toBe('PASSED');
  });

  test('a rejection on any level rejects the request', async () => {
    const world = new World({ item: requestItem({ isLast: { BOOL: false }, levels: N(2) }) });
    await world.decide((await world.links())[0], 'REJECTED');
    expect(world.status()).toBe('REJECTED');
  });
});

describe('links of another round', () => {
  const item = (round: number, level: number, more = {}): ReturnType<typeof requestItem> =>
    requestItem({ round: N(round), level: N(level), levels: N(2), approvers: texts('erin@example.com'), title: S('For other eyes'), ...more });

  test.each([
    ['escalated', 2, 1, 'was passed on to others'],
    ['passed to the next level', 2, 2, 'Your level approved it, and it went on to level 2 of 2'],
    ['both', 3, 2, 'passed on since, to the next level or to others'],
  ])('what became of an earlier round is told, and nothing of the request: %s', async (_, round, level, words) => {
    // GIVEN links of round 1, of other approvers
    const world = new World({ item: item(round, level) });
    const [alice] = await world.links({ round: 1, approvers: ['alice@example.com'] });
    // WHEN
    const look = await world.call({ url: alice });
    const decide = await world.decideJson(alice, 'APPROVED', undefined, { accept: 'text/html' });
    // THEN
    for (const answer of [look, decide]) {
      expect(answer.statusCode).toBe(409);
      expect(answer.body).toContain(words);
      expect(answer.body).not.toContain('other eyes');
    }
    expect(world.item().votes.L).toEqual([]);
  });

  test('positions count in the approvers of their own round: the first of round 1 is not the first of round 2', async () => {
    const world = new World({ item: item(2, 2) });
    const [alice] = await world.links({ round: 1, approvers: ['alice@example.com'] });
    await world.decideJson(alice, 'APPROVED');
    expect(world.status()).toBe('PENDING');
  });

  test('the round of the link decides although the other round is decided', async () => {
    const world = new World({ item: item(2, 2, { status: S('REJECTED') }) });
    const [alice] = await world.links({ round: 1, approvers: ['alice@example.com'] });
    const { body, statusCode } = await world.call({ url: alice });
    expect(statusCode).toBe(409);
    expect(body).toContain('The request was rejected.');
  });

  test('a link that came before its round opened asks to try again', async () => {
    const world = new World();
    const [early] = await world.links({ round: 2 });
    const { body, statusCode } = await world.call({ url: early });
    expect(statusCode).toBe(409);
    expect(body).toContain('not open for this link yet');
  });

  test('where the workflow has asked the next level already, the vote shows its own round', async () => {
    // GIVEN a workflow that opens the next round right after the vote
    const world = new World({ item: requestItem({ isLast: { BOOL: false }, levels: N(2) }) });
    const [alice] = await world.links();
    const transact = world.tables.transactWriteItems.bind(world.tables);
    jest.spyOn(world.tables, 'transactWriteItems').mockImplementation((action) => {
      const done = transact(action);
      world.change({ status: S('PENDING'), round: N(2), level: N(2), title: S('For other eyes'), votes: { L: [] }, version: N(0) });
      return done;
    });
    // WHEN
    const answer = await world.decideJson(alice, 'APPROVED');
    // THEN the new round's token is not touched
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('other eyes');
    expect(JSON.parse(answer.body)).toMatchObject({ round: 1, status: 'PASSED' });
    expect(world.woken).toEqual([]);
  });
});

describe('a comment', () => {
  const item = requestItem({ commentRequired: { BOOL: true } });

  test('is needed to reject where it is required, and the form comes back', async () => {
    const world = new World({ item });
    const [alice] = await world.links();
    const answer = await world.decide(alice, 'REJECTED', '  \r\n ');
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('a rejection needs a comment');
    expect(answer.body).toContain('aria-invalid="true"');
    expect(answer.body).toContain('<form');
    expect(world.status()).toBe('PENDING');
  });

  test('is not needed to approve', async () => {
    const world = new World({ item });
    expect((await world.decide((await world.links())[0], 'APPROVED')).statusCode).toBe(200);
  });

  test('of 2,000 characters is taken; of one more it is refused and kept in the form', async () => {
    const world = new World({ item });
    const [alice] = await world.links();
    const long = `${'x'.repeat(2000)}y`;
    const refused = await world.decide(alice, 'REJECTED', long);
    const stillPending = world.status();
    const taken = await world.decide(alice, 'REJECTED', long.slice(1));
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('2001 characters long; it may have 2000');
    expect(refused.body).toContain(`${long}</textarea>`);
    expect(stillPending).toBe('PENDING');
    expect(taken.statusCode).toBe(200);
  });
});

test.each(['status', 'round', 'approvers', 'quorum', 'rejection', 'requester', 'votes', 'deadline', 'version', 'isLast', 'commentRequired', 'execution'])(
  'an item without %s is nothing to decide on', async (attribute) => {
    // GIVEN
    const world = new World();
    const [alice] = await world.links();
    const item = world.item();
    expect(item).toHaveProperty(attribute);
    delete item[attribute];
    world.put(item);
    // WHEN
    const answer = await world.decideJson(alice, 'APPROVED');
    // THEN
    expect(answer.statusCode).toBe(500);
    expect(world.lines[0]).toContain(`the request item has no '${attribute}'`);
    expect(world.calls).not.toContain('TransactWriteItemsCommand');
  });
