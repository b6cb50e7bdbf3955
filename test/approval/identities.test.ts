import { ApprovalService, nowSeconds } from './local/approval-service';
import { SIGNED_BY } from './local/authorizers';
import { type Answer, call, decide } from './local/browserless';
import { Issuer } from './local/issuer';

const approvers = ['ann@example.com', 'bob@example.com'];
const json = { 'Accept': 'application/json', 'Content-Type': 'application/json' };

describe('signed in with Cognito', () => {
  let service: ApprovalService;
  beforeAll(async () => {
    service = await ApprovalService.start({ authorization: 'COGNITO' });
  });
  afterAll(() => service.stop());
  const as = (claims: object) => ({ Authorization: `Bearer ${Buffer.from(JSON.stringify(claims)).toString('base64url')}` });

  test('a link alone opens nothing', async () => {
    // GIVEN
    const { links } = await service.ask({ approvers });

    // THEN
    expect((await call(links[approvers[0]])).status).toBe(401);
  });

  test('being signed in opens nothing without a link', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers });

    // THEN
    expect((await call(`${service.url}/requests/${id}`, { headers: as({ email: approvers[0], email_verified: true }) })).status).toBe(403);
  });

  test('who is signed in decides, whoever the link was for', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });

    // WHEN Bob opens Ann's link
    const answer = await decide(links['ann@example.com'], 'APPROVED', '', as({ email: 'Bob@Example.com', email_verified: true }));

    // THEN
    expect(answer.status).toBe(200);
    expect((await service.table.request(id)).decision.by).toBe('bob@example.com');
  });

  test.each([
    ['is no approver', { email: 'eve@example.com', email_verified: true }],
    ['has an email that nobody verified', { email: 'ann@example.com', email_verified: false }],
    ['has no email', { sub: 'ann@example.com' }],
    ['has an email of which nobody says that it is verified', { email: 'ann@example.com' }],
    ['has an empty email', { email: '', email_verified: true }],
  ])('somebody who %s may not decide', async (_, claims) => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });

    // WHEN
    const answer = await call(links['ann@example.com'], { method: 'POST', headers: { ...json, ...as(claims) }, body: '{"decision":"APPROVED"}' });

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([403, 'PENDING']);
  });

  test('who asked may not decide, in whatever letters', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: [], requester: 'cyd@example.com' });

    // WHEN
    const answer = await call(links[''], { method: 'POST', headers: { ...json, ...as({ email: 'CYD@example.com', email_verified: true }) }, body: '{"decision":"APPROVED"}' });

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([403, 'PENDING']);
  });

  test('a page of one who is signed in is no form for another', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });
    const page = await call(links['ann@example.com'], { headers: as({ email: 'ann@example.com', email_verified: true }) });
    const token = /name="token" value="([^"]+)"/.exec(page.text)![1];

    // WHEN
    const answer = await call(links['ann@example.com'], {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...as({ email: 'bob@example.com', email_verified: true }) },
      body: new URLSearchParams({ token, decision: 'APPROVED' }).toString(),
    });

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([403, 'PENDING']);
  });
});

describe('signed in with a JWT', () => {
  let issuer: Issuer;
  let service: ApprovalService;
  beforeAll(async () => {
    issuer = await Issuer.start();
    service = await ApprovalService.start({
      authorization: 'JWT', jwt: { ISSUER: issuer.url, AUDIENCE: 'approvals', IDENTITY_CLAIM: 'email', NODE_EXTRA_CA_CERTS: issuer.certificateFile },
    });
  });
  afterAll(async () => {
    await service.stop();
    await issuer.stop();
  });
  const claims = (changed = {}) => ({
    iss: issuer.url,
    aud: 'approvals',
    sub: 'user-1',
    email: 'ann@example.com',
    email_verified: true,
    iat: nowSeconds(),
    nbf: nowSeconds() - 1,
    exp: nowSeconds() + 300,
    ...changed,
  });
  const decideAs = (link: string, token: string) => call(link, {
    method: 'POST', headers: { ...json, Authorization: `Bearer ${token}` }, body: '{"decision":"APPROVED"}',
  });

  test.each(['RS256', 'ES256'] as const)('a token of the issuer, signed with %s, decides', async (alg) => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });

    // WHEN
    const answer = await decideAs(links['bob@example.com'], issuer.token(claims(), alg));

    // THEN
    expect([answer.status, (await service.table.request(id)).decision?.by]).toEqual([200, 'ann@example.com']);
  });

  test.each([
    ['has expired', () => ({ exp: nowSeconds() - 300 })],
    ['never expires', () => ({ exp: undefined })],
    ['is not good yet', () => ({ nbf: nowSeconds() + 600 })],
    ['is of another issuer', () => ({ iss: 'https://evil.example' })],
    ['is for somebody else', () => ({ aud: 'payments' })],
    ['is for nobody', () => ({ aud: undefined })],
    ['is for many, and not for this', () => ({ aud: ['payments', 'approvals-test'] })],
  ])('a token that %s opens nothing', async (_, changed) => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });

    // WHEN
    const answer = await decideAs(links['ann@example.com'], issuer.token(claims(changed())));

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([401, 'PENDING']);
  });

  test.each([[{ email_verified: false }], [{ email_verified: undefined }]])('a good token whose address is not verified opens nothing: %j', async (changed) => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });

    // WHEN
    const answer = await decideAs(links['ann@example.com'], issuer.token(claims(changed)));

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([403, 'PENDING']);
  });

  test('a forged token opens nothing, however it was forged', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });
    const forged = issuer.forged(claims());

    // WHEN
    const answers: Record<string, number> = {};
    for (const [how, token] of Object.entries(forged)) answers[how] = (await decideAs(links['ann@example.com'], token)).status;

    // THEN
    expect(answers).toEqual(Object.fromEntries(Object.keys(forged).map((how) => [how, 401])));
    expect((await service.table.request(id)).status).toBe('PENDING');
  });

  test('the keys of the issuer are fetched once for many tokens', async () => {
    // GIVEN
    const { links } = await service.ask({ approvers });
    await decideAs(links['ann@example.com'], issuer.token(claims()));
    const before = issuer.requests.length;

    // WHEN
    for (let n = 0; n < 20; n++) await decideAs(links['ann@example.com'], issuer.token(claims()));

    // THEN
    expect(issuer.requests.length).toBe(before);
  });
});

