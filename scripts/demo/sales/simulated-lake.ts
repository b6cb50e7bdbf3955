import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { cleaned, evaluated, Sale } from './sale';
import { simulation } from '../../../src';
import { Assembly, readCdkOut } from '../../../src/assembly';
import { InMemoryTables } from '../dynamodb/in-memory-tables';
import { answerFromTables } from '../dynamodb/service';

const { Mock, ServiceResponse, Simulator } = simulation;
const DATA = path.join(__dirname, '..', '..', '..', 'examples', 'data');

/** A day of the example's data, and what must become of it. */
export interface Day {
  readonly date: string;
  readonly expect: 'loaded' | 'quarantined';
  readonly sales: number;
  /** In cents. */
  readonly revenue: number;
}

/** The example's lake in this process: its workflow on virtual time, its bucket and tables in memory; Glue and Athena work on the real files. */
export class SimulatedLake {
  /** The bucket. */
  public readonly bucket: simulation.SimulatedBucket;
  /** What people were told. */
  public readonly messages: string[] = [];
  /** How often the cleaning job ran. */
  public jobs = 0;
  private readonly workflow: simulation.SimulatedWorkflow;
  private readonly noting: simulation.SimulatedWorkflow;
  private readonly clean = new Map<string, readonly Sale[]>();
  private readonly loaded = new Map<string, readonly Sale[]>();
  private readonly tables = new InMemoryTables();
  private readonly tableName: string;
  private failLoads = 0;
  private asked = { date: '', reads: false };
  private runs = 0;

  /** @param cdkOut the example's cloud assembly */
  constructor(cdkOut: string) {
    const assembly = readCdkOut(cdkOut);
    const simulator = Simulator.fromAssembly(cdkOut);
    this.tableName = nameOf(assembly, 'AWS::DynamoDB::Table', 'Sales/Table');
    this.tables.create(this.tableName, ['id']);
    this.bucket = simulator.bucket(nameOf(assembly, 'AWS::S3::Bucket', 'Lake'));
    answerFromTables(simulator, this.tables);
    simulator
      .mockService('glue', 'startJobRun', Mock.takes(Duration.minutes(4), this.answers((request) => this.runJob(request.Arguments['--run_date'] as string))))
      .mockService('aws-sdk:glue', 'startCrawler', Mock.returns({}))
      .mockService('aws-sdk:glue', 'getCrawler', Mock.sequence(crawler('RUNNING'), crawler('STOPPING'), crawler('READY')))
      .mockService('aws-sdk:glue', 'startDataQualityRulesetEvaluationRun', this.answers((request) => ({ RunId: dateIn(request.DataSource.GlueTable.AdditionalOptions.pushDownPredicate) })))
      .mockService('aws-sdk:glue', 'getDataQualityRulesetEvaluationRun', this.answers((request) => ({ Status: 'SUCCEEDED', ResultIds: [request.RunId] })))
      .mockService('aws-sdk:glue', 'batchGetDataQualityResult', this.answers((request) => this.verdict(request.ResultIds[0] as string)))
      .mockService('athena', 'startQueryExecution', Mock.handler({ handle: ({ request }) => this.query(request.QueryString as string, dateIn(request.ExecutionParameters[0])) }))
      .mockService('athena', 'getQueryResults', this.answers((request) => this.page(request.MaxResults as number, Number(request.NextToken ?? 0))))
      .mockService('aws-sdk:cloudwatch', 'putMetricData', Mock.returns({}))
      .mockService('sns', 'publish', this.answers((request) => {
        this.messages.push(request.Message as string);
        return { MessageId: String(this.messages.length) };
      }));
    const workflow = (inside: string) => simulator.workflow(assembly.resources.find(({ type, constructPath }) => type === 'AWS::StepFunctions::StateMachine'
      && constructPath?.endsWith(`Sales/${inside}/StateMachine/Resource`))!.logicalId);
    this.workflow = workflow('Workflow');
    this.noting = workflow('QuietPeriod/Noting');
  }

  /** Puts the files of a day into the lake, as they are or mended. */
  public deliver(date: string, mend: (text: string) => string = (text) => text): void {
    for (const name of fs.readdirSync(path.join(DATA, 'sales', date)).sort()) {
      this.bucket.put(`raw/${date}/${name}`, mend(fs.readFileSync(path.join(DATA, 'sales', date, name), 'utf8')));
    }
  }

