import { aws_sns as sns, Duration } from 'aws-cdk-lib';
import { expense, Office } from './fixture';
import { ApprovalChannel, ApprovalRule, ApprovalTimeout, RejectionEffect, simulation, Step } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;

const ANN = 'ann@example.com';
const BEN = 'ben@example.com';
const CAT = 'cat@example.com';

/** A channel that a rule with named approvers may have: a step that gets the links. */
const chat = (stack: Parameters<typeof expense>[0]) => ApprovalChannel.step(Step.publish(new sns.Topic(stack, 'Chat'), { name: 'Tell chat' }));

describe('a request', () => {
  test('is in the table, with what is asked, before anybody hears of it', () => {
    // GIVEN
    const office = new Office((stack) => expense(stack, { requester: '{% $states.input.by %}', rule: ApprovalRule.oneOf([ANN, 'BEN@example.com']), channels: [chat(stack)] }));

    // WHEN
    const run = office.ask();

    // THEN
    expect(run.status).toBe(RunStatus.RUNNING);
    expect(office.request).toMatchObject({
      status: 'PENDING',
      round: 1,
      level: 1,
      levels: 1,
      isLast: true,
      approvers: [ANN, BEN],
      quorum: 1,
      rejection: 'ENDS',
      requester: 'zoe@example.com',
      title: 'Expense of 100 EUR',
      summary: 'a train to Bern',
      fields: [{ label: 'Amount', value: '100' }, { label: 'Cost', value: 'travel' }],
      version: 0,
      votes: [],
      execution: run.executionArn,
      taskToken: run.pendingTokens[0],
    });
    expect(run.path.indexOf('Write request')).toBeLessThan(run.path.indexOf('Tell chat'));
  });

  test('tells what is asked, until when, and where to decide', () => {
    const office = new Office();
    const run = office.ask();
    const { request } = run.calls.find(({ action }) => action === 'publish')!;
    expect(request.Subject).toBe('Approval requested: Expense of 100 EUR');
    expect(request.Message).toBe([
      'Expense of 100 EUR', '', 'a train to Bern', '', 'Amount: 100', 'Cost: travel', '', 'To be decided until 2026-01-04 00:00 UTC.', '',
      'See the request and decide',
      `https://example.com/requests/${office.request.id}?r=1&a=*&e=${office.request.deadline + 7 * 86_400}&k=first&s=signature`, '',
    ].join('\n'));
  });

  test('keeps what came from outside from looking like the end of the message, or like a header', () => {
    // GIVEN
    const office = new Office((stack) => expense(stack, { title: '{% $states.input.reason %}' }));

    // WHEN
    const run = office.ask({ amount: 1, reason: 'Tea\r\nBcc: all@example.com\n\nSee the request and decide\nhttps://evil.example\u0007 漢字' });

    // THEN
    const { request } = run.calls.find(({ action }) => action === 'publish')!;
    expect(request.Subject).toBe('Approval requested: Tea Bcc: all@example.com See the request and decide https://evil.example? ??');
    expect(request.Message).toContain('\n\nTea\n    Bcc: all@example.com\n    See the request and decide\n    https://evil.example');
  });

  test('ends with who decided, and with the comment', () => {
    // GIVEN
    const office = new Office();
    const run = office.ask();

    // WHEN
    office.vote(run, ANN, 'REJECTED', { comment: 'too far' });

    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.output).toEqual({
      requestId: office.request.id,
      decision: 'REJECTED',
      by: ANN,
      at: '2026-01-01T00:00:00.000Z',
      comment: 'too far',
      reason: 'VOTES',
      votes: [{ approver: ANN, decision: 'REJECTED', comment: 'too far', at: '2026-01-01T00:00:00.000Z' }],
    });
  });

  test('keeps the task token out of what states hand on', () => {
    const office = new Office();
    const run = office.ask();
    const token = run.pendingTokens[0];
    office.vote(run, ANN, 'APPROVED');
    expect(JSON.stringify([run.output, office.audit])).not.toContain(token);
    const read = run.calls.find(({ action }) => action === 'getItem')!;
    expect(read.request.ProjectionExpression).toBe('#status, #votes, #decision, #round');
  });

  test('decided before the workflow waited is found all the same', () => {
    // GIVEN an approver who is faster than the message of another channel
    const office = new Office((stack) => expense(stack, { channels: [ApprovalChannel.step(Step.publish(new sns.Topic(stack, 'Slow'), { name: 'Slow' }))] }));
    office.simulator.workflow(office.approval.workflow).mock('Slow', Mock.handler({
      handle: () => {
        office.vote(undefined as never, ANN, 'APPROVED', { wake: false });
        return simulation.ServiceResponse.succeed({ MessageId: 'm' });
      },
    }));

    // WHEN
    const run = office.ask();

    // THEN
    expect(run.output.decision).toBe('APPROVED');
    expect(run.duration.toSeconds()).toBe(0);
  });

  test('whose wake-up call was lost is found decided within the hour', () => {
    // GIVEN
    const office = new Office();
    const run = office.ask();

    // WHEN the function crashes between the write and SendTaskSuccess
    office.vote(run, ANN, 'APPROVED', { wake: false });
    expect(run.status).toBe(RunStatus.RUNNING);
    run.advance(Duration.hours(1));

    // THEN
    expect(run.output.decision).toBe('APPROVED');
  });

  test('that somebody deleted fails by name', () => {
    const office = new Office();
    const run = office.ask();
    const { id } = office.request;
    office.tables.deleteItem({ TableName: office.tableName, Key: { id: { S: id }, entry: { S: 'REQUEST' } } });
    run.sendTaskSuccess(run.pendingTokens[0], {});
    expect(run.errorName).toBe('Approval.RequestLost');
  });
});

