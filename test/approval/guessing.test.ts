import { randomBytes, randomUUID } from 'node:crypto';
import { ApprovalService, nowSeconds } from './local/approval-service';
import { call } from './local/browserless';

let service: ApprovalService;
beforeAll(async () => {
  service = await ApprovalService.start();
});
afterAll(() => service.stop());

function guessed(id: string, key = 'first'): string {
  return `${service.url}/requests/${id}?r=1&a=0&e=${nowSeconds() + 600}&k=${key}&s=${randomBytes(32).toString('base64url')}`;
}

describe('guessing', () => {
  test('whether a request exists cannot be learnt without its signature', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: ['ann@example.com'] });

    // WHEN
    const [there, nowhere] = [await call(guessed(id)), await call(guessed(randomUUID()))];

    // THEN
    expect([there.status, nowhere.status]).toEqual([403, 403]);
    expect(there.text).toBe(nowhere.text);
    const { date: _there, ...headersThere } = there.headers;
    const { date: _nowhere, ...headersNowhere } = nowhere.headers;
    expect(headersThere).toEqual(headersNowhere);
  });

  test('a link that is signed, to a request that is not there, says so', async () => {
    // GIVEN
    const id = randomUUID();
    const links = await service.linksTo(id, 1, ['ann@example.com']);

    // WHEN
    const answer = await call(links['ann@example.com']);

    // THEN
    expect(answer.status).toBe(404);
  });

  test('guesses leave no trace in the table and open nothing', async () => {
    // GIVEN
    const { id } = await service.ask({ approvers: ['ann@example.com'] });

    // WHEN
    const answers = await Promise.all(Array.from({ length: 500 }, () => call(guessed(id), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"APPROVED"}' })));

    // THEN
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(500);
    expect(await service.table.audit(id)).toEqual([]);
    expect(await service.table.request(id)).toMatchObject({ status: 'PENDING', version: 0 });
  });

  test('invented keys do not become calls of Secrets Manager', async () => {
    // GIVEN a function that has read the keys
    const { links } = await service.ask({ approvers: ['ann@example.com'] });
    await call(links['ann@example.com']);
    const before = service.secret.reads;

    // WHEN
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => call(guessed(randomUUID(), `k${n}`))));

    // THEN
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(300);
    expect(service.secret.reads - before).toBeLessThanOrEqual(1);
  });
});
