import { ApprovalService } from './local/approval-service';
import { call } from './local/browserless';

const approvers = Array.from({ length: 1000 }, (_, n) => `a${n}@example.com`);

let service: ApprovalService;
beforeAll(async () => {
  service = await ApprovalService.start({ concurrency: 4 });
});
afterAll(() => service.stop());

const decideInJson = (link: string, decision: string) => call(link, {
  method: 'POST', headers: { 'Accept': 'application/json', 'Content-Type': 'application/json' }, body: JSON.stringify({ decision, comment: '' }),
});

test('of 1,000 approvers who decide at once exactly one decides, and the other 999 are told who', async () => {
  // GIVEN
  const { id, taskToken, links } = await service.ask({ approvers });

  // WHEN half of them approve, half reject
  const answers = await Promise.all(approvers.map((approver, n) => decideInJson(links[approver], n % 2 ? 'APPROVED' : 'REJECTED')));

  // THEN
  const winners = answers.map(({ status }, n) => ({ status, n })).filter(({ status }) => status === 200);
  expect(winners).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(999);
  const winner = approvers[winners[0].n];
  const decision = winners[0].n % 2 ? 'APPROVED' : 'REJECTED';
  for (const { text } of answers) expect(JSON.parse(text)).toMatchObject({ status: decision, decision: { decision, by: winner }, mayDecide: false });
  expect(await service.table.request(id)).toMatchObject({ status: decision, version: 1, votes: [{ approver: winner }], decision: { by: winner } });
  expect((await service.table.audit(id)).map(({ type, who }) => [type, who]).sort()).toEqual([['ApprovalDecided', winner], ['ApprovalVoted', winner]]);
  expect(service.stepFunctions.woken.filter((each) => each.taskToken === taskToken)).toHaveLength(1);
}, 300_000);

test('of 200 who approve at once a quorum of 5 counts five, each once', async () => {
  // GIVEN
  const { id, taskToken, links } = await service.ask({ approvers: approvers.slice(0, 200), quorum: 5 });

  // WHEN
  const answers = await Promise.all(Object.values(links).map((link) => decideInJson(link, 'APPROVED')));

  // THEN
  const { status, version, votes } = await service.table.request(id);
  expect([status, version, new Set(votes.map((vote: any) => vote.approver)).size]).toEqual(['APPROVED', 5, 5]);
  expect(answers.filter((each) => each.status === 200)).toHaveLength(5);
  expect(answers.filter((each) => each.status === 409)).toHaveLength(195);
  expect((await service.table.audit(id)).map(({ type }) => type).sort()).toEqual(['ApprovalDecided', ...Array(5).fill('ApprovalVoted')]);
  expect(service.stepFunctions.woken.filter((each) => each.taskToken === taskToken)).toHaveLength(1);
}, 300_000);

test('one approver who clicks 100 times at once votes once', async () => {
  // GIVEN
  const { id, links } = await service.ask({ approvers: approvers.slice(0, 3), quorum: 3 });

  // WHEN
  const answers = await Promise.all(Array.from({ length: 100 }, () => decideInJson(links[approvers[0]], 'APPROVED')));

  // THEN
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(99);
  expect(await service.table.request(id)).toMatchObject({ status: 'PENDING', version: 1, votes: [{ approver: approvers[0] }] });
});