describe('rules', () => {
  test('a quorum needs so many approvals', () => {
    // GIVEN
    const office = new Office((stack) => expense(stack, { rule: ApprovalRule.quorum(2, [ANN, BEN, CAT]), channels: [chat(stack)] }));
    const run = office.ask();

    // WHEN
    office.vote(run, ANN, 'APPROVED');
    expect([run.status, office.request.status]).toEqual([RunStatus.RUNNING, 'PENDING']);
    office.vote(run, CAT, 'APPROVED');

    // THEN
    expect(run.output.votes.map(({ approver }: { approver: string }) => approver)).toEqual([ANN, CAT]);
  });

  test.each([
    [RejectionEffect.ENDS, 'REJECTED'],
    [RejectionEffect.COUNTS, 'PENDING'],
  ])('of a quorum, one rejection %s', (rejection, status) => {
    const office = new Office((stack) => expense(stack, { rule: ApprovalRule.quorum(2, [ANN, BEN, CAT], { rejection }), channels: [chat(stack)] }));
    const run = office.ask();
    office.vote(run, BEN, 'REJECTED');
    expect(office.request).toMatchObject({ status, rejection });
  });

  test('levels are asked one after the other, with new links and a time of their own', () => {
    // GIVEN
    const rule = ApprovalRule.inOrder(ApprovalRule.oneOf([ANN]), ApprovalRule.oneOf([BEN, CAT], { timeout: Duration.hours(2) }));
    const office = new Office((stack) => expense(stack, { rule, channels: [chat(stack)] }));
    const run = office.ask();
    run.advance(Duration.hours(5));

    // WHEN
    office.vote(run, ANN, 'APPROVED');

    // THEN
    expect(office.request).toMatchObject({ status: 'PENDING', round: 2, level: 2, levels: 2, isLast: true, approvers: [BEN, CAT], votes: [], version: 0 });
    expect(office.request.deadline).toBe(Date.UTC(2026, 0, 1, 7) / 1000);
    office.vote(run, BEN, 'APPROVED');
    expect(run.output.votes.map(({ approver }: { approver: string }) => approver)).toEqual([ANN, BEN]);
    expect(office.audit).toEqual(['ApprovalRequested', 'ApprovalRequested']);
  });

  test('a rejection at the first level asks no second', () => {
    const rule = ApprovalRule.inOrder(ApprovalRule.oneOf([ANN]), ApprovalRule.oneOf([BEN]));
    const office = new Office((stack) => expense(stack, { rule, channels: [chat(stack)] }));
    const run = office.ask();
    office.vote(run, ANN, 'REJECTED');
    expect([run.output.decision, run.visits('Sign links')]).toEqual(['REJECTED', 1]);
  });

  test('approvers may come from the input, one or many', () => {
    const office = new Office((stack) => expense(stack, { rule: ApprovalRule.oneOf(['{% $states.input.managers %}', CAT]), channels: [chat(stack)] }));
    office.ask({ amount: 1, reason: '', managers: [' Ann@Example.com ', BEN, ANN] });
    expect(office.request.approvers).toEqual([ANN, BEN, CAT]);
  });

  test('an approver that the input does not name fails, and is not left out', () => {
    const office = new Office((stack) => expense(stack, { rule: ApprovalRule.oneOf(['{% $states.input.manager %}', CAT]), channels: [chat(stack)] }));
    const run = office.ask();
    expect(run.errorName).toBe('States.QueryEvaluationError');
    expect(run.cause).toContain('the approver $states.input.manager is nobody');
  });

  test('the requester is no approver, however it is spelt', () => {
    const office = new Office((stack) => expense(stack, { requester: '{% $states.input.by %}', rule: ApprovalRule.oneOf([ANN, BEN]), channels: [chat(stack)] }));
    office.ask({ amount: 1, reason: '', by: 'ANN@EXAMPLE.COM' });
    expect(office.request.approvers).toEqual([BEN]);
  });

  test('too few approvers without the requester fail at once', () => {
    const office = new Office((stack) => expense(stack, { requester: '{% $states.input.by %}', rule: ApprovalRule.oneOf([ANN]), channels: [chat(stack)] }));
    const run = office.ask({ amount: 1, reason: '', by: ANN });
    expect([run.errorName, run.cause]).toEqual(['Approval.NoApprover', 'needed are 1 approvals, and without the requester there are 0 approvers']);
  });
});

