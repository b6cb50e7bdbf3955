import { aws_events as events, aws_ses as ses, aws_sns as sns, SecretValue, Stack } from 'aws-cdk-lib';
import { expense, Office } from './fixture';
import { ApprovalAuthorizer, ApprovalChannel, ApprovalRule, HumanApprovalProps, simulation, Step } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;

const HOSTILE = '<img src=x onerror=alert(1)> {{link}} & "quoted" <!channel> [click](https://evil.example)';
const INPUT = { amount: 5, reason: HOSTILE };

/** What the first run of an approval with this channel sent, in one call. */
function sent(state: string, channel: (of: Stack) => ApprovalChannel, answer: simulation.Mock, more: Partial<HumanApprovalProps> = {}):
{ request: any; run: simulation.Run; office: Office } {
  const office = new Office((of) => expense(of, { title: '{% $states.input.reason %}', channels: [channel(of)], ...more }));
  office.workflow.mock(state, answer);
  const run = office.ask(INPUT);
  return { request: run.calls.find(({ stateName }) => stateName === state)?.request, run, office };
}

const connection = (of: Stack) => new events.Connection(of, 'Connection', { authorization: events.Authorization.apiKey('Authorization', SecretValue.secretsManager('slack')) });
const mail = (of: Stack) => ApprovalChannel.mail({ sender: 'approvals@example.com', identity: ses.EmailIdentity.fromEmailIdentityName(of, 'Identity', 'example.com') });

/** The mails that went out, each with what its template is filled with. */
function mails(run: simulation.Run): any[] {
  return run.calls.filter(({ action }) => action === 'sendEmail')
    .map(({ request }) => ({ to: request.Destination.ToAddresses, ...JSON.parse(request.Content.Template.TemplateData) }));
}

describe('mail', () => {
  const rule = ApprovalRule.oneOf(['ann@example.com', 'ben@example.com', 'arn:aws:iam::111122223333:role/bot']);
  const sends = Mock.returns({ MessageId: 'm' });

  test('goes to each approver with a link of their own, escaped for its HTML part; programs get none', () => {
    // WHEN
    const { run } = sent('Send mail: one', mail, sends, { rule });

    // THEN
    const [ann, ben, ...more] = mails(run);
    expect([run.status, ann.to, ben.to, more]).toEqual([RunStatus.RUNNING, ['ann@example.com'], ['ben@example.com'], []]);
    expect([ann, ben].map(({ link }) => new URL(link).searchParams.get('a'))).toEqual(['0', '1']);
    expect(ann.title).toBe(HOSTILE);
    expect(ann.html.title).toBe('&lt;img src=x onerror=alert(1)&gt; {{link}} &amp; &quot;quoted&quot; &lt;!channel&gt; [click](https://evil.example)');
    expect(ann.html.link).toBe(ann.link.replace(/&/g, '&amp;'));
    expect(ann.html.fields).toEqual([{ label: 'Amount', value: '5' }, { label: 'Cost', value: 'travel' }]);
    expect(ann.subject).toBe(`Approval requested: ${HOSTILE}`);
  });

  test('with an authorizer goes to each approver with the link that all share', () => {
    const { run } = sent('Send mail: one', mail, sends, { rule, authorizer: ApprovalAuthorizer.iam() });
    expect(mails(run).map(({ link }) => new URL(link).searchParams.get('a'))).toEqual(['*', '*']);
  });

  test('that SES refuses for one approver is on record by name, and the others decide', () => {
    const refused = Mock.sequence(Mock.fails('SesV2.MessageRejectedException', 'address is suppressed'), sends);
    const { run, office } = sent('Send mail: one', mail, refused, { rule });
    expect([run.status, run.visits('Wait for decision')]).toEqual([RunStatus.RUNNING, 1]);
    const [failed] = office.tables.items(office.tableName).filter(({ type }) => type?.S === 'NotificationFailed');
    expect(failed.why.S).toBe('refused: ["ann@example.com (SesV2.MessageRejectedException)"]');
  });

  test('that SES takes for nobody fails the approval by name', () => {
    const { run } = sent('Send mail: one', mail, Mock.fails('SesV2.AccountSuspendedException', 'no'), { rule });
    expect(run.errorName).toBe('Approval.NotNotified');
  });

  test('of ten thousand characters in each text goes out, cut where it is longer', () => {
    const office = new Office((of) => expense(of, { title: '{% $states.input.reason %}', fields: { Text: '{% $states.input.reason %}' }, channels: [mail(of)], rule }));
    office.workflow.mock('Send mail: one', sends);
    const run = office.ask({ amount: 1, reason: '"<&漢'.repeat(20_000) });
    const [ann] = mails(run);
    expect([run.status, ann.title.length, ann.summary.length, ann.fields[0].value.length]).toEqual([RunStatus.RUNNING, 300, 10_000, 15_000]);
    expect(ann.summary.endsWith('…')).toBe(true);
  });
});

