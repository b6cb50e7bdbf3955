// The whole of HumanApproval: its workflow in the simulator, its functions' bundles behind HTTP, a table in a real DynamoDB API.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { App, aws_lambda as lambda, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { ApprovalService } from './local/approval-service';
import { call, decide, formOf, postForm } from './local/browserless';
import { callsTo } from './local/dynamodb-service';
import { SimulatedApprovals } from './local/simulated-approvals';
import { ApprovalChannel, ApprovalRule, ApprovalTimeout, HumanApproval, HumanApprovalProps, Saga, simulation, Step, Workflow } from 'cdk-stepwise';

const { Mock, RunStatus, ServiceResponse } = simulation;

const ANN = 'ann@example.com';
const BEN = 'ben@example.com';

let service: ApprovalService<SimulatedApprovals>;
let client: DynamoDBClient;
beforeAll(async () => {
  service = await ApprovalService.start({ stepFunctions: new SimulatedApprovals() });
  client = new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
});
afterAll(async () => {
  client.destroy();
  await service.stop();
});

/** A stack whose approval asks over a topic, in front of the running service. */
function office(props: Partial<HumanApprovalProps> = {}, more: (stack: Stack, approval: HumanApproval) => void = () => undefined) {
  const stack = new Stack(new App(), 'Office');
  const tell = ApprovalChannel.step(Step.publish(new sns.Topic(stack, 'Topic'), { name: 'Tell' }));
  const approval = new HumanApproval(stack, 'Approve', {
    title: "{% 'Expense of ' & $states.input.amount %}", requester: '{% $states.input.by %}', rule: ApprovalRule.oneOf([ANN, BEN]), channels: [tell], ...props,
  });
  more(stack, approval);
  const sent: { kind: string; requestId: string; links: { approver: string; url: string }[] }[] = [];
  const sim = simulation.Simulator.fromStack(stack)
    .mockResource(approval.signFunction, simulation.asyncHandler(async ({ request }) => (
      ServiceResponse.succeed({ Payload: await service.functions.signLinks.invoke(request.Payload) }))))
    .mockService('sns', 'publish', Mock.handler({
      handle: ({ request }) => {
        sent.push(request.Message);
        return ServiceResponse.succeed({ MessageId: 'm' });
      },
    }));
  for (const action of ['getItem', 'putItem'] as const) sim.mockService('dynamodb', action, callsTo(client, service.table.name, action, 'DynamoDB'));
  for (const action of ['updateItem', 'transactWriteItems'] as const) {
    sim.mockService('aws-sdk:dynamodb', action, callsTo(client, service.table.name, action, 'DynamoDb'));
  }
  const linkOf = (approver: string): string => sent[sent.length - 1].links.find((link) => link.approver === approver)!.url;
  return { sim, sent, linkOf, approval };
}

const INPUT = { amount: 100, by: 'zoe@example.com' };

test('ask, open the page, click: the execution goes on with who decided', async () => {
  // GIVEN
  const { sim, approval, linkOf, sent } = office();
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  expect([run.status, sent[0].kind]).toEqual([RunStatus.RUNNING, 'REQUEST']);

  // WHEN
  const page = await call(linkOf(BEN));
  expect(page.text).toContain('Expense of 100');
  expect(run.status).toBe(RunStatus.RUNNING);
  const answer = await decide(linkOf(BEN), 'APPROVED', 'have a good trip');

  // THEN
  expect(answer.status).toBe(200);
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  expect(run.output).toMatchObject({ decision: 'APPROVED', by: BEN, comment: 'have a good trip', reason: 'VOTES', votes: [{ approver: BEN }] });
  const audit = await service.table.audit(sent[0].requestId);
  expect(audit.map(({ type, who }) => `${type} ${who}`).sort()).toEqual([
    `ApprovalDecided ${BEN}`, 'ApprovalRequested zoe@example.com', ...Array<string>(2).fill(`ApprovalViewed ${BEN}`), `ApprovalVoted ${BEN}`,
  ]);
});

test('the task token is in no page, answer, link, message or log', async () => {
  // GIVEN
  const { sim, approval, linkOf, sent } = office();
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  const [token] = run.pendingTokens;

  // WHEN
  const pages = [await call(linkOf(ANN)), await call(linkOf(ANN), { headers: { Accept: 'application/json' } }), await decide(linkOf(ANN), 'REJECTED')];

  // THEN
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await service.table.request(sent[0].requestId)).taskToken).toBe(token);
  expect(JSON.stringify([pages, sent, run.output, service.logs])).not.toContain(token);
});

