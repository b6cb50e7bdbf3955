import { createHash } from 'node:crypto';
import { maps, N, requestItem, S, texts, vote, World } from './world';
import { ApiAnswer } from '../../../src/handlers/human-approval/http/api-event';
import { html } from '../../../src/handlers/human-approval/page/html';
import { readable } from '../../../src/handlers/human-approval/page/time';
import { visible } from '../../../src/handlers/human-approval/page/visible';

/** Texts that would break out, were they not text. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</textarea><form action="https://evil.example">',
  '</title><h1>Approved</h1>',
  '</style><style>*{display:none}</style>',
  '<!-- --><base href="https://evil.example/">',
  '`onclick=alert(1)`',
  '&lt;b&gt; &amp;',
  'x\r\nSet-Cookie: a=b\r\n\r\n<html>',
  '{{constructor.constructor("alert(1)")()}}',
  '${process.env.AWS_SECRET_ACCESS_KEY} #{1+1} <%= 1 %>',
  '{% include "secret" %} {{ 7*7 }} [[${7*7}]]',
  '$& $1 $` $\'',
  '\u202egpj.exe\u202c',
  'nul\u0000 bell\u0007 escape\u001b[31m',
];

/** What the page says, as a browser would read its markup: tags are cut out, references are resolved. */
function textOf(markup: string): string {
  const named: { [name: string]: string } = { 'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', '#39': "'", '#96': '`' };
  return markup.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (_, name: string) => named[name]);
}

