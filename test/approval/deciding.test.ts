import { ApprovalService } from './local/approval-service';
import { call, decide, formOf, postForm } from './local/browserless';

let service: ApprovalService;
beforeAll(async () => {
  service = await ApprovalService.start();
});
afterAll(() => service.stop());

const json = { Accept: 'application/json' };

describe('an approver opens the link and decides', () => {
  test('the page shows what is asked, and opening it decides nothing', async () => {
    // GIVEN
    const fields = [{ label: 'Amount', value: '1,200 €' }];
    const { id, links } = await service.ask({ approvers: ['ann@example.com'], title: 'Pay invoice 7', summary: 'Paper', fields });

    // WHEN
    const page = await call(links['ann@example.com']);

    // THEN
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    for (const text of ['Pay invoice 7', 'Paper', 'Amount', '1,200 €']) expect(page.text).toContain(text);
    expect(await service.table.request(id)).toMatchObject({ status: 'PENDING', version: 0, votes: [] });
    expect((await service.table.audit(id)).map(({ type, who, round }) => [type, who, round])).toEqual([['ApprovalViewed', 'ann@example.com', '1']]);
  });

  test('a click puts the decision in the table and wakes the workflow once', async () => {
    // GIVEN
    const { id, taskToken, links } = await service.ask({ approvers: ['ann@example.com', 'bob@example.com'] });

    // WHEN
    const answer = await decide(links['bob@example.com'], 'APPROVED', 'go ahead');

    // THEN
    expect(answer.status).toBe(200);
    const request = await service.table.request(id);
    expect(request).toMatchObject({
      status: 'APPROVED',
      version: 1,
      votes: [{ approver: 'bob@example.com', decision: 'APPROVED', comment: 'go ahead' }],
      decision: { decision: 'APPROVED', by: 'bob@example.com', comment: 'go ahead', reason: 'VOTES' },
    });
    expect(new Date(request.decision.at).getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(service.stepFunctions.calls.filter((each) => each.taskToken === taskToken)).toEqual([
      { taskToken, output: expect.any(String) },
    ]);
    expect(JSON.parse(service.stepFunctions.woken.find((each) => each.taskToken === taskToken)!.output)).toEqual({ requestId: id, round: 1 });
  });

  test('who looked and who decided is on record, with the retention of the request', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });

    // WHEN
    await decide(links['ann@example.com'], 'REJECTED', 'too dear');

    // THEN
    const audit = await service.table.audit(id);
    const { expiresAt } = await service.table.request(id);
    const entry = { who: 'ann@example.com', round: '1', at: expect.stringMatching(/^\d{4}-.*Z$/), expiresAt };
    expect([...audit].sort((a, b) => order(a) - order(b))).toEqual([
      expect.objectContaining({ ...entry, type: 'ApprovalViewed', why: '', decision: '' }),
      expect.objectContaining({ ...entry, type: 'ApprovalVoted', why: 'too dear', decision: 'REJECTED' }),
      expect.objectContaining({ ...entry, type: 'ApprovalDecided', decision: 'REJECTED' }),
    ]);
  });

  test('whoever has a shared link may decide, and is recorded as that', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: [] });

    // WHEN
    const answer = await decide(links[''], 'APPROVED');

    // THEN
    expect(answer.status).toBe(200);
    expect(await service.table.request(id)).toMatchObject({ status: 'APPROVED', decision: { by: 'whoever has the link' } });
  });

  test('a request that does not wait yet is decided, and nobody is woken', async () => {
    // GIVEN a request without a token
    const { id, taskToken, links } = await service.ask({ approvers: ['ann@example.com'], taskToken: '' });

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED');

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([200, 'APPROVED']);
    expect(taskToken).toBe('');
    expect(service.stepFunctions.calls.filter(({ output }) => output.includes(id))).toEqual([]);
  });
});

