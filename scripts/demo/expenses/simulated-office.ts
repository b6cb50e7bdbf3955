import { Duration } from 'aws-cdk-lib';
import { simulation } from '../../../src';
import { Assembly, readCdkOut } from '../../../src/assembly';
import { Executions } from '../../../src/handlers/human-approval/aws/executions';
import { Decisions } from '../../../src/handlers/human-approval/decisions/decisions';
import { ApiAnswer } from '../../../src/handlers/human-approval/http/api-event';
import { RequestTable } from '../../../src/handlers/human-approval/request/request-table';
import { SignLinks } from '../../../src/handlers/human-approval/sign-links/sign-links';
import { SigningKeys } from '../../../src/handlers/human-approval/signing/signing-keys';
import { createTables, InMemoryTables } from '../dynamodb/in-memory-tables';
import { answerFromTables } from '../dynamodb/service';

const { Mock, ServiceResponse, Simulator } = simulation;

/** What somebody does about an expense. */
export interface Click {
  /** How long after the click before, or after the expense came in. */
  readonly afterHours: number;
  readonly who: string;
  readonly decision: 'APPROVED' | 'REJECTED';
  readonly comment?: string;
}

/** An expense of the example's data, what people do about it, and what must become of it. */
export interface ExpenseEntry {
  readonly expect: string;
  readonly expense: { readonly receipt: string; readonly department: string; readonly amount: number; readonly [member: string]: unknown };
  readonly clicks: readonly Click[];
}

/** What became of an expense. */
export interface ExpenseOutcome {
  readonly entry: ExpenseEntry;
  /** The error that it failed with, or `PAID`. */
  readonly end: string;
  readonly cause?: string;
  /** Mails that went out, reminders and escalations among them. */
  readonly mails: number;
  /** Answers of the API that were not 200. */
  readonly refusedClicks: readonly string[];
  readonly duration: Duration;
}

const BASE_URL = 'https://approvals.example.com/prod';
const SECRET = JSON.stringify({ current: 'first', first: 'a key that signs links in this process, and nowhere else' });

/** How long nobody does anything after the last click: every deadline is over by then. */
const TIME_TO_GIVE_UP = Duration.days(12);

/** The company in this process: its workflows on virtual time, the functions of the approval with their own code, tables in memory. */
export class SimulatedOffice {
  private readonly assembly: Assembly;
  private readonly tables = new InMemoryTables();
  private readonly simulator: simulation.Simulator;
  private readonly keys = new SigningKeys({ readSecret: () => Promise.resolve(SECRET), now: () => this.now });
  private readonly decisions: Decisions;
  private readonly links = new Map<string, string>();
  private mails = 0;
  private now = 0;
  private run: simulation.Run | undefined;

  /** @param cdkOut the example's cloud assembly */
  constructor(cdkOut: string) {
    this.assembly = readCdkOut(cdkOut);
    createTables(this.tables, this.assembly);
    const sign = new SignLinks(this.keys, BASE_URL);
    this.simulator = Simulator.fromAssembly(cdkOut)
      .mockService('lambda', 'invoke', simulation.asyncHandler(async ({ request }) => ServiceResponse.succeed({ Payload: await sign.sign(request.Payload) })))
      .mockService('aws-sdk:sesv2', 'sendEmail', Mock.handler({ handle: ({ request }) => this.deliver(request) }))
      .mockService('sqs', 'sendMessage', Mock.returns({ MessageId: 'paid' }));
    answerFromTables(this.simulator, this.tables);
    let entries = 0;
    this.decisions = new Decisions({
      requests: new RequestTable({ send: async (command: object) => this.dynamoDb(command as Command) } as never, this.tableName('Approval/Table'), () => `${entries++}`),
      executions: new Executions({ send: async (command: object) => this.stepFunctions(command as Command) } as never),
      keys: this.keys,
      authorization: 'NONE',
      identityClaim: 'email',
      now: () => this.now,
      random: () => 0,
      wait: () => Promise.resolve(),
      log: () => undefined,
    });
  }

  /** Gives the departments their money. */
  public fund(budgets: { readonly [department: string]: number }): void {
    for (const [department, left] of Object.entries(budgets)) {
      this.tables.putItem({ TableName: this.tableName('Budgets'), Item: { department: { S: department }, left: { N: String(left) } } });
    }
  }

