import { ApprovalService } from './local/approval-service';
import { call, formOf, postForm } from './local/browserless';

let service: ApprovalService;
beforeAll(async () => {
  service = await ApprovalService.start();
});
afterAll(() => service.stop());

const ask = () => service.ask({ approvers: ['ann@example.com'] });
const decided = async (id: string) => (await service.table.request(id)).status !== 'PENDING';

async function formFields(link: string): Promise<Record<string, string>> {
  return formOf((await call(link)).text)!.hidden;
}

describe('bodies that no form and no program of ours sends', () => {
  const body = '{"decision":"APPROVED","comment":""}';

  test.each([
    ['text/plain', 'text/plain', body],
    ['a form of several parts', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="decision"\r\n\r\nAPPROVED\r\n--x--'],
    ['XML', 'application/xml', '<decision>APPROVED</decision>'],
    ['JSON hidden in another type', 'text/plain; application/json', body],
    ['a type that only begins like JSON', 'application/jsonx', body],
  ])('%s is refused with 415', async (_, type, sent) => {
    // GIVEN
    const { id, links } = await ask();

    // WHEN
    const answer = await call(links['ann@example.com'], { method: 'POST', headers: { 'Content-Type': type }, body: sent });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([415, false]);
  });

  test('a body of no type is refused with 415', async () => {
    // GIVEN
    const { id, links } = await ask();

    // WHEN
    const answer = await call(links['ann@example.com'], { method: 'POST', body });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([415, false]);
  });

  test.each([
    ['25 KB', 25 * 1024],
    ['1 MB', 1024 * 1024],
    ['more than API Gateway takes', 11 * 1024 * 1024],
  ])('%s are refused with 413', async (_, size) => {
    // GIVEN
    const { id, links } = await ask();

    // WHEN
    const answers = [
      await postForm(links['ann@example.com'], { decision: 'APPROVED', comment: 'x'.repeat(size) }),
      await call(links['ann@example.com'], { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ decision: 'APPROVED', comment: 'x'.repeat(size) }) }),
    ];

    // THEN
    expect([...answers.map(({ status }) => status), await decided(id)]).toEqual([413, 413, false]);
  });

  test.each([
    ['no JSON', '{"decision":'],
    ['a list', '["APPROVED"]'],
    ['null', 'null'],
    ['a decision in a list', '{"decision":["APPROVED"],"comment":""}'],
    ['a decision that is none', '{"decision":"MAYBE","comment":""}'],
    ['a decision in small letters', '{"decision":"approved","comment":""}'],
    ['a decision of every object', '{"__proto__":{"decision":"APPROVED"},"comment":""}'],
    ['a status that only the workflow gives', '{"decision":"TIMED_OUT","comment":""}'],
    ['a comment that is no text', '{"decision":"APPROVED","comment":{"a":1}}'],
    ['nothing', ''],
  ])('JSON of %s is refused with 400', async (_, sent) => {
    // GIVEN
    const { id, links } = await ask();

    // WHEN
    const answer = await call(links['ann@example.com'], { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: sent });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([400, false]);
  });

  test.each([
    ['no decision', 'comment=x'],
    ['two decisions', 'decision=APPROVED&decision=REJECTED'],
    ['bytes that are no UTF-8', 'decision=APPROVED%FF&comment=%FF%FE'],
    ['nothing', ''],
  ])('a form of %s decides nothing', async (_, sent) => {
    // GIVEN
    const { id, links } = await ask();
    const { token } = await formFields(links['ann@example.com']);

    // WHEN
    const answer = await call(links['ann@example.com'], {
      method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `token=${encodeURIComponent(token)}&${sent}`,
    });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([400, false]);
  });

  test.each(['application/x-www-form-urlencoded; charset=UTF-8', 'APPLICATION/X-WWW-FORM-URLENCODED'])('%s is a form', async (type) => {
    // GIVEN
    const { id, links } = await ask();
    const fields = { ...await formFields(links['ann@example.com']), decision: 'APPROVED', comment: '' };

    // WHEN
    const answer = await postForm(links['ann@example.com'], fields, { 'Content-Type': type });

    // THEN
    expect([answer.status, await decided(id)]).toEqual([200, true]);
  });
});
