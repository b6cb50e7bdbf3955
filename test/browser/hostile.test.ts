import { cutOff, picture, scrollsSideways } from './local/browser';
import { browsing } from './local/browsing';
import { decide } from '../approval/local/browserless';

const at = browsing();

/** Texts that would become more than text on a careless page; they call out to `elsewhere`. */
function hostileTexts(elsewhere: string): { [what: string]: string } {
  return {
    'a script': `<script>alert(1);fetch('${elsewhere}/script')</script>`,
    'an image that fails': `<img src="${elsewhere}/image" onerror="alert(2)">`,
    'the end of where it stands': `"></title></textarea></style></p></dd></h1><script src="${elsewhere}/ended"></script>`,
    'the end of an attribute': '" onfocus="alert(3)" autofocus x="\' onmouseover=\'alert(4)',
    'a style': `<style>@import url(${elsewhere}/style);*{background:url(${elsewhere}/background)}</style>`,
    'another base': `<base href="${elsewhere}/">`,
    'a page that moves on': `<meta http-equiv="refresh" content="0;url=${elsewhere}/refresh">`,
    'a form of its own': `<form action="${elsewhere}/form"><button>Approve</button></form>`,
    'a frame': `<iframe src="${elsewhere}/frame" srcdoc="<script>alert(5)</script>"></iframe>`,
    'a drawing': `<svg onload="alert(6)"><use href="${elsewhere}/use"></use></svg>`,
    'a comment': '<!-- --!> <![CDATA[ ]]> -->',
    'entities': '&lt;script&gt;alert(7)&lt;/script&gt; &#x3c;b&#62; &amp;amp;',
    'another template language': '{{7*7}} ${7*7} <%= 7*7 %> #{7*7}',
  };
}

const texts = () => Object.entries(hostileTexts(at.browser.elsewhereUrl));

test('hostile text is text, wherever it stands', async () => {
  // GIVEN a request whose every text is hostile
  const every = texts().map(([, text]) => text).join('\n');
  const approvers = ['<b>ann</b>@example.com', '"><script>alert(8)</script>@example.com'];
  const { links } = await at.service.ask({
    approvers,
    quorum: 2,
    requester: '<i onclick=alert(9)>dan</i>@example.com',
    title: every,
    summary: every,
    fields: texts().map(([label, value]) => ({ label: `${value}${label}`, value })),
  });
  await decide(links[approvers[1]], 'APPROVED', every.slice(0, 1900));
  const page = await at.browser.page();

  // WHEN
  await page.goto(links[approvers[0]]);
  await page.waitForTimeout(500);

  // THEN
  await picture(page, 'hostile');
  expect(at.browser.misdeeds).toEqual([]);
  expect(at.browser.reachedElsewhere).toEqual([]);
  const created = await page.locator(':root').evaluate((root: any) => Object.fromEntries(
    [
      'script', 'img', 'iframe', 'svg', 'base', 'a', 'link', 'object', 'b', 'i', 'meta[http-equiv]', 'style', 'form', 'title',
      '[onerror], [onclick], [onload], [onfocus], [onmouseover]',
    ].map((selector) => [selector, root.querySelectorAll(selector).length])
      .filter(([, count]) => count !== 0),
  ));
  expect(created).toEqual({ style: 1, form: 1, title: 1 });
  const shown = await page.locator('main').innerText();
  for (const [, text] of texts()) expect(shown).toContain(text);
  expect(await scrollsSideways(page)).toBe(false);
  await page.context().close();
});

test('hostile text comes back in the comment as it was typed', async () => {
  // GIVEN
  const typed = texts().slice(0, 6).map(([, text]) => text).join('\n');
  const { id, links } = await at.service.ask({ approvers: ['ann@example.com'] });
  const page = await at.browser.page();
  await page.goto(links['ann@example.com']);

  // WHEN the page is shown again with it, because its token is too old
  await page.getByLabel('Comment').evaluate((field: any) => field.removeAttribute('maxlength'));
  const tooLong = typed + '.'.repeat(2001 - typed.length);
  await page.getByLabel('Comment').fill(tooLong);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('alert').waitFor();

  // THEN
  expect(await page.getByLabel('Comment').inputValue()).toBe(tooLong);
  expect(await page.locator('script, img, base').count()).toBe(0);
  expect(at.browser.misdeeds).toEqual([]);
  expect((await at.service.table.request(id)).status).toBe('PENDING');
  await page.context().close();
});

