import { createHmac } from 'node:crypto';
import { ApprovalService, nowSeconds } from './local/approval-service';
import { type Answer, call, decide, formOf, postForm } from './local/browserless';

let service: ApprovalService;
beforeAll(async () => {
  service = await ApprovalService.start();
});
afterAll(() => service.stop());

const TITLE = 'What only an approver may read';
const ask = (request = {}) => service.ask({ approvers: ['ann@example.com', 'bob@example.com'], title: TITLE, ...request });

/** The link with some of its parameters, or its request, replaced. */
function changed(link: string, parameters: Record<string, string>, id?: string): string {
  const url = new URL(link);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (id) url.pathname = url.pathname.replace(/[^/]+$/, id);
  return url.href;
}

async function formFields(link: string): Promise<Record<string, string>> {
  return formOf((await call(link)).text)!.hidden;
}

const decided = async (id: string) => (await service.table.request(id)).status !== 'PENDING';

describe('who only looks', () => {
  test.each([
    ['a mail scanner', 'GET', {}],
    ['a browser that prefetches', 'GET', { 'Purpose': 'prefetch', 'Sec-Purpose': 'prefetch;prerender' }],
    ['a chat that previews', 'HEAD', {}],
    ['a proxy that is told to treat it as a POST', 'GET', { 'X-HTTP-Method-Override': 'POST', 'X-HTTP-Method': 'POST', 'X-Method-Override': 'POST' }],
  ])('%s decides nothing', async (_, method, headers) => {
    // GIVEN a link, with what a form would send in its query
    const { id, links } = await ask();
    const link = changed(links['ann@example.com'], { decision: 'APPROVED', comment: '', token: 'x' });

    // WHEN
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(link, { method, headers })));

    // THEN
    for (const { status } of answers) expect(status).toBe(200);
    expect(await service.table.request(id)).toMatchObject({ status: 'PENDING', version: 0, votes: [] });
    expect((await service.table.audit(id)).map(({ type }) => type)).toEqual(Array(method === 'GET' ? 20 : 0).fill('ApprovalViewed'));
    expect(service.stepFunctions.calls.filter(({ output }) => output.includes(id))).toEqual([]);
  });

  test('HEAD is answered as GET is, without the page', async () => {
    // GIVEN
    const { links } = await ask();

    // WHEN
    const [head, get] = [await call(links['ann@example.com'], { method: 'HEAD' }), await call(links['ann@example.com'])];

    // THEN
    expect([head.status, head.text]).toEqual([get.status, '']);
    for (const header of ['content-type', 'content-security-policy', 'cache-control', 'referrer-policy']) expect(head.headers[header]).toBe(get.headers[header]);
  });
});