  /** What the departments have left. */
  public left(department: string): number {
    return Number(this.tables.items(this.tableName('Budgets')).find((item) => item.department.S === department)?.left.N);
  }

  /** Types of the audit entries, with how many there are of each. */
  public audit(): ReadonlyMap<string, number> {
    const types = this.tables.items(this.tableName('Approval/Table')).flatMap(({ type }) => (type ? [type.S as string] : []));
    return new Map([...new Set(types)].sort().map((type) => [type, types.filter((one) => one === type).length]));
  }

  /** Takes an expense through the workflow, with the people who click. */
  public async process(entry: ExpenseEntry): Promise<ExpenseOutcome> {
    const start = new Date('2026-01-05T08:00:00Z');
    this.links.clear();
    [this.mails, this.now] = [0, start.getTime()];
    const workflow = this.simulator.workflow('Expenses/Expenses');
    const run = await simulation.startAsync(workflow, { input: entry.expense, seed: entry.expense.receipt, startTime: start.toISOString() });
    this.run = run;
    const refusedClicks: string[] = [];
    for (const click of entry.clicks) {
      await this.pass(run, Duration.hours(click.afterHours));
      const { statusCode } = await this.click(click);
      if (statusCode !== 200) refusedClicks.push(`${click.who}: ${statusCode}`);
      await simulation.settleAsync(run);
    }
    await this.pass(run, TIME_TO_GIVE_UP);
    return { entry, end: run.errorName ?? (run.visits('Pay') > 0 ? 'PAID' : run.status), cause: run.cause, mails: this.mails, refusedClicks, duration: run.duration };
  }

  private async pass(run: simulation.Run, time: Duration): Promise<void> {
    this.now += time.toMilliseconds();
    await simulation.settleAsync(run, time);
  }

  /** Opens the link of the last mail, and sends the form of the page. */
  private async click({ who, decision, comment = '' }: Click): Promise<ApiAnswer> {
    const link = this.links.get(who);
    if (link === undefined) throw new Error(`${who} got no mail`);
    const page = await this.http('GET', link);
    const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1];
    return token === undefined ? page : this.http('POST', link, new URLSearchParams({ decision, comment, token }).toString());
  }

  private http(httpMethod: string, link: string, body?: string): Promise<ApiAnswer> {
    const url = new URL(link);
    const headers = { 'accept': 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    return this.decisions.handle({
      resource: '/requests/{id}',
      httpMethod,
      pathParameters: { id: url.pathname.split('/').pop()! },
      multiValueQueryStringParameters: Object.fromEntries([...url.searchParams].map(([name, value]) => [name, [value]])),
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      body: body ?? null,
      isBase64Encoded: false,
      requestContext: {},
    } as never);
  }

  private deliver({ Destination, Content }: Mail): simulation.ServiceResponse {
    this.mails++;
    const { link } = JSON.parse(Content.Template.TemplateData) as { link: string };
    this.links.set(Destination.ToAddresses[0], link);
    return ServiceResponse.succeed({ MessageId: `mail-${this.mails}` });
  }

  private dynamoDb(command: Command): object {
    const action = ACTIONS[command.constructor.name];
    if (action === undefined) throw new Error(`the function calls ${command.constructor.name}, which its role does not allow`);
    return this.tables[action](command.input as never);
  }

  private stepFunctions(command: Command): object {
    const run = this.run!;
    if (command.constructor.name === 'DescribeExecutionCommand') {
      return { status: run.childRuns.find(({ executionArn }) => executionArn === command.input.executionArn)?.status };
    }
    run.sendTaskSuccessJson(command.input.taskToken as string, command.input.output as string);
    return {};
  }

  private tableName(id: string): string {
    return this.assembly.resource(`Expenses/${id}`).name;
  }
}

/** A request of SES's SendEmail, as far as it is read here. */
interface Mail {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Content: { readonly Template: { readonly TemplateData: string } };
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: { readonly [member: string]: unknown };
}

/** What the deciding function's role allows. */
const ACTIONS: { readonly [command: string]: 'getItem' | 'putItem' | 'transactWriteItems' } = {
  GetItemCommand: 'getItem', PutItemCommand: 'putItem', TransactWriteItemsCommand: 'transactWriteItems',
};
