import * as fs from 'node:fs';
import * as path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { listen, type LocalServer } from '../../approval/local/aws-endpoint';

const SCREENSHOTS = path.join(__dirname, '../../../.tmp/screenshots');

/** Chromium's executable: Debian's, or what the environment variable CHROMIUM names. */
export function chromiumPath(): string {
  const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (fs.existsSync(executable)) return executable;
  throw new Error(`there is no ${executable}, and these tests need a Chromium: sudo apt-get install chromium, or set CHROMIUM to one`);
}

/** Headless Chromium, with a server elsewhere that nothing on a page may ever reach. */
export class TestBrowser {
  static async launch(): Promise<TestBrowser> {
    // it says nothing on its own to hosts of its makers, which a build machine may not reach
    const args = [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ];
    const browser = await chromium.launch({ executablePath: chromiumPath(), headless: true, args });
    const reached: string[] = [];
    const elsewhere = await listen(async (request, response) => {
      reached.push(request.url!);
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
    });
    return new TestBrowser(browser, elsewhere, reached);
  }

  /** What pages did that no page of ours does: dialogs that they opened, errors that they logged, requests that left. */
  readonly misdeeds: string[] = [];

  private constructor(private readonly browser: Browser, private readonly elsewhere: LocalServer, private readonly reached: string[]) {}

  /** An address that is not the service's. */
  get elsewhereUrl(): string {
    return this.elsewhere.url;
  }

  /** What was asked of the server elsewhere. */
  get reachedElsewhere(): readonly string[] {
    return this.reached;
  }

  /** A page in a fresh profile. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      this.misdeeds.push(`opened a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => this.misdeeds.push(`threw ${error.message}`));
    page.on('console', (message) => {
      // that a page was answered with 400 or 409 is what some tests are about
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.misdeeds.push(`logged ${message.text()}`);
    });
    page.on('popup', () => this.misdeeds.push('opened a window'));
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.elsewhere.stop();
  }
}

/** Keeps a picture of the page in `.tmp/screenshots`, to be looked at by people. */
export async function picture(page: Page, name: string): Promise<void> {
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** Whether the page is wider than its window. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.locator(':root').evaluate((root: any) => root.scrollWidth > root.clientWidth);
}

/** Texts of the page that do not fit in their place and are cut off there. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.locator('h1, h2, p, dt, dd, li').evaluateAll((elements: any[]) => elements
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ nodeName, textContent }) => `${nodeName}: ${textContent.slice(0, 40)}`));
}
