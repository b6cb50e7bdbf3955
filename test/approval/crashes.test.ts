import { ApprovalService } from './local/approval-service';
import { AwsError } from './local/aws-endpoint';
import { call, decide, formOf, postForm } from './local/browserless';

let service: ApprovalService;
beforeAll(async () => {
  service = await ApprovalService.start();
});
afterAll(() => service.stop());

const wokenWith = (taskToken: string) => service.stepFunctions.woken.filter((each) => each.taskToken === taskToken);

describe('what goes wrong between the decision and the workflow that waits for it', () => {
  test('a function that dies before it wakes the workflow has decided, and repeating wakes it', async () => {
    // GIVEN a function that is killed as it calls SendTaskSuccess
    const { id, taskToken, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    const click = { ...hidden, decision: 'APPROVED', comment: '' };
    service.stepFunctions.interruptNext(() => {
      service.functions.decisions.kill();
      throw new Error('nobody hears the answer');
    });

    // WHEN
    const crashed = await postForm(links['ann@example.com'], click);
    const afterCrash = [(await service.table.request(id)).status, wokenWith(taskToken).length];
    const repeated = await postForm(links['ann@example.com'], click);

    // THEN
    expect([crashed.status, ...afterCrash]).toEqual([502, 'APPROVED', 0]);
    expect([repeated.status, wokenWith(taskToken).length]).toEqual([200, 1]);
    expect(await service.table.request(id)).toMatchObject({ version: 1, votes: [{ approver: 'ann@example.com' }] });
  });

  test('whoever opens the page afterwards heals it too', async () => {
    // GIVEN
    const { taskToken, links } = await service.ask({ approvers: ['ann@example.com', 'bob@example.com'] });
    service.stepFunctions.interruptNext(() => {
      service.functions.decisions.kill();
      throw new Error('nobody hears the answer');
    });
    await decide(links['ann@example.com'], 'APPROVED');
    const before = wokenWith(taskToken).length;

    // WHEN
    const page = await call(links['bob@example.com']);

    // THEN
    expect([before, page.status, wokenWith(taskToken).length]).toEqual([0, 200, 1]);
  });

  test('an error of Step Functions is told as a decision that is recorded, and repeating heals', async () => {
    // GIVEN
    const { id, taskToken, links } = await service.ask({ approvers: ['ann@example.com'] });
    const { hidden } = formOf((await call(links['ann@example.com'])).text)!;
    const click = { ...hidden, decision: 'REJECTED', comment: 'no' };
    service.stepFunctions.interruptNext(() => {
      throw new AwsError('AccessDeniedException', 'not authorized to perform states:SendTaskSuccess');
    });

    // WHEN
    const failed = await postForm(links['ann@example.com'], click);
    const repeated = await postForm(links['ann@example.com'], click);

    // THEN
    expect([failed.status, repeated.status]).toEqual([502, 200]);
    expect(failed.text).toMatch(/your decision is recorded/i);
    expect((await service.table.request(id)).status).toBe('REJECTED');
    expect(wokenWith(taskToken)).toHaveLength(1);
  });

  test('a connection that breaks off is tried again by the SDK', async () => {
    // GIVEN
    const { taskToken, links } = await service.ask({ approvers: ['ann@example.com'] });
    service.stepFunctions.interruptNext(() => {
      throw new Error('the connection breaks off');
    });

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED');

    // THEN
    expect([answer.status, wokenWith(taskToken).length]).toEqual([200, 1]);
  });

  test.each(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist'])('%s is no failure: the workflow looks by itself', async (type) => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'] });
    service.stepFunctions.interruptNext(() => {
      throw new AwsError(type, 'the token is no good');
    });

    // WHEN
    const answer = await decide(links['ann@example.com'], 'APPROVED');

    // THEN
    expect([answer.status, (await service.table.request(id)).status]).toEqual([200, 'APPROVED']);
  });

  test('a token that came while the decision was made is the one that is used', async () => {
    // GIVEN a request that was asked without a token
    const { id, links } = await service.ask({ approvers: ['ann@example.com'], taskToken: '' });
    const late = `late-token-of-${id}`;
    service.stepFunctions.wait(`arn:aws:states:eu-west-1:123456789012:execution:Approvals:${id}`, late);
    await decide(links['ann@example.com'], 'APPROVED');

    // WHEN the workflow's token reached the table, and somebody looks
    await service.table.set(id, { taskToken: { S: late } });
    await call(links['ann@example.com']);

    // THEN
    expect(wokenWith(late)).toHaveLength(1);
  });
});