describe('several approvers', () => {
  const approvers = ['ann@example.com', 'bob@example.com', 'cyd@example.com'];

  test('a quorum of two needs two, and only the second wakes the workflow', async () => {
    // GIVEN
    const { id, taskToken, links } = await service.ask({ approvers, quorum: 2 });

    // WHEN
    await decide(links['ann@example.com'], 'APPROVED');
    const halfWay = await service.table.request(id);
    const wokenHalfWay = service.stepFunctions.calls.some((each) => each.taskToken === taskToken);
    await decide(links['bob@example.com'], 'APPROVED');

    // THEN
    expect([halfWay.status, halfWay.version, wokenHalfWay]).toEqual(['PENDING', 1, false]);
    expect(await service.table.request(id)).toMatchObject({ status: 'APPROVED', version: 2 });
    expect(service.stepFunctions.woken.filter((each) => each.taskToken === taskToken)).toHaveLength(1);
  });

  test('who voted is told so, and has one vote', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers, quorum: 2 });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    await postForm(links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });

    // WHEN
    const again = await postForm(links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });

    // THEN
    expect(again.status).toBe(409);
    expect(await service.table.request(id)).toMatchObject({ status: 'PENDING', votes: [{ approver: 'ann@example.com' }] });
  });

  test('one rejection ends it where one rejection ends', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers, quorum: 2, rejection: 'ENDS' });

    // WHEN
    await decide(links['cyd@example.com'], 'REJECTED');

    // THEN
    expect(await service.table.request(id)).toMatchObject({ status: 'REJECTED', decision: { decision: 'REJECTED', by: 'cyd@example.com' } });
  });

  test('rejections that count end it once the quorum is out of reach', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers, quorum: 2, rejection: 'COUNTS' });

    // WHEN
    await decide(links['cyd@example.com'], 'REJECTED');
    const afterOne = (await service.table.request(id)).status;
    await decide(links['bob@example.com'], 'REJECTED');

    // THEN
    expect([afterOne, (await service.table.request(id)).status]).toEqual(['PENDING', 'REJECTED']);
  });

  test('an approval of a level that is not the last passes it on and wakes the workflow', async () => {
    // GIVEN
    const { id, taskToken, links } = await service.ask({ approvers, level: 1, levels: 2 });

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED');

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([200, 'PASSED']);
    expect(service.stepFunctions.woken.filter((each) => each.taskToken === taskToken)).toHaveLength(1);
  });
});

describe('what is too late', () => {
  test('a second click of the same person is told what was decided, and is no second decision', async () => {
    // GIVEN
    const { id, taskToken, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    const click = { ...hidden, decision: 'APPROVED', comment: 'yes' };
    await postForm(links['ann@example.com'], click);

    // WHEN
    const again = await postForm(links['ann@example.com'], click);
    const changed = await postForm(links['ann@example.com'], { ...click, decision: 'REJECTED' });

    // THEN
    expect([again.status, changed.status]).toEqual([200, 409]);
    expect(await service.table.request(id)).toMatchObject({ version: 1, votes: [{ decision: 'APPROVED' }] });
    expect(service.stepFunctions.woken.filter((each) => each.taskToken === taskToken)).toHaveLength(1);
  });

  test('another approver is shown what was decided, and by whom', async () => {
    // GIVEN
    const { links } = await service.ask({ approvers: ['ann@example.com', 'bob@example.com'] });
    const { hidden } = formOf((await call(links['bob@example.com'])).text)!;
    await decide(links['ann@example.com'], 'APPROVED');

    // WHEN
    const page = await call(links['bob@example.com']);
    const click = await postForm(links['bob@example.com'], { ...hidden, decision: 'REJECTED', comment: '' });

    // THEN
    expect([page.status, click.status]).toEqual([200, 409]);
    for (const { text } of [page, click]) expect(text).toContain('ann@example.com');
    expect(formOf(page.text)).toBeUndefined();
  });

  test('a link of an earlier round is told that the round is over', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    await service.table.ask({ id, round: 2, approvers: ['boss@example.com'], execution: 'arn:aws:states:eu-west-1:123456789012:execution:Approvals:x' });

    // WHEN
    const click = await postForm(links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });

    // THEN
    expect(click.status).toBe(409);
    expect(await service.table.request(id)).toMatchObject({ status: 'PENDING', round: 2, votes: [] });
  });

  test('past the deadline nothing is decided any more', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    await service.table.set(id, { deadline: { N: '1767225600' } });

    // WHEN
    const click = await postForm(links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });

    // THEN
    expect([click.status, (await service.table.request(id)).status]).toEqual([410, 'PENDING']);
  });

  test.each([
    ['ABORTED', /abort|stopp|cancel/i],
    ['FAILED', /fail/i],
    ['TIMED_OUT', /time/i],
  ] as const)('a workflow that ended %s is told of, and nothing is decided', async (status, how) => {
    // GIVEN
    const { id, execution, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    service.stepFunctions.end(execution, { status });

    // WHEN
    const click = await postForm(links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });

    // THEN
    expect([click.status, (await service.table.request(id)).status]).toEqual([410, 'PENDING']);
    expect(click.text).toMatch(how);
  });

  test('an execution that is not there any more is a workflow that ended', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    await service.table.set(id, { execution: { S: 'arn:aws:states:eu-west-1:123456789012:execution:Approvals:gone' } });

    // WHEN
    const click = await postForm(links['ann@example.com'], { ...hidden, decision: 'APPROVED', comment: '' });

    // THEN
    expect([click.status, (await service.table.request(id)).status]).toEqual([410, 'PENDING']);
  });
});

