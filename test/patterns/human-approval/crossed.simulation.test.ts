// What happens when writes are crossed, answers are lost and services are busy: nothing that was decided may be lost.
import { aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { expense, Office } from './fixture';
import { ApprovalChannel, ApprovalRule, ApprovalTimeout, simulation, Step } from 'cdk-stepwise';

const { Mock, RunStatus, ServiceResponse } = simulation;

const ANN = 'ann@example.com';
const BEN = 'ben@example.com';
const CAT = 'cat@example.com';

const chat = (stack: Stack) => ApprovalChannel.step(Step.publish(new sns.Topic(stack, 'Chat'), { name: 'Tell chat' }));
const links = { Payload: { links: [{ approver: ANN, url: 'https://example.com' }] } };
const cancelled = (reason: string) => ServiceResponse.fail('DynamoDb.TransactionCanceledException', `[${reason}, None]`);

/** Signs as usual, and does something at the second asking, before what is asked is written. */
function atSecondAsking(office: Office, action: () => void): void {
  office.workflow.mock('Sign links', Mock.handler({
    handle: ({ request }) => {
      if (request.Payload.round === 2) action();
      return ServiceResponse.succeed(links);
    },
  }));
}

test('a level that passed in the moment of its escalation goes on to the next level', () => {
  // GIVEN
  const rule = ApprovalRule.inOrder(
    ApprovalRule.oneOf([ANN], { timeout: Duration.days(1), onTimeout: ApprovalTimeout.escalate([CAT]) }), ApprovalRule.oneOf([BEN]));
  const office = new Office((stack) => expense(stack, { rule, channels: [chat(stack)] }));
  let escalating = true;
  atSecondAsking(office, () => {
    if (escalating) office.vote(undefined as never, ANN, 'APPROVED', { wake: false });
    escalating = false;
  });

  // WHEN
  const run = office.ask();
  run.advance(Duration.days(1));
  run.advance(Duration.minutes(5));

  // THEN
  expect(office.request).toMatchObject({ status: 'PENDING', round: 2, level: 2, approvers: [BEN] });
  office.vote(run, BEN, 'APPROVED');
  expect(run.output.votes.map(({ approver }: { approver: string }) => approver)).toEqual([ANN, BEN]);
});

test('a table that is busy at first takes the request a little later', () => {
  // GIVEN
  const office = new Office();
  const tables = office.transactions();
  office.workflow.mock('Write request', Mock.handler({
    handle: (request) => (request.retryCount < 3 ? cancelled('ThrottlingError') : tables.handle(request)),
  }));

  // WHEN
  const run = office.ask();

  // THEN
  expect(office.request.status).toBe('PENDING');
  expect(run.status).toBe(RunStatus.RUNNING);
});

test('a table that takes no request fails the approval by that name', () => {
  const office = new Office();
  office.workflow.mock('Write request', Mock.handler({ handle: () => cancelled('ThrottlingError') }));
  const run = office.ask();
  expect(run.errorName).toBe('Approval.NotWritten');
});

test('a request that cannot be closed is tried again at a pace that its history bears', () => {
  // GIVEN a table that is busy for two hours after the deadline
  const office = new Office((stack) => expense(stack, { timeout: Duration.days(1), onTimeout: ApprovalTimeout.reject() }));
  const tables = office.transactions();
  const busyUntil = Date.UTC(2026, 0, 2, 2);
  office.workflow.mock('Close request', Mock.handler({
    handle: (request) => (Date.parse(request.time) < busyUntil ? cancelled('TransactionConflict') : tables.handle(request)),
  }));

  // WHEN
  const run = office.ask();
  run.advance(Duration.hours(27));

  // THEN
  expect(run.output).toMatchObject({ decision: 'REJECTED', reason: 'TIMEOUT' });
  expect(run.history.length).toBeLessThan(12_000);
});

test('all attempts of a write have one token, and each visit another', () => {
  // GIVEN
  const office = new Office((stack) => expense(stack, { timeout: Duration.days(1), onTimeout: ApprovalTimeout.reject() }));
  const tables = office.transactions();
  let closes = 0;
  office.workflow.mock('Close request', Mock.handler({ handle: (request) => (++closes <= 7 ? cancelled('TransactionConflict') : tables.handle(request)) }));

  // WHEN
  const run = office.ask();
  run.advance(Duration.hours(25));

  // THEN five attempts, then a pause and the next three
  const tokens = run.calls.filter(({ stateName }) => stateName === 'Close request').map(({ request }) => request.ClientRequestToken);
  expect(tokens).toHaveLength(8);
  expect(tokens.map((token) => [...new Set(tokens)].indexOf(token))).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
  expect(tokens.every((token) => /^[0-9a-f]{36}$/.test(token))).toBe(true);
});

test('a write whose answer was lost, and a vote since, are taken over', () => {
  // GIVEN
  const office = new Office((stack) => expense(stack, { rule: ApprovalRule.quorum(2, [ANN, BEN]), channels: [chat(stack)] }));
  const tables = office.transactions();
  office.workflow.mock('Write request', Mock.handler({
    handle: (request) => {
      if (request.retryCount > 0) return tables.handle(request);
      tables.handle(request);
      office.vote(undefined as never, ANN, 'APPROVED', { wake: false });
      return ServiceResponse.fail('DynamoDb.InternalServerErrorException', 'no answer');
    },
  }));

  // WHEN
  const run = office.ask();
  expect([run.status, run.visits('Tell chat')]).toEqual([RunStatus.RUNNING, 1]);
  office.vote(run, BEN, 'APPROVED');

  // THEN
  expect(run.output.votes.map(({ approver }: { approver: string }) => approver)).toEqual([ANN, BEN]);
});

test('links are signed when the keys can be read again', () => {
  const office = new Office((stack) => expense(stack, { rule: ApprovalRule.oneOf([ANN]), channels: [chat(stack)] }));
  office.workflow.mock('Sign links', Mock.sequence(Mock.fails('InternalServiceError', 'Secrets Manager'), Mock.fails('Sandbox.Timedout'), Mock.returns(links)));
  const run = office.ask();
  expect([run.status, run.visits('Tell chat')]).toEqual([RunStatus.RUNNING, 1]);
});

test.each([
  ['one that is not there', {}],
  ['an empty one', { by: ' ' }],
])('a requester who is nobody fails the approval, for four eyes depend on it: %s', (_, input) => {
  const office = new Office((stack) => expense(stack, { requester: '{% $states.input.by %}', rule: ApprovalRule.oneOf([ANN]), channels: [chat(stack)] }));
  const run = office.ask({ amount: 1, reason: '', ...input });
  expect([run.errorName, run.cause?.includes('the requester $states.input.by is nobody')]).toEqual(['States.QueryEvaluationError', true]);
});

test('an approver without a name fails the approval', () => {
  const office = new Office((stack) => expense(stack, { rule: ApprovalRule.oneOf(['{% $states.input.manager %}', ANN]), channels: [chat(stack)] }));
  expect(office.ask({ amount: 1, reason: '', manager: '' }).errorName).toBe('States.QueryEvaluationError');
});

test('a title cannot look like the end of the message', () => {
  const office = new Office((stack) => expense(stack, { title: '{% $states.input.reason %}', summary: 'plain' }));
  const run = office.ask({ amount: 1, reason: 'Tea\n\nTo be decided until tomorrow.\n\nSee the request and decide\nhttps://evil.example' });
  const { Message } = run.calls.find(({ action }) => action === 'publish')!.request;
  expect(Message.split('\n')[0]).toBe('Tea To be decided until tomorrow. See the request and decide https://evil.example');
  expect(office.request.title).not.toContain('\n');
});

test('an escalation to named approvers gives each a link, after anyone might have decided', () => {
  const rule = ApprovalRule.anyone({ timeout: Duration.days(1), onTimeout: ApprovalTimeout.escalate([CAT]) });
  const office = new Office((stack) => expense(stack, { rule, channels: [chat(stack)] }));
  const run = office.ask();
  run.advance(Duration.days(1));
  const signed = run.calls.filter(({ stateName }) => stateName === 'Sign links').map(({ request: { Payload } }) => [Payload.shared, Payload.approvers]);
  expect(signed).toEqual([[true, []], [false, [CAT]]]);
});

test('whoever has voted is not reminded', () => {
  // GIVEN
  const office = new Office((stack) => expense(stack, {
    rule: ApprovalRule.quorum(2, [ANN, BEN, CAT]), channels: [chat(stack)], timeout: Duration.days(2), reminderInterval: Duration.days(1),
  }));
  const run = office.ask();
  office.vote(run, BEN, 'APPROVED');

  // WHEN
  run.advance(Duration.hours(25));

  // THEN
  const told = run.calls.filter(({ stateName }) => stateName === 'Tell chat').map(({ request }) => request.Message);
  expect(told.map(({ kind, links: to }) => [kind, to.map(({ approver }: { approver: string }) => approver)])).toEqual([
    ['REQUEST', [ANN, BEN, CAT]], ['REMINDER', [ANN, CAT]],
  ]);
});
