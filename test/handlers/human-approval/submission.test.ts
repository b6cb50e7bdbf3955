import { requestItem, World } from './world';

const FORM = 'application/x-www-form-urlencoded';

test.each([
  ['a form', FORM, 'decision=APPROVED&comment='],
  ['JSON', 'application/json', '{"decision":"APPROVED","comment":"'],
])('a body of 24 KB is read, one of a byte more is not: %s', async (_, type, start) => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  const end = type === FORM ? '' : '"}';
  const body = (bytes: number): string => start + 'x'.repeat(bytes - start.length - end.length) + end;
  // WHEN
  const post = async (bytes: number, base64: boolean): Promise<number> =>
    (await world.call({ method: 'POST', url: alice, type, body: body(bytes), base64 })).statusCode;
  const sizes = [[24_576, false], [24_576, true], [24_577, false], [24_577, true], [5_000_000, true]] as const;
  const codes = await Promise.all(sizes.map(async ([bytes, base64]) => post(bytes, base64)));
  // THEN what is read is refused for another reason: the comment is too long, the token is missing
  const read = type === FORM ? 403 : 400;
  expect(codes).toEqual([read, read, 413, 413, 413]);
  expect(world.status()).toBe('PENDING');
});

test('the longest comment fits into a form, in whatever script it is', async () => {
  const world = new World();
  const [alice] = await world.links();
  expect((await world.decide(alice, 'APPROVED', '\u6f22'.repeat(2000))).statusCode).toBe(200);
});

test('bytes are counted, not characters', async () => {
  const world = new World();
  const body = JSON.stringify({ decision: 'APPROVED', comment: 'é'.repeat(12_400) });
  expect(body.length).toBeLessThan(24_576);
  expect((await world.call({ method: 'POST', url: (await world.links())[0], type: 'application/json', body })).statusCode).toBe(413);
});

test.each([true, false])('a form is read as API Gateway hands it on, encoded in base64: %s', async (base64) => {
  const world = new World();
  const [alice] = await world.links();
  const answer = await world.decide(alice, 'APPROVED', 'très bien & à demain = 100 %', { base64 });
  expect(answer.statusCode).toBe(200);
  expect(world.item().votes.L?.[0].M?.comment.S).toBe('très bien & à demain = 100 %');
});

test.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"'])('JSON is taken as %s', async (type) => {
  const world = new World();
  const answer = await world.call({ method: 'POST', url: (await world.links())[0], type, body: '{"decision":"APPROVED"}' });
  expect(answer.statusCode).toBe(200);
});

test.each([
  ['no JSON', '{', 'The body is not JSON.'],
  ['a list', '[]', 'The body is not a JSON object.'],
  ['null', 'null', 'The body is not a JSON object.'],
  ['nothing', '', 'The body is not JSON.'],
  ['no decision', '{}', 'The decision must be APPROVED or REJECTED.'],
  ['a decision in another case', '{"decision":"approved"}', 'The decision must be APPROVED or REJECTED.'],
  ['a decision that only the workflow takes', '{"decision":"TIMED_OUT"}', 'The decision must be APPROVED or REJECTED.'],
  ['a decision in a list', '{"decision":["APPROVED"]}', 'The decision must be APPROVED or REJECTED.'],
  ['a comment that is no text', '{"decision":"APPROVED","comment":{"a":1}}', 'The comment must be a text.'],
  ['a round that is no number', '{"decision":"APPROVED","round":"1"}', 'The round must be a number.'],
  ['a misspelt comment', '{"decision":"APPROVED","coment":"x"}', 'The body may have the members decision, comment and round only.'],
  ['another approver', '{"decision":"APPROVED","approver":"bob@example.com"}', 'The body may have the members decision, comment and round only.'],
  ['a member of every object', '{"decision":"APPROVED","__proto__":{"comment":"x"}}', 'The body may have the members decision, comment and round only.'],
])('JSON is refused that is %s', async (_, body, message) => {
  const world = new World();
  const answer = await world.call({ method: 'POST', url: (await world.links())[0], type: 'application/json', body });
  expect(answer.statusCode).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({ message, mayDecide: true });
  expect(world.status()).toBe('PENDING');
});

