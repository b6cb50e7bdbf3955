import type { Page } from 'playwright-core';
import { picture } from './local/browser';
import { browsing } from './local/browsing';
import { contrastsOf, tooWeak } from './local/contrast';

const at = browsing();

const ANN = 'ann@example.com';
const inWindow = (page: Page, selector: string) => page.locator(selector).evaluate((element: any) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= (globalThis as any).innerHeight;
});
const ask = (request = {}) => at.service.ask({ approvers: [ANN, 'bob@example.com'], title: 'Pay invoice 7', ...request });

// The page has no script: it must do the same where none may run.
describe.each([['with JavaScript', true], ['without JavaScript', false]])('%s', (_, javaScriptEnabled) => {
  test('a click on Approve approves, with the comment', async () => {
    // GIVEN
    const { id, links } = await ask();
    const page = await at.browser.page({ javaScriptEnabled });
    await page.goto(links[ANN]);

    // WHEN
    await page.getByLabel('Comment').fill('Fine – “with me”');
    await page.getByRole('button', { name: 'Approve' }).click();

    // THEN
    expect(await page.getByRole('status').innerText()).toMatch(/approv/i);
    expect(await page.getByRole('button').count()).toBe(0);
    expect((await at.service.table.request(id)).decision).toMatchObject({ decision: 'APPROVED', by: ANN, comment: 'Fine – “with me”' });
    await page.context().close();
  });

  test('a rejection that needs a comment is asked for one, and keeps what is there', async () => {
    // GIVEN
    const { id, links } = await ask({ commentRequired: true });
    const page = await at.browser.page({ javaScriptEnabled });
    await page.goto(links[ANN]);

    // WHEN
    await page.getByRole('button', { name: 'Reject' }).click();

    // THEN the problem is announced, and told with the field
    const problem = await page.getByRole('alert').innerText();
    expect(problem).toMatch(/comment/i);
    expect(await page.title()).toMatch(/^Error/);
    const field = page.getByRole('textbox', { name: 'Comment' });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))!.split(' ').map((part) => page.locator(`#${part}`).innerText());
    expect((await Promise.all(described)).join('\n')).toContain(problem.trim());
    expect((await at.service.table.request(id)).status).toBe('PENDING');

    // WHEN
    await field.fill('Too dear');
    await page.getByRole('button', { name: 'Reject' }).click();

    // THEN
    expect((await at.service.table.request(id)).decision).toMatchObject({ decision: 'REJECTED', comment: 'Too dear' });
    await page.context().close();
  });
});

describe('too late', () => {
  test('a click in a second window shows what was decided', async () => {
    // GIVEN the page in two windows
    const { id, links } = await ask();
    const [first, second] = [await at.browser.page(), await at.browser.page()];
    for (const page of [first, second]) await page.goto(links[ANN]);

    // WHEN
    await first.getByRole('button', { name: 'Approve' }).click();
    await second.getByRole('button', { name: 'Reject' }).click();

    // THEN
    expect(await second.locator('main').innerText()).toMatch(/approved by ann@example.com/i);
    expect(await second.getByRole('button').count()).toBe(0);
    expect(await at.service.table.request(id)).toMatchObject({ status: 'APPROVED', version: 1 });
    for (const page of [first, second]) await page.context().close();
  });

  test('a double click is one decision', async () => {
    // GIVEN
    const { id, links } = await ask();
    const page = await at.browser.page();
    await page.goto(links[ANN]);

    // WHEN
    await page.getByRole('button', { name: 'Approve' }).dblclick();
    await page.getByRole('status').waitFor();

    // THEN
    expect(await at.service.table.request(id)).toMatchObject({ status: 'APPROVED', version: 1 });
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });

  test('going back after a decision shows it, and offers no second one', async () => {
    // GIVEN
    const { links } = await ask();
    const page = await at.browser.page();
    await page.goto(links[ANN]);
    await page.getByRole('button', { name: 'Approve' }).click();

    // WHEN
    await page.goto('about:blank');
    await page.goto(links[ANN]);

    // THEN
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('main').innerText()).toMatch(/approved by ann@example.com/i);
    await page.context().close();
  });
});