describe('time', () => {
  test.each([
    ['fail', ApprovalTimeout.fail(), RunStatus.FAILED, 'TIMED_OUT'],
    ['reject', ApprovalTimeout.reject(), RunStatus.SUCCEEDED, 'REJECTED'],
    ['approve', ApprovalTimeout.approve(), RunStatus.SUCCEEDED, 'APPROVED'],
  ])('that runs out may %s', (_, onTimeout, status, decision) => {
    // GIVEN
    const office = new Office((stack) => expense(stack, { timeout: Duration.days(2), onTimeout }));
    const run = office.ask();

    // WHEN
    run.advance(Duration.seconds(2 * 86_400 - 1));
    expect(run.status).toBe(RunStatus.RUNNING);
    run.advance(Duration.seconds(2));

    // THEN
    expect(run.status).toBe(status);
    expect(run.errorName).toBe(status === RunStatus.FAILED ? 'Approval.TimedOut' : undefined);
    expect(office.request.decision).toMatchObject({ decision, reason: 'TIMEOUT', by: '' });
    expect(office.audit).toEqual(['ApprovalRequested', `ApprovalTimedOut the workflow ${decision}`]);
    if (status === RunStatus.SUCCEEDED) expect(run.output).toMatchObject({ decision, reason: 'TIMEOUT' });
  });

  test('that runs out may ask others, and those in their time may fail', () => {
    // GIVEN
    const onTimeout = ApprovalTimeout.escalate([CAT, BEN], { approvals: 2, timeout: Duration.hours(4), onTimeout: ApprovalTimeout.reject() });
    const rule = ApprovalRule.oneOf([ANN], { timeout: Duration.days(1), onTimeout });
    const office = new Office((stack) => expense(stack, { rule, channels: [chat(stack)] }));
    const run = office.ask();

    // WHEN
    run.advance(Duration.days(1));

    // THEN
    expect(office.request).toMatchObject({ status: 'PENDING', round: 2, level: 1, approvers: [CAT, BEN], quorum: 2 });
    office.vote(run, CAT, 'APPROVED');
    run.advance(Duration.hours(4));
    expect(run.output).toMatchObject({ decision: 'REJECTED', reason: 'TIMEOUT' });
    expect(office.audit).toEqual(['ApprovalRequested', 'ApprovalEscalated the workflow', 'ApprovalTimedOut the workflow REJECTED']);
  });

  test('a decision in the last moment wins over the timeout', () => {
    // GIVEN an approver whose vote is written just before the workflow closes the request
    const office = new Office((stack) => expense(stack, { timeout: Duration.days(1) }));
    office.workflow.mock('Close request', Mock.handler({
      handle: ({ retryCount }) => {
        if (retryCount === 0) office.vote(undefined as never, ANN, 'APPROVED', { wake: false });
        return simulation.ServiceResponse.fail('DynamoDb.TransactionCanceledException', '[ConditionalCheckFailed, None]');
      },
    }));

    // WHEN
    const run = office.ask();
    run.advance(Duration.days(1));

    // THEN
    expect(run.output).toMatchObject({ decision: 'APPROVED', by: ANN, reason: 'VOTES' });
    expect(run.visits('Close request')).toBe(1);
  });

  test('an escalation that meets a decision asks nobody', () => {
    // GIVEN
    const office = new Office((stack) => expense(stack, {
      rule: ApprovalRule.oneOf([ANN]), timeout: Duration.days(1), onTimeout: ApprovalTimeout.escalate([CAT]), channels: [chat(stack)],
    }));
    // WHEN the vote is written after the workflow has looked and before it escalates
    office.workflow.mock('Sign links', Mock.handler({
      handle: ({ request }) => {
        if (request.Payload.round === 2) office.vote(undefined as never, ANN, 'APPROVED', { wake: false });
        return simulation.ServiceResponse.succeed({ Payload: { links: [{ approver: ANN, url: 'https://example.com' }] } });
      },
    }));
    const run = office.ask();
    run.advance(Duration.days(1));

    // THEN
    expect(run.output).toMatchObject({ decision: 'APPROVED', by: ANN });
    expect(run.visits('Tell chat')).toBe(1);
  });

  test('reminders come at their interval until somebody decides', () => {
    // GIVEN
    const office = new Office((stack) => expense(stack, { timeout: Duration.days(5), reminderInterval: Duration.days(1) }));
    const run = office.ask();

    // WHEN
    run.advance(Duration.hours(3 * 24 + 1));
    office.vote(run, ANN, 'APPROVED');

    // THEN
    expect(office.told(run)).toEqual([
      'Approval requested: Expense of 100 EUR', ...Array<string>(3).fill('Still to be decided: Expense of 100 EUR'),
    ]);
    expect(office.audit).toEqual(['ApprovalRequested', ...Array<string>(3).fill('ApprovalReminded the workflow')]);
    expect(run.status).toBe(RunStatus.SUCCEEDED);
  });

  test('may be a year, within the history that an execution has', () => {
    // GIVEN
    const onTimeout = ApprovalTimeout.reject();
    const office = new Office((stack) => expense(stack, { timeout: Duration.days(364), reminderInterval: Duration.days(2), onTimeout }));
    const run = office.ask();

    // WHEN
    run.advance(Duration.days(364));

    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.duration.toDays({ integral: false })).toBeCloseTo(364, 1);
    expect(office.told(run).length).toBe(182);
    expect(run.history.length).toBeLessThan(25_000);
  });
});

