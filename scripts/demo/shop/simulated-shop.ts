import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { simulation } from '../../../src';
import { Assembly, readCdkOut } from '../../../src/assembly';
import { constructIdOf } from '../construct-id';
import { createTables, InMemoryTables } from '../dynamodb/in-memory-tables';
import { dynamoDbSdk } from '../dynamodb/sdk';
import { answerFromTables } from '../dynamodb/service';

const { Mock, Simulator, startAsync } = simulation;

/** An order of the example's data, and what must become of it. */
export interface OrderEntry {
  readonly expect: string;
  readonly order: { readonly orderId: string; readonly total: number; readonly items: readonly { sku: string; quantity: number }[] };
}

/** What became of an order. */
export interface OrderOutcome {
  readonly entry: OrderEntry;
  /** The error that the run failed with, or what its output says: `COMPLETED`, `DUPLICATE`. */
  readonly end: string;
  /** Functions and services that were called, by construct id. */
  readonly called: readonly string[];
  readonly cause?: string;
  readonly duration: Duration;
}

/** How long the warehouse takes. */
const TIME_TO_SHIP = Duration.hours(20);

/** The web shop in this process: its workflow on virtual time, its own handlers, its tables in memory. */
export class SimulatedShop {
  private readonly assembly: Assembly;
  private readonly tables = new InMemoryTables();
  private readonly workflow: simulation.SimulatedWorkflow;
  private deliveries = 0;

  /** @param cdkOut the example's cloud assembly */
  constructor(cdkOut: string) {
    this.assembly = readCdkOut(cdkOut);
    createTables(this.tables, this.assembly);
    const simulator = Simulator.fromAssembly(cdkOut)
      .mockService('lambda', 'invoke', Mock.runsHandler({ modules: { '@aws-sdk/client-dynamodb': dynamoDbSdk(this.tables) } }))
      .mockService('sqs', 'sendMessage', Mock.takes(TIME_TO_SHIP, Mock.returns({ shipped: true })))
      .mockService('sns', 'publish', Mock.returns({ MessageId: 'told' }))
      .mockService('events', 'putEvents', Mock.returns({ Entries: [{ EventId: 'sent' }], FailedEntryCount: 0 }));
    answerFromTables(simulator, this.tables);
    this.workflow = simulator.workflow();
  }

  /** Fills the shelves. */
  public stock(products: readonly { sku: string; available: number }[]): void {
    for (const { sku, available } of products) {
      this.tables.putItem({ TableName: this.tableName('Inventory'), Item: { sku: { S: sku }, available: { N: String(available) } } });
    }
  }

  /** What is on the shelves now, by sku. */
  public available(): ReadonlyMap<string, number> {
    const shelves = this.tables.items(this.tableName('Inventory')).filter(({ available }) => available !== undefined);
    return new Map(shelves.map(({ sku, available }) => [sku.S, Number(available.N)]));
  }

  /** Takes an order through the workflow to its end. */
  public async process(entry: OrderEntry): Promise<OrderOutcome> {
    // each delivery of an event starts an execution of its own, a repeated one too
    const run = await startAsync(this.workflow, { input: entry.order, seed: String(this.deliveries++), recordHistory: false });
    return {
      entry,
      end: run.errorName ?? run.output?.status ?? run.status,
      called: run.calls.map(({ request }) => constructIdOf(request.FunctionName ?? request.TableName ?? request.QueueUrl ?? request.TopicArn ?? '', this.assembly)),
      cause: run.cause,
      duration: run.duration,
    };
  }

  private tableName(id: string): string {
    return this.assembly.resource(`Orders/${id}`).name;
  }
}

/** A file of the examples' data, by its name. */
export function readData<T>(name: string): T {
  return JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'examples', 'data', `${name}.json`), 'utf8')) as T;
}