describe('a link that was not issued so', () => {
  const ways: [string, (link: string, other: string) => string][] = [
    ['another approver', (link) => changed(link, { a: '1' })],
    ['the link that all share', (link) => changed(link, { a: '*' })],
    ['another round', (link) => changed(link, { r: '2' })],
    ['a longer life', (link) => changed(link, { e: String(nowSeconds() + 999_999) })],
    ['a key that is not there', (link) => changed(link, { k: 'second' })],
    ['a key named for what every object has', (link) => changed(link, { k: '__proto__' })],
    ['the key that names the current one', (link) => changed(link, { k: 'current' })],
    ['a signature of nothing', (link) => changed(link, { s: '' })],
    ['a signature with a letter changed', (link) => changed(link, { s: link.slice(-43).replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')) })],
    ['the signature spelled in another way', (link) => `${link}=`],
    ['another request', (link, other) => changed(link, {}, other)],
    ['a number spelled in another way', (link) => changed(link, { r: '01' })],
    ['a number with a space', (link) => changed(link, { a: ' 0' })],
    ['a parameter given twice', (link) => `${link}&a=1`],
    ['no parameter at all', (link) => link.replace(/\?.*/, '')],
    ['a line break in the request', (link) => changed(link, {}, 'x%0A1')],
  ];

  test.each(ways)('%s: it opens nothing, decides nothing and tells nothing', async (_, way) => {
    // GIVEN
    const { id, links } = await ask();
    const { id: other } = await ask();
    const hidden = await formFields(links['ann@example.com']);
    const link = way(links['ann@example.com'], other);

    // WHEN
    const answers = [
      await call(link),
      await postForm(link, { ...hidden, decision: 'APPROVED', comment: '' }),
      await call(link, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"APPROVED","comment":""}' }),
    ];

    // THEN
    for (const { status, text } of answers) {
      expect(status).toBe(403);
      expect(text).not.toContain(TITLE);
      expect(text).not.toContain('example.com');
    }
    expect([await decided(id), await decided(other)]).toEqual([false, false]);
  });

  test('a link that has expired says so, and nothing of the request', async () => {
    // GIVEN
    const { id, links } = await ask();
    const hidden = await formFields(links['ann@example.com']);
    const expired = (await service.linksTo(id, 1, ['ann@example.com'], nowSeconds() - 1))['ann@example.com'];

    // WHEN
    const [page, click] = [await call(expired), await postForm(expired, { ...hidden, decision: 'APPROVED', comment: '' })];

    // THEN
    for (const { status, text } of [page, click]) {
      expect(status).toBe(410);
      expect(text).toMatch(/expired/i);
      expect(text).not.toContain(TITLE);
    }
    expect(await decided(id)).toBe(false);
  });

  test('an expired link with a forged signature is not even told that it expired', async () => {
    // GIVEN
    const { id } = await ask();
    const expired = (await service.linksTo(id, 1, ['ann@example.com'], nowSeconds() - 1))['ann@example.com'];

    // WHEN
    const answer = await call(changed(expired, { s: 'A'.repeat(43) }));

    // THEN
    expect(answer.status).toBe(403);
    expect(answer.text).not.toMatch(/expired/i);
  });
});

describe('who decides is what the link says', () => {
  test.each([
    ['fields of the form', { approver: 'bob@example.com', by: 'bob@example.com', a: '1' }, {}],
    ['headers', {}, { 'X-Forwarded-User': 'bob@example.com', 'X-Amzn-Oidc-Identity': 'bob@example.com', 'X-Test-Signed-By': 'bob@example.com' }],
  ])('whatever %s claim', async (_, fields, headers) => {
    // GIVEN
    const { id, links } = await ask();
    const hidden = await formFields(links['ann@example.com']);

    // WHEN
    await postForm(links['ann@example.com'], { ...hidden, ...fields, decision: 'APPROVED', comment: '' }, headers);

    // THEN
    expect((await service.table.request(id)).decision.by).toBe('ann@example.com');
  });

  test('who asked may not decide, even with a link', async () => {
    // GIVEN
    const { id, links } = await ask({ requester: 'ann@example.com' });

    // WHEN
    const click = await call(links['ann@example.com'], { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"APPROVED","comment":""}' });

    // THEN
    expect([click.status, await decided(id)]).toEqual([403, false]);
  });

  test('a link that all share is good for nothing where approvers are named', async () => {
    // GIVEN a shared link, properly signed, of a request that names approvers
    const { id } = await ask();
    const shared = (await service.linksTo(id, 1, []))[''];

    // WHEN
    const click = await call(shared, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"APPROVED","comment":""}' });

    // THEN
    expect([click.status, await decided(id)]).toEqual([403, false]);
  });
});

describe('the token of the page', () => {
  /** A token as the contract says, of any age. */
  function tokenOf(id: string, approver: string, round: number, issued: number, key = service.secret.current.first): string {
    const signature = createHmac('sha256', key).update(`csrf\n${id}\n${approver}\n${round}\n${issued}`).digest('base64url');
    return `${issued}.first.${signature}`;
  }

  test.each<[string, (hidden: { token: string }, of: { id: string; elsewhere: string; others: string }) => Record<string, string>]>([
    ['is missing', () => ({})],
    ['is empty', () => ({ token: '' })],
    ['is no token', () => ({ token: 'a.b.c.d' })],
    ['has a letter changed', ({ token }) => ({ token: token.slice(0, -1) + (token.endsWith('A') ? 'E' : 'A') })],
    ['is of another request', (_, { elsewhere }) => ({ token: elsewhere })],
    ['is of another approver', (_, { others }) => ({ token: others })],
    ['is of another round', (_, { id }) => ({ token: tokenOf(id, '0', 2, nowSeconds()) })],
    ['is signed with another key', (_, { id }) => ({ token: tokenOf(id, '0', 1, nowSeconds(), 'guessed '.repeat(8)) })],
  ])('a form whose token %s decides nothing', async (_, forge) => {
    // GIVEN
    const { id, links } = await ask();
    const other = await ask();
    const hidden = await formFields(links['ann@example.com']);
    const elsewhere = (await formFields(other.links['ann@example.com'])).token;
    const others = (await formFields(links['bob@example.com'])).token;

    // WHEN
    const answer = await postForm(links['ann@example.com'], { ...forge({ token: hidden.token }, { id, elsewhere, others }), decision: 'APPROVED', comment: '' });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([403, false]);
  });

  test('a page that stood open for too long is shown again with what was typed', async () => {
    // GIVEN
    const { id, links } = await ask();
    const old = tokenOf(id, '0', 1, nowSeconds() - 3601);

    // WHEN
    const answer = await postForm(links['ann@example.com'], { token: old, decision: 'REJECTED', comment: 'typed with care' });
    const again = await postForm(links['ann@example.com'], { ...formOf(answer.text)!.hidden, decision: 'REJECTED', comment: 'typed with care' });

    // THEN
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('typed with care');
    expect([again.status, await decided(id)]).toEqual([200, true]);
  });
});

describe('what is no route', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('%s decides nothing', async (method) => {
    // GIVEN
    const { id, links } = await ask();

    // WHEN
    const answer = await call(links['ann@example.com'], { method, headers: { 'Content-Type': 'application/json' }, body: '{"decision":"APPROVED","comment":""}' });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([405, false]);
    expect(answer.headers.allow).toMatch(/GET/);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each(['/requests', '/requests/', '/', '/favicon.ico', '/requests/a/b', '/.env', '/requests/..%2f..%2fetc'])('%s leads nowhere', async (path) => {
    // WHEN
    const answer = await call(service.url + path);

    // THEN
    expect([403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(TITLE);
  });
});

describe('what is sent along comes back in no header and as no address', () => {
  const clean = ({ status, headers, text }: Answer) => {
    expect(status).not.toBe(502);
    expect(headers['x-injected']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers.location ?? '').not.toContain('evil');
    expect(text).not.toContain('evil.example');
  };

  test.each([
    ['the host', { 'Host': 'evil.example', 'X-Forwarded-Host': 'evil.example', 'Forwarded': 'host=evil.example', 'X-Forwarded-Proto': 'javascript' }],
    ['the origin and the referrer', { Origin: 'https://evil.example', Referer: 'https://evil.example/page' }],
    ['what is accepted', { 'Accept': 'text/evil.example, application/json;q=NaN, */*;q=-1', 'Accept-Language': 'evil.example' }],
  ])('%s', async (_, headers) => {
    // GIVEN
    const { links } = await ask();

    // WHEN
    const [page, bad] = [await call(links['ann@example.com'], { headers }), await call(changed(links['ann@example.com'], { s: 'x' }), { headers })];

    // THEN
    for (const answer of [page, bad]) clean(answer);
  });

  test.each(['%0d%0aX-Injected:%20evil.example', '%E5%98%8A%E5%98%8DX-Injected:evil.example', '%00', '"><script>evil.example</script>'])('%s in path and query', async (text) => {
    // GIVEN
    const { links } = await ask();
    const link = links['ann@example.com'];

    // WHEN
    const answers = [
      await call(`${service.url}/requests/${text}${new URL(link).search}`),
      await call(`${link}&next=${text}`),
      await call(link.replace('k=first', `k=${text}`)),
    ];

    // THEN
    for (const answer of answers) clean(answer);
  });

  test('a comment with line breaks stays in the comment', async () => {
    // GIVEN
    const { id, links } = await ask();

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED', 'one\r\nX-Injected: evil\r\n\r\n<script>');

    // THEN
    expect(answer.headers['x-injected']).toBeUndefined();
    expect(answer.text).not.toContain('<script');
    expect((await service.table.request(id)).decision.comment).toContain('X-Injected: evil');
  });
});

test('every answer forbids what a page of this kind never needs', async () => {
  // GIVEN
  const { id, links } = await ask();
  const link = links['ann@example.com'];
  const expired = (await service.linksTo(id, 1, ['ann@example.com'], nowSeconds() - 1))['ann@example.com'];
  const nobody = (await service.linksTo('6f1c1c57-9f66-4b45-9a80-1d5c1a6f0000', 1, ['ann@example.com']))['ann@example.com'];

  // WHEN
  const answers: Record<number, Answer> = {
    200: await call(link),
    400: await call(link, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' }),
    403: await call(changed(link, { s: 'x' })),
    404: await call(nobody),
    405: await call(link, { method: 'PUT' }),
    410: await call(expired),
    413: await postForm(link, { comment: 'x'.repeat(30_000) }),
    415: await call(link, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' }),
  };

  // THEN
  for (const [status, { status: got, headers }] of Object.entries(answers)) {
    expect([status, headers]).toEqual([String(got), expect.objectContaining({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/),
      'referrer-policy': 'no-referrer',
      'cache-control': expect.stringContaining('no-store'),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': expect.stringContaining('noindex'),
      'strict-transport-security': expect.stringMatching(/max-age=\d{7,}/),
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.any(String),
    })]);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  }
});