/** The tags of a page, with their attributes' names. */
function tagsOf(markup: string): string[] {
  return [...markup.matchAll(/<([a-z!/][^\s>]*)([^>]*)>/gi)].map(([, tag, attributes]) =>
    [tag, ...[...attributes.matchAll(/ ([a-z-]+)(?:="[^"]*")?/g)].map(([, name]) => name)].join(' '));
}

async function pageOf(text: string): Promise<{ answer: ApiAnswer; refused: ApiAnswer }> {
  const item = requestItem({
    title: S(text),
    summary: S(text),
    fields: maps({ label: text, value: text }),
    approvers: texts('alice@example.com', text),
    requester: S(text),
    votes: maps({ ...vote('bob@example.com', 'APPROVED', text), approver: text }),
    quorum: N(2),
    commentRequired: { BOOL: true },
  });
  const world = new World({ item });
  const [alice] = await world.links();
  const token = await world.formToken(alice);
  const comment = `${text}${'x'.repeat(2000)}`;
  return { answer: await world.call({ url: alice }), refused: await world.submit(alice, { decision: 'REJECTED', comment, token }) };
}

test.each(HOSTILE)('a hostile text is text in title, summary, fields, names, comments and the form: %j', async (text) => {
  // GIVEN the same pages with a harmless text
  const harmless = await pageOf('harmless');
  // WHEN
  const hostile = await pageOf(text);
  // THEN the markup is the same, and the text is there to read
  for (const page of ['answer', 'refused'] as const) {
    expect(hostile[page].statusCode).toBe(harmless[page].statusCode);
    expect(tagsOf(hostile[page].body)).toEqual(tagsOf(harmless[page].body));
    expect(hostile[page].headers).toEqual(harmless[page].headers);
    expect(textOf(hostile[page].body)).toContain(visible(text));
  }
  expect(hostile.refused.statusCode).toBe(400);
  expect(textOf(hostile.refused.body)).toContain(visible(`${text}xxx`));
});

test('a title of 10 kB is shown whole', async () => {
  const long = 'überlang'.repeat(1250);
  const { answer } = await pageOf(long);
  expect(answer.body).toContain(`<h1 dir="auto">${long}</h1>`);
});

test('overrides of the writing direction and controls are seen, other scripts are left alone', () => {
  expect(visible('invoice\u202efdp.exe')).toBe('invoice[U+202E]fdp.exe');
  expect(visible('a\u0000b\u001bc\u007f')).toBe('a␀b␛c␡');
  expect(visible('a\r\nb\rc\td')).toBe('a\nb\nc\td');
  for (const text of ['שלום\u200f', 'مرحبا', '日本語', '👩‍💻', 'é']) expect(visible(text)).toBe(text);
});

test('markup that is put in stays, text beside it does not become markup', () => {
  expect(html`<p title="${'"'}">${html`<b>${'<'}</b>`}${['&', html`<i></i>`]}${undefined}${false}${0}</p>`.markup)
    .toBe('<p title="&quot;"><b>&lt;</b>&amp;<i></i>0</p>');
});

test('no text of a request goes into a header of any answer', async () => {
  const world = new World({ item: requestItem({ title: S('x\r\nSet-Cookie: a=b') }) });
  const [alice] = await world.links();
  const answers = [
    await world.call({ url: alice }), await world.call({ url: alice, accept: 'application/json' }), await world.decideJson(alice, 'APPROVED', 'x\r\nX-Y: z'),
    await world.call({ url: alice.replace('s=', 's=A') }), await world.call({ method: 'PUT' }), await world.call({ resource: '/' }),
  ];
  for (const { headers } of answers) {
    for (const [name, value] of Object.entries(headers)) expect(`${name}: ${value}`).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.stringify(headers)).not.toMatch(/cookie|x-y/i);
    expect(headers).toMatchObject({
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': expect.stringContaining('noindex'),
      'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8}/),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': expect.stringContaining('camera=()'),
    });
  }
});

test('the policy allows the one style sheet of the page by its hash, its form, and nothing else', async () => {
  const world = new World();
  const { body, headers } = await world.call({ url: (await world.links())[0] });
  const [, style] = /<style>([^]*?)<\/style>/.exec(body)!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers['Content-Security-Policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`);
  expect(body).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|style="|https?:|url\(/);
});

test('the page reads well to a screen reader: language, one heading, labels, lists, times', async () => {
  const world = new World({ item: requestItem({ votes: maps(vote('bob@example.com', 'APPROVED', 'fine')), quorum: N(2), levels: N(3) }) });
  const { body } = await world.call({ url: (await world.links())[0] });
  expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(body).toContain('<title>Buy 40 chairs</title>');
  expect(body.match(/<h1/g)).toHaveLength(1);
  expect(body).toContain('<dt dir="auto">Amount</dt><dd><span class="text" dir="auto">EUR 4,800</span></dd>');
  expect(body).toContain('<label for="comment">');
  expect(body).toMatch(/<textarea id="comment"[^>]* aria-describedby="comment-hint"/);
  expect(body).toContain('<time datetime="2026-11-25T13:32:00.000Z">25 November 2026, 13:32 UTC</time>');
  expect(body).toContain('1 of the 2 that are needed');
  expect(body).toContain('1 of 3');
});

test('what is wrong is announced, told in the title, and tied to the field', async () => {
  const world = new World({ item: requestItem({ commentRequired: { BOOL: true } }) });
  const { body } = await world.decide((await world.links())[0], 'REJECTED');
  expect(body).toContain('<title>Error: Buy 40 chairs</title>');
  expect(body).toMatch(/role="alert"><p dir="auto">Nothing was decided yet: a rejection needs a comment/);
  expect(body).toMatch(/id="problem" dir="auto">Nothing was decided yet: a rejection needs a comment/);
  expect(body).toMatch(/aria-describedby="comment-hint problem" aria-invalid="true" autofocus>/);
});

test('a comment that begins with a line feed comes back with it', async () => {
  // GIVEN a parser drops the first line feed of a text area
  const world = new World();
  const [alice] = await world.links();
  const { body } = await world.submit(alice, { decision: 'no', comment: 'a\n\nb', token: await world.formToken(alice) });
  expect(body).toMatch(/>\na\n\nb<\/textarea>/);
});

test.each([
  ['2026-01-02T03:04:59.999Z', '2 January 2026, 03:04 UTC'],
  ['2026-12-31T23:30:00-01:00', '1 January 2027, 00:30 UTC'],
  ['not a time', 'not a time'],
])('the time %s reads %s', (iso, text) => expect(readable(iso)).toBe(text));