describe('with the keyboard alone', () => {
  test.each([['light'], ['dark']] as const)('Tab goes comment, Approve, Reject, and the focus is seen in %s', async (colorScheme) => {
    // GIVEN
    const { links } = await ask();
    const page = await at.browser.page({ colorScheme });
    await page.goto(links[ANN]);

    // WHEN
    const stops: string[] = [];
    const outlines: number[] = [];
    for (let stop = 1; stop <= 3; stop++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      const name = await focused.getAttribute('id') ?? await focused.innerText();
      const [style, width] = await focused.evaluate((element) => {
        const { outlineStyle, outlineWidth } = (globalThis as any).getComputedStyle(element);
        return [outlineStyle, outlineWidth];
      });
      stops.push(name.trim());
      outlines.push(style === 'none' ? 0 : parseFloat(width));
      // THEN
      const focus = (await contrastsOf(page)).filter(({ what }) => what.startsWith('focus'));
      expect(focus).toHaveLength(1);
      expect(tooWeak(focus)).toEqual([]);
      await picture(page, `focus ${stop} ${colorScheme}`);
    }
    expect(stops).toEqual(['comment', 'Approve', 'Reject']);
    expect(Math.min(...outlines)).toBeGreaterThanOrEqual(2);
    await page.context().close();
  });

  test.each([
    ['Enter', 2, 'APPROVED'],
    ['Space', 2, 'APPROVED'],
    ['Enter', 3, 'REJECTED'],
    ['Space', 3, 'REJECTED'],
  ])('%s on stop %i decides %s', async (key, stop, decision) => {
    // GIVEN
    const { id, links } = await ask();
    const page = await at.browser.page();
    await page.goto(links[ANN]);

    // WHEN
    await page.keyboard.press('Tab');
    await page.keyboard.type('typed\nin two lines');
    for (let n = 1; n < stop; n++) await page.keyboard.press('Tab');
    await page.keyboard.press(key);
    await page.getByRole('status').waitFor();

    // THEN
    expect((await at.service.table.request(id)).decision).toMatchObject({ decision, comment: 'typed\nin two lines' });
    await page.context().close();
  });

  test('Enter in the comment decides nothing', async () => {
    // GIVEN
    const { id, links } = await ask();
    const page = await at.browser.page();
    await page.goto(links[ANN]);

    // WHEN
    await page.getByLabel('Comment').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(300);

    // THEN
    expect((await at.service.table.request(id)).status).toBe('PENDING');
    expect(await page.getByRole('button').count()).toBe(2);
    await page.context().close();
  });

  test('after a problem the focus is where it can be mended, with the problem beside it', async () => {
    // GIVEN
    const { links } = await ask({ commentRequired: true, summary: 'A long story. '.repeat(200) });
    const page = await at.browser.page({ viewport: { width: 320, height: 480 } });
    await page.goto(links[ANN]);

    // WHEN
    await page.getByRole('button', { name: 'Reject' }).press('Enter');
    await page.getByRole('alert').waitFor();

    // THEN
    expect(await page.locator(':focus').getAttribute('id')).toBe('comment');
    expect(await inWindow(page, '#problem')).toBe(true);
    await page.context().close();
  });
});

test('buttons are at least 44 pixels high and wide, on a phone too', async () => {
  // GIVEN
  const { links } = await ask();
  const page = await at.browser.page({ viewport: { width: 320, height: 640 }, isMobile: true });
  await page.goto(links[ANN]);

  // WHEN
  const boxes = await Promise.all(['Approve', 'Reject'].map((name) => page.getByRole('button', { name }).boundingBox()));

  // THEN
  for (const box of boxes) expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44);
  await page.context().close();
});