test('what would still get into the page could do nothing: the browser is told so', async () => {
  // GIVEN
  const { links } = await at.service.ask({ approvers: ['ann@example.com'] });
  const page = await at.browser.page();
  await page.goto(links['ann@example.com']);
  const before = at.browser.reachedElsewhere.length;

  // WHEN markup is put into the page, past its escaping
  await page.evaluate((elsewhere) => {
    const { document } = globalThis as any;
    const script = document.createElement('script');
    script.textContent = 'document.title = "pwned"';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', `<img src="${elsewhere}/i" onerror="document.title='pwned'"><link rel="stylesheet" href="${elsewhere}/s">
      <iframe src="${elsewhere}/f"></iframe><form id="evil" action="${elsewhere}/form" method="post"><button>x</button></form>
      <p style="background:url(${elsewhere}/b)">x</p>`);
    const remote = document.createElement('script');
    remote.src = `${elsewhere}/r`;
    document.body.append(remote);
    document.querySelector('#evil').submit();
    void fetch(`${elsewhere}/fetch`).catch(() => undefined);
  }, at.browser.elsewhereUrl);
  await page.waitForTimeout(500);

  // THEN
  expect(at.browser.reachedElsewhere.length).toBe(before);
  expect(await page.title()).not.toBe('pwned');
  expect(new URL(page.url()).origin).toBe(new URL(at.service.url).origin);
  at.browser.misdeeds.length = 0; // the browser logs each thing that it refused
  await page.context().close();
});

test('no other site can show the page in a frame', async () => {
  // GIVEN
  const { links } = await at.service.ask({ approvers: ['ann@example.com'] });
  const page = await at.browser.page();
  await page.goto(at.browser.elsewhereUrl);

  // WHEN
  await page.setContent(`<iframe src="${links['ann@example.com'].replace(/&/g, '&amp;')}" width="600" height="400"></iframe>`);
  await page.waitForTimeout(500);

  // THEN
  const [frame] = page.frames().filter((each) => each !== page.mainFrame());
  expect(await frame.locator('form').count()).toBe(0);
  at.browser.misdeeds.length = 0;
  await page.context().close();
});

test('no other site can decide by sending the form', async () => {
  // GIVEN a site that has learnt the link
  const { id, links } = await at.service.ask({ approvers: ['ann@example.com'] });
  const page = await at.browser.page();
  await page.goto(at.browser.elsewhereUrl);
  await page.setContent(`<form method="post" action="${links['ann@example.com'].replace(/&/g, '&amp;')}">
    <input name="decision" value="APPROVED"><input name="comment" value=""><button>Win a prize</button></form>`);

  // WHEN
  await page.getByRole('button').click();
  await page.getByRole('heading').waitFor();

  // THEN
  expect((await at.service.table.request(id)).status).toBe('PENDING');
  await page.context().close();
});

test('no other site can decide by sending JSON', async () => {
  // GIVEN
  const { id, links } = await at.service.ask({ approvers: ['ann@example.com'] });
  const page = await at.browser.page();
  await page.goto(at.browser.elsewhereUrl);

  // WHEN
  const outcomes = await page.evaluate(async (link) => Promise.all([
    fetch(link, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"APPROVED"}' }),
    fetch(link, { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body: '{"decision":"APPROVED"}' }),
    fetch(link, { method: 'POST', mode: 'no-cors', body: new Blob(['{"decision":"APPROVED"}'], { type: 'application/json' }) }),
  ].map((attempt) => attempt.then(({ type }) => type, () => 'refused'))), links['ann@example.com']);

  // THEN
  expect(outcomes[0]).toBe('refused');
  expect((await at.service.table.request(id)).status).toBe('PENDING');
  at.browser.misdeeds.length = 0;
  await page.context().close();
});

describe('long and foreign texts', () => {
  const long: [string, string][] = [
    ['10 kB without a space', 'W'.repeat(10_240)],
    ['10 kB of words', 'lorem ipsum '.repeat(853)],
    ['an address without an end', `https://example.com/${'path/'.repeat(400)}?${'q=1&'.repeat(400)}`],
    ['right to left', 'יש לאשר את התשלום של 1,234.50 € עד יום שני. '.repeat(20)],
    ['Arabic, Chinese and Thai', 'يرجى الموافقة على الدفع 请批准付款 กรุณาอนุมัติการชำระเงิน '.repeat(30)],
    ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇩🇪 '.repeat(200)],
  ];

  test.each(long)('%s: wrapped, at 320 pixels too', async (name, text) => {
    // GIVEN
    const { links } = await at.service.ask({ approvers: ['ann@example.com'], title: text.slice(0, 500), summary: text, fields: [{ label: text.slice(0, 200), value: text }] });
    const page = await at.browser.page({ viewport: { width: 320, height: 640 } });

    // WHEN
    await page.goto(links['ann@example.com']);

    // THEN
    await picture(page, `long ${name}`);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await cutOff(page)).toEqual([]);
    expect((await page.locator('main').textContent())!.split(text).length - 1).toBeGreaterThanOrEqual(2);
    expect(await page.getByRole('button', { name: 'Approve' }).boundingBox()).toMatchObject({ x: expect.any(Number) });
    await page.context().close();
  });

  test('marks piled on marks are cut off, and painted over nothing else', async () => {
    // GIVEN
    const text = `Z${'\u0301\u0327\u0330\u0489'.repeat(40)}algo `.repeat(10);
    const { links } = await at.service.ask({ approvers: ['ann@example.com'], title: text, summary: text });
    const page = await at.browser.page({ viewport: { width: 320, height: 640 } });

    // WHEN
    await page.goto(links['ann@example.com']);

    // THEN
    await picture(page, 'marks on marks');
    expect(await scrollsSideways(page)).toBe(false);
    await page.context().close();
  });

  test('a text that turns the writing direction turns nothing around it', async () => {
    // GIVEN
    const { links } = await at.service.ask({
      approvers: ['ann@example.com'],
      title: 'Pay \u202e0001 € to Bob\u2066',
      summary: 'invoice\u202efdp.exe',
      fields: [{ label: 'Amount\u202e', value: '\u202d100\u202c' }],
    });
    const page = await at.browser.page();

    // WHEN
    await page.goto(links['ann@example.com']);

    // THEN
    await picture(page, 'bidi overrides');
    expect(await page.content()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Pay [U+202E]0001 € to Bob[U+2066]');
    await page.context().close();
  });

  test('Hebrew is set from right to left, in a page that is not', async () => {
    // GIVEN
    const { links } = await at.service.ask({ approvers: ['ann@example.com'], title: 'אישור תשלום', summary: 'Paper' });
    const page = await at.browser.page();

    // WHEN
    await page.goto(links['ann@example.com']);

    // THEN
    const direction = (selector: string) => page.locator(selector).evaluate((element) => (globalThis as any).getComputedStyle(element).direction);
    expect([await direction('h1'), await direction('form'), await direction('body')]).toEqual(['rtl', 'ltr', 'ltr']);
    await page.context().close();
  });
});