describe('comments', () => {
  test('a rejection that needs a comment and has none comes back with the form', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'], commentRequired: true });

    // WHEN
    const blank = await decide(links['ann@example.com'], 'REJECTED', '   ');
    const undecided = (await service.table.request(id)).status;
    const form = formOf(blank.text)!;
    const given = await postForm(new URL(form.action, links['ann@example.com']).href, { ...form.hidden, decision: 'REJECTED', comment: 'too dear' });

    // THEN
    expect([blank.status, undecided, given.status]).toEqual([400, 'PENDING', 200]);
    expect(blank.text).toContain('role="alert"');
  });

  test('a comment that is too long comes back as it was typed', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });
    const typed = `${'long '.repeat(401)}& the <end>`;

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED', typed);

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([400, 'PENDING']);
    expect(answer.text).toContain(`${'long '.repeat(401)}&amp; the &lt;end&gt;`);
  });

  test('a comment of 2,000 characters is recorded to the last, whatever its letters', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });
    const comment = `${'é'.repeat(1990)}שלום & <b>`.slice(0, 2000);

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED', comment);

    // THEN
    expect(answer.status).toBe(200);
    expect((await service.table.request(id)).decision.comment).toBe(comment);
  });
});

describe('programs that follow a link', () => {
  test('are answered in JSON that mirrors the page and holds nothing that opens the workflow', async () => {
    // GIVEN
    const fields = [{ label: 'Amount', value: '12' }];
    const { id, execution, taskToken, links } = await service.ask({ approvers: ['ann@example.com'], fields, quorum: 1 });

    // WHEN
    const answer = await call(links['ann@example.com'], { headers: json });

    // THEN
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    const body = JSON.parse(answer.text);
    expect(body).toMatchObject({ id, status: 'PENDING', round: 1, title: 'Pay invoice 2026-117', fields, votes: [], quorum: 1, mayDecide: true });
    expect(Object.keys(body)).toEqual(expect.not.arrayContaining(['taskToken', 'execution', 'version']));
    expect(answer.text).not.toContain(taskToken);
    expect(answer.text).not.toContain(execution);
  });

  test('decide with JSON, without a token of the page', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });

    // WHEN
    const answer = await call(links['ann@example.com'], {
      method: 'POST', headers: { ...json, 'Content-Type': 'application/json' }, body: JSON.stringify({ decision: 'REJECTED', comment: 'no' }),
    });

    // THEN
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ id, status: 'REJECTED', mayDecide: false });
    expect((await service.table.request(id)).decision).toMatchObject({ decision: 'REJECTED', comment: 'no' });
  });
});

test('nothing that a link or a comment says is in the logs', async () => {
  // GIVEN
  const { id, taskToken, links } = await service.ask({ approvers: ['ann@example.com'] });

  // WHEN
  await decide(links['ann@example.com'], 'APPROVED', 'a-comment-nobody-logs');

  // THEN
  const line = service.logs.split('\n').find((each) => each.includes(id));
  expect(JSON.parse(line!)).toMatchObject({});
  for (const secret of [taskToken, 'a-comment-nobody-logs', new URL(links['ann@example.com']).searchParams.get('s')!]) expect(service.logs).not.toContain(secret);
});

/** The audit items of one request by what came first: some share a millisecond. */
function order({ type }: { type: string }): number {
  return ['ApprovalViewed', 'ApprovalVoted', 'ApprovalDecided'].indexOf(type);
}