  /** Runs a day. */
  public run(date: string, input: object = {}): simulation.Run {
    return this.workflow.start({ input: { runDate: date, ...input }, startTime: `${date}T21:30:00Z`, seed: String(this.runs++) });
  }

  /** Tells the pipeline of an object that has arrived; after the quiet period it starts runs by itself. */
  public arrive(key: string, startTime: string): readonly simulation.Run[] {
    const noted = this.noting.start({ input: { detail: { object: { key } } }, startTime, seed: String(this.runs++) });
    return started(noted).flatMap(started);
  }

  /** Lets the next loads fail for want of capacity. */
  public failNextLoads(count: number): void {
    this.failLoads = count;
  }

  /** Who has the lock now. */
  public get lockOwner(): string | undefined {
    return this.tables.items(this.tableName).find(({ owner }) => owner !== undefined)?.owner.S as string | undefined;
  }

  /** Lets another run have the lock for some time after a moment. */
  public holdLock(owner: string, until: string): void {
    const id = this.tables.items(this.tableName)[0]?.id ?? { S: 'lock#SalesEtl/Sales' };
    this.tables.putItem({ TableName: this.tableName, Item: { id, owner: { S: owner }, expiresAt: { N: String(Date.parse(until) / 1000) } } });
  }

  private answers(answer: (request: any) => object): simulation.Mock {
    return Mock.handler({ handle: ({ request }) => ServiceResponse.succeed(answer(request)) });
  }

  private runJob(date: string): object {
    this.jobs++;
    const files = this.bucket.keys.filter((key) => key.startsWith(`raw/${date}/`)).map((key) => this.bucket.read(key));
    this.clean.set(date, cleaned(files));
    return { Id: `jr_${this.jobs}`, JobRunState: 'SUCCEEDED' };
  }

  private verdict(date: string): object {
    const RuleResults = evaluated(this.clean.get(date) ?? []);
    return { Results: [{ ResultId: date, Score: RuleResults.filter(({ Result }) => Result === 'PASS').length / RuleResults.length, RuleResults }] };
  }

  private query(sql: string, date: string): simulation.ServiceResponse {
    const reads = sql.startsWith('SELECT');
    if (!reads && this.failLoads-- > 0) return ServiceResponse.fail('Athena.QueryFailed', 'Query exhausted resources at this scale factor');
    if (!reads) this.loaded.set(date, this.clean.get(date) ?? []);
    this.asked = { date, reads };
    return ServiceResponse.succeed({ QueryExecution: { QueryExecutionId: `q-${date}`, StatementType: 'DML' } });
  }

  private page(size: number, from: number): object {
    const sales = this.loaded.get(this.asked.date) ?? [];
    const shops = [...new Set(sales.map(({ shop }) => shop))].sort();
    const rows = [['shop', 'sales', 'revenue'], ...shops.map((shop) => {
      const own = sales.filter((sale) => sale.shop === shop);
      return [shop, String(own.length), (own.reduce((sum, { amount }) => sum + amount, 0) / 100).toFixed(2)];
    })];
    return {
      ...(from + size < rows.length ? { NextToken: String(from + size) } : {}),
      ResultSet: {
        Rows: rows.slice(from, from + size).map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
        ResultSetMetadata: { ColumnInfo: rows[0].map((Name) => ({ Name })) },
      },
    };
  }
}

/** What a run has started, an hour later. */
function started(run: simulation.Run): readonly simulation.Run[] {
  run.childRuns.forEach((child) => child.advance(Duration.hours(1)));
  return run.childRuns;
}

/** The days of the example's data. */
export function readDays(): Day[] {
  return JSON.parse(fs.readFileSync(path.join(DATA, 'sales.json'), 'utf8')) as Day[];
}

function crawler(State: string): simulation.Mock {
  return Mock.returns({ Crawler: { State, LastCrawl: { Status: 'SUCCEEDED' } } });
}

function dateIn(text: string): string {
  return /\d{4}-\d{2}-\d{2}/.exec(text)![0];
}

function nameOf(assembly: Assembly, type: string, inside: string): string {
  return assembly.resources.find((resource) => resource.type === type && resource.constructPath?.endsWith(`${inside}/Resource`))!.name;
}
