import { App, aws_sns as sns, Duration, Stack } from 'aws-cdk-lib';
import { InMemoryTables } from '../../../scripts/demo/dynamodb/in-memory-tables';
import { answerFromTables, tableService } from '../../../scripts/demo/dynamodb/service';
import { readStack } from '../../../src/assembly';
import { ApprovalChannel, HumanApproval, HumanApprovalProps, simulation } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;

/** Props that ask for an expense. */
export function expense(stack: Stack, props: Partial<HumanApprovalProps> = {}): HumanApprovalProps {
  return {
    title: "{% 'Expense of ' & $states.input.amount & ' EUR' %}",
    summary: '{% $states.input.reason %}',
    fields: { Amount: '{% $states.input.amount %}', Cost: 'travel' },
    channels: [ApprovalChannel.topic(new sns.Topic(stack, 'Approvers', { enforceSSL: true }))],
    ...props,
  };
}

/** An approval on virtual time, its table in memory, and somebody who decides as the deciding side does. */
export class Office {
  public readonly stack = new Stack(new App(), 'Office');
  public readonly tables = new InMemoryTables();
  public readonly approval: HumanApproval;
  public readonly simulator: simulation.Simulator;
  public readonly workflow: simulation.SimulatedWorkflow;
  public readonly tableName: string;

  constructor(props: (stack: Stack) => HumanApprovalProps = expense, more: (stack: Stack, approval: HumanApproval) => void = () => undefined) {
    this.approval = new HumanApproval(this.stack, 'Approve', props(this.stack));
    more(this.stack, this.approval);
    this.simulator = Simulator.fromStack(this.stack);
    this.workflow = this.simulator.workflow(this.approval.workflow);
    this.tableName = readStack(this.stack).resources.find(({ type }) => type === 'AWS::DynamoDB::Table')!.name;
    this.tables.create(this.tableName, ['id', 'entry']);
    answerFromTables(this.simulator, this.tables);
    this.simulator.mockService('lambda', 'invoke', Mock.handler({ handle: ({ request }) => simulation.ServiceResponse.succeed({ Payload: signed(request.Payload) }) }));
    this.simulator.mockService('sns', 'publish', Mock.returns({ MessageId: 'm' }));
  }

  public ask(input: object = { amount: 100, reason: 'a train to Bern', by: 'Zoe@example.com' }): simulation.Run {
    return this.workflow.start({ input });
  }

  /** What the table answers to a transaction. */
  public transactions(): simulation.IServiceHandler {
    return tableService(this.tables, 'transactWriteItems', 'DynamoDb');
  }

  /** The request's item, in plain JSON. */
  public get request(): { [attribute: string]: any } {
    const item = this.tables.items(this.tableName).find(({ entry }) => entry.S === 'REQUEST');
    return plain({ M: item });
  }

  /** The audit entries in their order: type and who. */
  public get audit(): string[] {
    return this.tables.items(this.tableName).filter(({ entry }) => entry.S.startsWith('AUDIT#')).map((item) => plain({ M: item }) as { [name: string]: string })
      .sort((a, b) => (a.entry < b.entry ? -1 : 1)).map(({ type, who, decision }) => [type, who, decision].filter((part) => part !== '').join(' '));
  }

  /** Somebody votes, by a transaction as the deciding side makes it. Wakes the workflow unless `wake` is false. */
  public vote(run: simulation.Run, approver: string, decision: 'APPROVED' | 'REJECTED', { comment = '', wake = true } = {}): void {
    const { id, round, version, votes, quorum, approvers, rejection, isLast } = this.request;
    const all = [...votes, { approver, decision, comment, at: '2026-01-01T00:00:00.000Z', via: 'LINK' }];
    const approvals = all.filter((vote) => vote.decision === 'APPROVED').length;
    const rejections = all.length - approvals;
    const rejected = rejection === 'ENDS' ? rejections > 0 : Math.max(approvers.length, 1) - rejections < quorum;
    const status = approvals >= quorum ? (isLast ? 'APPROVED' : 'PASSED') : rejected ? 'REJECTED' : 'PENDING';
    const over = status === 'PENDING' ? {} : { decision: { decision: status === 'REJECTED' ? status : 'APPROVED', by: approver, at: '2026-01-01T00:00:00.000Z', comment, reason: 'VOTES' } };
    const item = this.tables.items(this.tableName).find(({ entry }) => entry.S === 'REQUEST')!;
    this.tables.putItem({
      TableName: this.tableName,
      Item: { ...item, ...(wrap({ votes: all, status, version: version + 1, ...over }) as object) },
      ConditionExpression: '#status = :pending AND version = :version AND round = :round',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':pending': { S: 'PENDING' }, ':version': { N: String(version) }, ':round': { N: String(round) } },
    });
    if (wake && status !== 'PENDING') run.sendTaskSuccess(this.request.taskToken, { requestId: id, round });
  }

  /** What the topic was told, by subject. */
  public told(run: simulation.Run): string[] {
    return run.calls.filter(({ service, action }) => service === 'sns' && action === 'publish').map(({ request }) => request.Subject);
  }
}

/** As the function that signs links answers. */
function signed({ id, round, approvers, shared, expires }: { [member: string]: any }): object {
  const link = (a: string) => `https://example.com/requests/${id}?r=${round}&a=${a}&e=${expires}&k=first&s=signature`;
  return { links: shared ? [{ approver: '', url: link('*') }] : approvers.map((approver: string, index: number) => ({ approver, url: link(String(index)) })) };
}

/** A DynamoDB value in plain JSON. */
export function plain(value: { [type: string]: any }): any {
  const [[type, inner]] = Object.entries(value);
  if (type === 'M') return Object.fromEntries(Object.entries(inner as object).map(([name, one]) => [name, plain(one)]));
  if (type === 'L') return (inner as object[]).map((one) => plain(one as { [type: string]: any }));
  return type === 'N' ? Number(inner) : inner;
}

function wrap(value: any): any {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map((one) => ({ M: wrap(one) })) };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typeof one === 'object' && !Array.isArray(one) ? { M: wrap(one) } : wrap(one)]));
}

export const days = (count: number): Duration => Duration.days(count);