test('levels: each approver of the next gets a link, and those of the first no longer decide', async () => {
  // GIVEN
  const { sim, approval, linkOf, sent } = office({ rule: ApprovalRule.inOrder(ApprovalRule.oneOf([ANN]), ApprovalRule.oneOf([BEN])) });
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  const first = linkOf(ANN);

  // WHEN
  await decide(first, 'APPROVED');
  const stale = await call(first, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"REJECTED"}' });

  // THEN
  expect([sent.length, stale.status, run.status]).toEqual([2, 409, RunStatus.RUNNING]);
  await decide(linkOf(BEN), 'APPROVED');
  expect(run.output).toMatchObject({ decision: 'APPROVED', by: BEN, votes: [{ approver: ANN }, { approver: BEN }] });
});

test('an escalation takes the request from those who were asked', async () => {
  // GIVEN
  const { sim, approval, linkOf } = office({
    rule: ApprovalRule.oneOf([ANN], { timeout: Duration.days(1), onTimeout: ApprovalTimeout.escalate([BEN], { timeout: Duration.days(1) }) }),
  });
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  const late = linkOf(ANN);

  // WHEN
  await service.stepFunctions.advance(run, Duration.days(1));

  // THEN
  expect((await call(late)).status).toBe(409);
  expect((await decide(linkOf(BEN), 'APPROVED')).status).toBe(200);
  expect(run.output).toMatchObject({ decision: 'APPROVED', by: BEN });
});

test('a crash between the write and SendTaskSuccess is healed by whoever comes next', async () => {
  // GIVEN
  const { sim, approval, linkOf } = office();
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  const { hidden } = formOf((await call(linkOf(ANN))).text)!;
  const click = { ...hidden, decision: 'APPROVED', comment: '' };
  for (let attempt = 0; attempt < 3; attempt++) service.stepFunctions.loseNext(); // the SDK tries three times

  // WHEN
  const first = await postForm(linkOf(ANN), click);
  expect([first.status, run.status]).toEqual([502, RunStatus.RUNNING]);
  const again = await postForm(linkOf(ANN), click);

  // THEN
  expect([again.status, run.status, run.output.by]).toEqual([200, RunStatus.SUCCEEDED, ANN]);
});

test('a decision that nobody told the workflow of is found by the workflow itself', async () => {
  // GIVEN
  const { sim, approval, linkOf } = office();
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  for (let attempt = 0; attempt < 3; attempt++) service.stepFunctions.loseNext();
  await decide(linkOf(ANN), 'APPROVED');

  // WHEN
  await service.stepFunctions.advance(run, Duration.hours(1));

  // THEN
  expect(run.output).toMatchObject({ decision: 'APPROVED', by: ANN });
});

test('two at the same moment: one decides, and the workflow goes on once', async () => {
  // GIVEN
  const { sim, approval, linkOf, sent } = office();
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  const before = service.stepFunctions.answered;

  // WHEN
  const answers = await Promise.all([decide(linkOf(ANN), 'APPROVED'), decide(linkOf(BEN), 'REJECTED')]);

  // THEN
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await service.table.request(sent[0].requestId)).votes).toHaveLength(1);
  expect([run.status, service.stepFunctions.answered - before]).toEqual([RunStatus.SUCCEEDED, 1]);
});

test('a request whose execution was stopped says so, and cannot be decided', async () => {
  // GIVEN
  const { sim, approval, linkOf, sent } = office();
  const run = await service.stepFunctions.start(sim.workflow(approval.workflow), INPUT);
  const { hidden } = formOf((await call(linkOf(ANN))).text)!;

  // WHEN
  run.stop();
  const answer = await postForm(linkOf(ANN), { ...hidden, decision: 'APPROVED', comment: '' });

  // THEN
  expect(answer.status).toBe(410);
  expect(answer.text).toContain('There is nothing left to decide: the workflow that asked was stopped.');
  expect((await service.table.request(sent[0].requestId)).status).toBe('PENDING');
});

test('a saga that waits for the approval undoes what it did when somebody clicks on reject', async () => {
  // GIVEN
  const { sim, linkOf } = office({}, (stack, approval) => {
    const fn = (id: string) => lambda.Function.fromFunctionName(stack, id, id);
    const book = Step.invoke(fn('Book'), { name: 'Book', compensation: Step.invoke(fn('Cancel'), { name: 'Cancel' }) });
    new Workflow(stack, 'Trips', { steps: [new Saga(stack, 'Trip', { steps: [book, approval.step({ name: 'Boss' })] }).step], timeout: Duration.days(7) });
  });
  const trips = sim.workflow('Trips').mockAll({ Book: Mock.returns({ Payload: {} }), Cancel: Mock.returns({ Payload: {} }) });
  const run = await service.stepFunctions.start(trips, INPUT);

  // WHEN
  await decide(linkOf(BEN), 'REJECTED', 'not this year');

  // THEN
  expect([run.errorName, run.cause]).toEqual(['Approval.Rejected', `rejected by ${BEN}: not this year`]);
  expect(run.visits('Cancel')).toBe(1);
});