test.each([
  ['no decision', 'comment=kept', 'The decision must be APPROVED or REJECTED.'],
  ['two decisions', 'decision=APPROVED&decision=REJECTED&comment=kept', 'The form has more than one decision.'],
])('a form with %s comes back with what was typed', async (_, fields, message) => {
  const world = new World();
  const [alice] = await world.links();
  const body = `${fields}&token=${await world.formToken(alice)}`;
  const answer = await world.call({ method: 'POST', url: alice, type: FORM, body });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(message);
  expect(answer.body).toContain('kept</textarea>');
  expect(world.status()).toBe('PENDING');
});

test('half a surrogate pair, which DynamoDB refuses, becomes a replacement character', async () => {
  const world = new World();
  await world.call({ method: 'POST', url: (await world.links())[0], type: 'application/json', body: '{"decision":"APPROVED","comment":"\\ud83d"}' });
  expect(world.item().votes.L?.[0].M?.comment.S).toBe('\ufffd');
});

test.each([
  [undefined, 'text/html'],
  ['*/*', 'text/html'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['application/json', 'application/json'],
  ['application/json, text/html;q=0.9', 'application/json'],
  ['text/html;q=0.5, application/*', 'application/json'],
  ['application/json;q=0, */*', 'text/html'],
  ['application/json;q=x', 'text/html'],
])('with Accept %s the answer is %s', async (accept, type) => {
  const world = new World();
  const answer = await world.call({ url: (await world.links())[0], accept });
  expect(answer.headers['Content-Type']).toBe(`${type}; charset=utf-8`);
});

test('JSON has what the page shows, and not what is inside', async () => {
  const world = new World({ item: requestItem() });
  const { body } = await world.call({ url: (await world.links())[0], accept: 'application/json' });
  expect(JSON.parse(body)).toEqual({
    id: '3f2c1a64-0b3e-4d0e-9c55-1d2f3a4b5c6d',
    status: 'PENDING',
    round: 1,
    title: 'Buy 40 chairs',
    summary: 'For the new office',
    fields: [{ label: 'Amount', value: 'EUR 4,800' }],
    votes: [],
    quorum: 1,
    deadline: '2026-11-25T13:32:00.000Z',
    decision: null,
    mayDecide: true,
    message: '',
  });
});

test.each([
  ['PUT', '/requests/{id}', 405, 'GET, HEAD, POST'],
  ['DELETE', '/decisions/{id}', 405, 'GET, POST'],
  ['GET', '/', 404, undefined],
  ['GET', '/requests/{id}/x', 404, undefined],
  ['POST', 'toString', 404, undefined],
])('%s of %s is answered with %d', async (method, resource, statusCode, allow) => {
  const world = new World();
  const answer = await world.call({ method, resource });
  expect(answer.statusCode).toBe(statusCode);
  expect(answer.headers.Allow).toBe(allow);
  expect(world.calls).toEqual([]);
});

test('a line of the log says what came of a call, and nothing of what was sent', async () => {
  // GIVEN
  const world = new World();
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  world.lines.length = 0;
  world.wakeFails = 'ValidationException'; // its message repeats the task token
  // WHEN
  await world.submit(alice, { decision: 'REJECTED', comment: 'a confidential reason', token });
  await world.call({ url: alice.replace('s=', 's=A') });
  // THEN
  expect(world.lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ requestId: '3f2c1a64-0b3e-4d0e-9c55-1d2f3a4b5c6d', outcome: 'RECORDED_NOT_TOLD', error: 'ValidationException' }),
    { requestId: '3f2c1a64-0b3e-4d0e-9c55-1d2f3a4b5c6d', method: 'POST', outcome: 'RECORDED_NOT_TOLD', statusCode: 502 },
    { requestId: '3f2c1a64-0b3e-4d0e-9c55-1d2f3a4b5c6d', method: 'GET', outcome: 'BAD_LINK', statusCode: 403 },
  ]);
  const log = world.lines.join('\n');
  const signature = new URL(alice).searchParams.get('s')!;
  for (const secret of ['confidential', 'the-task-token', token, signature, 'alice', 'chairs']) expect(log).not.toContain(secret);
});
