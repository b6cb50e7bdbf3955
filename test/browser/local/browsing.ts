import { TestBrowser } from './browser';
import { ApprovalService } from '../../approval/local/approval-service';

/** What the tests of a file browse with, and what: there from the first test to the last. */
export interface Browsing {
  readonly service: ApprovalService;
  readonly browser: TestBrowser;
}

/** Starts both before the tests of a file, and stops them after. */
export function browsing(): Browsing {
  const both: { service?: ApprovalService; browser?: TestBrowser } = {};
  beforeAll(async () => {
    both.service = await ApprovalService.start();
    both.browser = await TestBrowser.launch();
  });
  afterAll(async () => {
    await both.browser?.close();
    await both.service?.stop();
  });
  return both as Browsing;
}
