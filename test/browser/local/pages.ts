import type { Page } from 'playwright-core';
import { type ApprovalService, nowSeconds } from '../../approval/local/approval-service';
import { decide } from '../../approval/local/browserless';

const ANN = 'ann@example.com';
const REQUEST = {
  approvers: [ANN, 'bob@example.com', 'cyd@example.com'],
  requester: 'dan@example.com',
  title: 'Pay invoice 2026-117 of Müller Papier GmbH',
  summary: 'Paper and toner for the print shop.\nThe delivery is complete and was checked on Monday.',
  fields: [{ label: 'Amount', value: '1,234.50 €' }, { label: 'Cost centre', value: '4711, Marketing' }, { label: 'Due', value: '1 December 2026' }],
};

/** Every page that people come to see, each by how to get there. */
export const PAGES: { readonly [name: string]: (service: ApprovalService, page: Page) => Promise<void> } = {
  'open': async (service, page) => {
    const { links } = await service.ask(REQUEST);
    await page.goto(links[ANN]);
  },
  'second of two levels, with a vote': async (service, page) => {
    const { links } = await service.ask({ ...REQUEST, quorum: 2, level: 2, levels: 2 });
    await decide(links['bob@example.com'], 'APPROVED', 'The price was agreed.');
    await page.goto(links[ANN]);
  },
  'comment needed': async (service, page) => {
    const { links } = await service.ask({ ...REQUEST, commentRequired: true });
    await page.goto(links[ANN]);
    await page.getByRole('button', { name: 'Reject' }).click();
  },
  'just approved': async (service, page) => {
    const { links } = await service.ask(REQUEST);
    await page.goto(links[ANN]);
    await page.getByLabel('Comment').fill('Fine with me.');
    await page.getByRole('button', { name: 'Approve' }).click();
  },
  'just rejected': async (service, page) => {
    const { links } = await service.ask(REQUEST);
    await page.goto(links[ANN]);
    await page.getByLabel('Comment').fill('Twice the price of last year: please ask for another offer.');
    await page.getByRole('button', { name: 'Reject' }).click();
  },
  'voted, others have yet to': async (service, page) => {
    const { links } = await service.ask({ ...REQUEST, quorum: 2 });
    await decide(links[ANN], 'APPROVED');
    await page.goto(links[ANN]);
  },
  'decided by another': async (service, page) => {
    const { links } = await service.ask(REQUEST);
    await decide(links['bob@example.com'], 'REJECTED', 'Too dear.');
    await page.goto(links[ANN]);
  },
  'link that all share': async (service, page) => {
    const { links } = await service.ask({ ...REQUEST, approvers: [] });
    await page.goto(links['']);
  },
  'past the deadline': async (service, page) => {
    const { links } = await service.ask({ ...REQUEST, deadline: nowSeconds() - 60 });
    await page.goto(links[ANN]);
  },
  'workflow ended': async (service, page) => {
    const { execution, links } = await service.ask(REQUEST);
    service.stepFunctions.end(execution, { status: 'ABORTED' });
    await page.goto(links[ANN]);
  },
  'earlier round': async (service, page) => {
    const { id, links } = await service.ask(REQUEST);
    await service.table.ask({ ...REQUEST, id, round: 2, execution: `arn:aws:states:eu-west-1:123456789012:execution:Approvals:${id}` });
    await page.goto(links[ANN]);
  },
  'expired link': async (service, page) => {
    const { id } = await service.ask(REQUEST);
    await page.goto((await service.linksTo(id, 1, [ANN], nowSeconds() - 1))[ANN]);
  },
  'link cut off': async (service, page) => {
    const { links } = await service.ask(REQUEST);
    await page.goto(links[ANN].slice(0, -7));
  },
  'no such request': async (service, page) => {
    await page.goto((await service.linksTo('6f1c1c57-9f66-4b45-9a80-1d5c1a6f0000', 1, [ANN]))[ANN]);
  },
  'who asked': async (service, page) => {
    const { links } = await service.ask({ ...REQUEST, requester: ANN });
    await page.goto(links[ANN]);
  },
};