describe('Slack', () => {
  const slack = (of: Stack) => ApprovalChannel.slack(connection(of), { channel: 'C0123456789' });

  test('gets plain text, which mentions nobody and links nowhere, and does not open the link itself', () => {
    const { request } = sent('Tell Slack', slack, Mock.returns({ StatusCode: 200, ResponseBody: { ok: true } }));
    const { blocks, ...rest } = request.RequestBody;
    expect(request.ApiEndpoint).toBe('https://slack.com/api/chat.postMessage');
    expect(rest).toEqual({
      channel: 'C0123456789',
      unfurl_links: false,
      unfurl_media: false,
      text: 'Approval requested: &lt;img src=x onerror=alert(1)&gt; {{link}} &amp; "quoted" &lt;!channel&gt; [click](https://evil.example)',
    });
    expect(blocks.map(({ type }: { type: string }) => type)).toEqual(['header', 'section', 'actions']);
    expect(blocks.slice(0, 2).map(({ text }: any) => text.type)).toEqual(['plain_text', 'plain_text']);
    expect(blocks[1].text.text).toContain(HOSTILE);
    expect(blocks[2].elements[0].url).toMatch(/^https:\/\/example.com\/requests\/.*&a=\*&/);
  });

  test('that refuses with 200 is on record as not told', () => {
    const { run, office } = sent('Tell Slack', slack, Mock.returns({ StatusCode: 200, ResponseBody: { ok: false, error: 'not_in_channel' } }));
    expect(run.errorName).toBe('Approval.NotNotified');
    const [failed] = office.tables.items(office.tableName).filter(({ type }) => type?.S === 'NotificationFailed');
    expect(failed.why.S).toBe('refused: {"ok":false,"error":"not_in_channel"}');
  });

  test('gets what has room, and sees that there is more', () => {
    const office = new Office((of) => expense(of, { channels: [slack(of)] }));
    office.workflow.mock('Tell Slack', Mock.returns({ StatusCode: 200, ResponseBody: { ok: true } }));
    const run = office.ask({ amount: 1, reason: 'x'.repeat(10_000) });
    const [, section] = run.calls.find(({ service }) => service === 'http')!.request.RequestBody.blocks;
    expect(section.text.text).toHaveLength(3000);
    expect(section.text.text.endsWith('x…')).toBe(true);
  });
});

test('Teams gets text runs, which know no markdown', () => {
  const { request, run } = sent('Tell Teams', (of) => ApprovalChannel.teams(connection(of), { url: 'https://example.com/hook' }), Mock.returns({ StatusCode: 202, ResponseBody: '' }));
  const { content } = request.RequestBody.attachments[0];
  expect(run.status).toBe(RunStatus.RUNNING);
  expect(content.body.map(({ type, inlines }: any) => [type, inlines[0].type])).toEqual([['RichTextBlock', 'TextRun'], ['RichTextBlock', 'TextRun']]);
  expect(content.body[1].inlines[0].text).toContain(HOSTILE);
  expect(content.actions[0].url).toMatch(/^https:\/\/example.com\/requests\//);
});

test('a step of the user gets all there is to tell', () => {
  const office = new Office((of) => expense(of, {
    rule: ApprovalRule.oneOf(['ann@example.com']), channels: [ApprovalChannel.step(Step.publish(new sns.Topic(of, 'Own'), { name: 'Own' }))],
  }));
  const run = office.ask();
  const { Message } = run.calls.find(({ action }) => action === 'publish')!.request;
  expect(Message).toMatchObject({
    kind: 'REQUEST',
    requestId: office.request.id,
    subject: 'Approval requested: Expense of 100 EUR',
    title: 'Expense of 100 EUR',
    level: 1,
    levels: 1,
    approvals: 1,
    deadline: '2026-01-04T00:00:00.000Z',
    link: null,
    links: [{ approver: 'ann@example.com', url: expect.stringContaining('&a=0&') }],
  });
});