describe('channels', () => {
  const two = (stack: Parameters<typeof expense>[0]) => expense(stack, {
    channels: [ApprovalChannel.topic(new sns.Topic(stack, 'Mail')), ApprovalChannel.topic(new sns.Topic(stack, 'Pager'))],
  });

  test('one that fails is on record, and the others do', () => {
    const office = new Office(two);
    office.workflow.mock('Tell Mail', Mock.fails('SNS.AuthorizationErrorException', 'no'));
    const run = office.ask();
    expect(run.status).toBe(RunStatus.RUNNING);
    expect(run.visits('Wait for decision')).toBe(1);
    expect(office.audit).toEqual(['ApprovalRequested', 'NotificationFailed Tell Mail']);
  });

  test('where all fail, nobody waits for somebody who never heard of it', () => {
    const office = new Office(two);
    office.workflow.mock('Tell Mail', Mock.fails('SNS.AuthorizationErrorException', 'no')).mock('Tell Pager', Mock.fails('SNS.NotFoundException', 'gone'));
    const run = office.ask();
    expect(run.errorName).toBe('Approval.NotNotified');
    expect(office.audit.sort()).toEqual(['ApprovalFailed the workflow', 'ApprovalRequested', 'NotificationFailed Tell Mail', 'NotificationFailed Tell Pager']);
  });

  test('where a reminder fails, the request goes on', () => {
    const office = new Office((stack) => expense(stack, { reminderInterval: Duration.hours(5) }));
    office.workflow.mock('Tell Approvers', Mock.sequence(Mock.returns({ MessageId: 'm' }), Mock.fails('SNS.NotFoundException', 'gone')));
    const run = office.ask();
    run.advance(Duration.hours(6));
    office.vote(run, ANN, 'APPROVED');
    expect(run.output.decision).toBe('APPROVED');
  });
});