describe('programs, whose requests AWS signed', () => {
  let service: ApprovalService;
  beforeAll(async () => {
    service = await ApprovalService.start();
  });
  afterAll(() => service.stop());
  const role = 'arn:aws:iam::123456789012:role/Releases';
  const signedBy = (arn: string) => ({ [SIGNED_BY]: arn });
  const decideBy = (id: string, headers: object, body = '{"decision":"APPROVED","comment":"checks passed"}', type = 'application/json'): Promise<Answer> => (
    call(`${service.url}/decisions/${id}`, { method: 'POST', headers: { 'Content-Type': type, ...headers }, body })
  );

  test('decide as their role, in JSON and without a link', async () => {
    // GIVEN
    const { id, taskToken } = await service.ask({ approvers: [role.toLowerCase()] });

    // WHEN
    const answer = await decideBy(id, signedBy('arn:aws:sts::123456789012:assumed-role/Releases/build-17'));

    // THEN
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ id, status: 'APPROVED' });
    expect((await service.table.request(id)).decision).toMatchObject({ by: role.toLowerCase(), comment: 'checks passed' });
    expect(service.stepFunctions.woken.filter((each) => each.taskToken === taskToken)).toHaveLength(1);
  });

  test.each([
    ['nobody', {}, 401],
    ['another role', signedBy('arn:aws:sts::123456789012:assumed-role/Other/build-17'), 404],
    ['the role of that name in another account', signedBy('arn:aws:sts::999999999999:assumed-role/Releases/build-17'), 404],
    ['a role whose session is named like the approver', signedBy('arn:aws:sts::123456789012:assumed-role/Other/Releases'), 404],
    ['a user named like the role', signedBy('arn:aws:iam::123456789012:user/Releases'), 404],
  ])('signed by %s: decides nothing', async (_, headers, status) => {
    // GIVEN
    const { id } = await service.ask({ approvers: [role.toLowerCase()] });

    // WHEN
    const answer = await decideBy(id, headers);

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([status, 'PENDING']);
  });

  test('cannot learn whether a request exists that is none of their business', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: [role.toLowerCase()] });
    const other = signedBy('arn:aws:iam::123456789012:role/Other');

    // WHEN
    const [there, nowhere] = [await decideBy(id, other), await decideBy('6f1c1c57-9f66-4b45-9a80-1d5c1a6f0000', other)];

    // THEN
    expect(there.status).toBe(nowhere.status);
    expect(there.text.replace(id, '')).toBe(nowhere.text.replace('6f1c1c57-9f66-4b45-9a80-1d5c1a6f0000', ''));
  });

  test('that are not listed see nothing of a request whose requester may be behind them under another name', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: [], requester: 'cyd@example.com' });

    // WHEN
    const answer = await decideBy(id, signedBy('arn:aws:sts::123456789012:assumed-role/Releases/build-17'));

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([404, 'PENDING']);
  });

  test('never decide what they asked for', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: [], requester: role.toLowerCase() });

    // WHEN
    const answer = await decideBy(id, signedBy('arn:aws:sts::123456789012:assumed-role/Releases/build-17'));

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([403, 'PENDING']);
  });

  test('send no forms', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: [role.toLowerCase()] });

    // WHEN
    const answer = await decideBy(id, signedBy(role), 'decision=APPROVED', 'application/x-www-form-urlencoded');

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([415, 'PENDING']);
  });

  test('see the request in JSON', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: [role.toLowerCase()], title: 'Release 4.2' });

    // WHEN
    const answer = await call(`${service.url}/decisions/${id}`, { headers: signedBy(role) });

    // THEN
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(answer.text)).toMatchObject({ id, title: 'Release 4.2', status: 'PENDING', mayDecide: true });
  });
});

describe('an API with binary media types', () => {
  let service: ApprovalService;
  beforeAll(async () => {
    service = await ApprovalService.start({ base64: true });
  });
  afterAll(() => service.stop());

  test('bodies in base64 are read', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers });

    // WHEN
    const answer = await decide(links['ann@example.com'], 'REJECTED', 'zu teuer – ñandú');

    // THEN
    expect(answer.status).toBe(200);
    expect((await service.table.request(id)).decision.comment).toBe('zu teuer – ñandú');
  });
});
