import { maps, requestItem, S, vote, World } from './world';

test('where the workflow cannot be told, the decision stands, and sending it again tells the workflow', async () => {
  // GIVEN Step Functions that is not there
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  world.wakeFails = 'ThrottlingException';
  // WHEN
  const first = await world.submit(alice, { decision: 'APPROVED', token });
  const second = await world.submit(alice, { decision: 'APPROVED', token });
  world.wakeFails = undefined;
  const third = await world.submit(alice, { decision: 'APPROVED', token });
  // THEN
  expect([first.statusCode, second.statusCode, third.statusCode]).toEqual([502, 502, 200]);
  expect(first.body).toContain('Your decision is recorded, the workflow will hear of it.');
  expect(world.status()).toBe('APPROVED');
  expect(world.item().votes.L).toHaveLength(1);
  expect(world.woken).toHaveLength(1);
});

test('a look heals too, and shows the page whether it works or not', async () => {
  const world = new World({ item: requestItem({ status: S('APPROVED'), votes: maps(vote('bob@example.com', 'APPROVED')) }) });
  const [alice] = await world.links();
  world.wakeFails = 'ThrottlingException';
  const failing = await world.call({ url: alice });
  world.wakeFails = undefined;
  const healing = await world.call({ url: alice });
  expect([failing.statusCode, healing.statusCode]).toEqual([200, 200]);
  expect(world.woken).toHaveLength(1);
});

test("somebody else's late decision heals too", async () => {
  const world = new World({ item: requestItem({ status: S('APPROVED'), votes: maps(vote('bob@example.com', 'APPROVED')) }) });
  expect((await world.decideJson((await world.links())[0], 'REJECTED')).statusCode).toBe(409);
  expect(world.woken).toHaveLength(1);
});

test('a pending request wakes nobody', async () => {
  const world = new World();
  await world.call({ url: (await world.links())[0] });
  expect(world.woken).toEqual([]);
});

test.each(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist'])('that the workflow no longer waits (%s) is fine', async (name) => {
  const world = new World();
  world.wakeFails = name;
  const answer = await world.decideJson((await world.links())[0], 'APPROVED');
  expect(answer.statusCode).toBe(200);
  expect(world.status()).toBe('APPROVED');
});

test('a decision before the workflow waits is recorded; there is no token yet to wake it with', async () => {
  const { taskToken, ...item } = requestItem();
  const world = new World({ item });
  const answer = await world.decideJson((await world.links())[0], 'APPROVED');
  expect(taskToken).toEqual(S('the-task-token'));
  expect(answer.statusCode).toBe(200);
  expect(world.woken).toEqual([]);
});

test('the token that is used is the one after the decision, not the one that was read before', async () => {
  const world = new World();
  world.beforeTransaction = () => world.change({ taskToken: S('a-newer-token') });
  await world.decideJson((await world.links())[0], 'APPROVED');
  expect(world.woken.map(({ taskToken }) => taskToken)).toEqual(['a-newer-token']);
});
