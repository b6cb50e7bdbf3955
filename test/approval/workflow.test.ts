import { randomUUID } from 'node:crypto';
import { ApprovalService } from './local/approval-service';
import { decide } from './local/browserless';
import { DynamoDbHandler } from './local/dynamodb-handler';
import { RunningWorkflows } from './local/running-workflow';
import { Mock, Simulator } from '../../src/simulation';

const KEY = { id: { S: '{% $states.context.Execution.Input.id %}' }, entry: { S: 'REQUEST' } };

/** The least that asks: leave the token with the request, wait, read what was decided. */
const ASKS = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait for a decision',
  States: {
    'Wait for a decision': {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
      Arguments: {
        TableName: 'requests',
        Key: KEY,
        UpdateExpression: 'SET taskToken = :token, execution = :execution',
        ConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':token': { S: '{% $states.context.Task.Token %}' }, ':execution': { S: '{% $states.context.Execution.Id %}' }, ':pending': { S: 'PENDING' },
        },
      },
      Catch: [{ ErrorEquals: ['DynamoDb.ConditionalCheckFailedException'], Next: 'Read the decision' }],
      Next: 'Read the decision',
    },
    'Read the decision': {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:getItem',
      Arguments: { TableName: 'requests', Key: KEY, ConsistentRead: true },
      Output: '{% { "status": $states.result.Item.status.S, "by": $states.result.Item.decision.M.by.S } %}',
      End: true,
    },
  },
};

describe('a workflow that runs, with its states and the functions at one table', () => {
  let service: ApprovalService<RunningWorkflows>;
  let dynamoDb: DynamoDbHandler;
  beforeAll(async () => {
    service = await ApprovalService.start({ stepFunctions: new RunningWorkflows() });
    dynamoDb = new DynamoDbHandler(service.table);
  });
  afterAll(async () => {
    await dynamoDb.stop();
    await service.stop();
  });

  function start(id: string) {
    const workflow = Simulator.fromDefinition(ASKS).workflow();
    for (const state of Object.keys(ASKS.States)) workflow.mock(state, Mock.handler(dynamoDb));
    const run = workflow.start({ input: { id } });
    service.stepFunctions.runs.push(run);
    return run;
  }

  test('waits for a click, and goes on with what was decided', async () => {
    // GIVEN
    const { id, links } = await service.ask({ approvers: ['ann@example.com'], taskToken: '' });
    const run = start(id);
    expect(run.status).toBe('RUNNING');

    // WHEN
    const answer = await decide(links['ann@example.com'], 'REJECTED', 'no');

    // THEN
    expect(answer.status).toBe(200);
    expect([run.status, run.output]).toEqual(['SUCCEEDED', { status: 'REJECTED', by: 'ann@example.com' }]);
  });

  test('does not wait for what is decided already', async () => {
    // GIVEN
    const execution = `arn:aws:states:eu-west-1:123456789012:execution:Approvals:${randomUUID()}`;
    service.stepFunctions.runs.push({ executionArn: execution, status: 'RUNNING', pendingTokens: [] } as any);
    const { id, links } = await service.ask({ approvers: ['ann@example.com'], taskToken: '', execution });
    await decide(links['ann@example.com'], 'APPROVED');

    // WHEN
    const run = start(id);

    // THEN
    expect([run.status, run.output]).toEqual(['SUCCEEDED', { status: 'APPROVED', by: 'ann@example.com' }]);
  });
});
