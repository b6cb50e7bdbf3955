import * as axe from 'axe-core';
import type { Page } from 'playwright-core';
import { cutOff, picture, scrollsSideways } from './local/browser';
import { browsing } from './local/browsing';
import { contrastsOf, tooWeak } from './local/contrast';
import { PAGES } from './local/pages';

const at = browsing();

/** What axe finds against WCAG 2.2 up to AA and what it calls best practice, as `rule: where`. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => (globalThis as any).axe.run({ resultTypes: ['violations'] })) as axe.AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(Object.keys(PAGES))('the page: %s', (name) => {
  const open = PAGES[name];

  test.each(['light', 'dark'] as const)('is accessible, and legible in %s', async (colorScheme) => {
    // GIVEN
    const page = await at.browser.page({ colorScheme, viewport: { width: 900, height: 700 } });

    // WHEN
    await open(at.service, page);

    // THEN
    await picture(page, `${name} ${colorScheme}`);
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(1);
    expect(tooWeak(contrasts)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.title()).not.toBe('');
    expect(at.browser.misdeeds).toEqual([]);
    await page.context().close();
  });

  test('fits a window 320 pixels wide', async () => {
    // GIVEN
    const page = await at.browser.page({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });

    // WHEN
    await open(at.service, page);

    // THEN
    await picture(page, `${name} 320`);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await cutOff(page)).toEqual([]);
    await page.context().close();
  });
});
