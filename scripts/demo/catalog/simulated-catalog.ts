import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { s3Sdk } from './s3-sdk';
import { simulation } from '../../../src';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const makeCatalog = require('../../../examples/data/make-catalog.js') as { write(folder: string): void; register(folder: string): void };
const { Mock, Simulator, startAsync } = simulation;

/** What a map says of its run. */
export interface MapSummary {
  readonly items: { readonly total: number; readonly succeeded: number; readonly failed: number };
  readonly executions: { readonly total: number; readonly failed: number };
  readonly manifest: string;
  readonly failedItems: readonly string[];
}

/** How a run ended, and how long it took here. */
export interface MapOutcome {
  readonly summary: MapSummary;
  readonly error?: string;
  readonly seconds: number;
}

/** The catalog app in this process: its workflows on virtual time, its own handlers, its buckets as folders on disk. */
export class SimulatedCatalog {
  /** Where its files are, until it is closed. */
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'catalog-import-'));
  private readonly simulator: simulation.Simulator;
  private runs = 0;

  /** @param cdkOut the example's cloud assembly */
  constructor(cdkOut: string) {
    makeCatalog.write(this.deliveries);
    this.simulator = Simulator.fromAssembly(cdkOut)
      .mockService('lambda', 'invoke', Mock.runsHandler({ modules: { '@aws-sdk/client-s3': s3Sdk(this.deliveries) } }))
      .mockService('sns', 'publish', Mock.returns({ MessageId: 'told' }));
    this.simulator.bucket('Catalog/Deliveries').useFolder(this.deliveries);
    this.simulator.bucket('Catalog/Results').useFolder(this.results);
  }

  /** Runs a map. */
  public async run(map: 'Prices' | 'Sheets', input: object): Promise<MapOutcome> {
    const begin = performance.now();
    const run = await startAsync(this.simulator.workflow(`Catalog/${map}/Workflow/StateMachine`), { input, seed: `${map} ${this.runs++}`, recordHistory: false });
    const summary: MapSummary = run.output?.[map] ?? { items: { total: 0, succeeded: 0, failed: 0 }, executions: { total: 0, failed: 0 }, manifest: '', failedItems: [] };
    return { summary, error: run.errorName && `${run.errorName}: ${run.cause}`, seconds: (performance.now() - begin) / 1000 };
  }

  /** The event of a price list that has arrived. */
  public arrival(): object {
    return { detail: { object: { key: `prices/${fs.readdirSync(path.join(this.deliveries, 'prices'))[0]}` } } };
  }

  /** Registers the supplier whose rows fail. */
  public register(): void {
    makeCatalog.register(this.deliveries);
  }

  /** The values of the files of one kind that a run's manifest lists, one JSON value a line. */
  public written(manifest: string, kind: 'SUCCEEDED' | 'FAILED'): any[] {
    const { ResultFiles } = JSON.parse(this.result(manifest)) as { ResultFiles: { [kind: string]: readonly { Key: string }[] } };
    return ResultFiles[kind].flatMap(({ Key }) => {
      const text = this.result(Key);
      return Key.endsWith('.jsonl') ? text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown) : JSON.parse(text) as unknown[];
    });
  }

  /** Removes what was written to disk. */
  public close(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private get deliveries(): string {
    return path.join(this.folder, 'deliveries');
  }

  private get results(): string {
    return path.join(this.folder, 'results');
  }

  private result(key: string): string {
    return fs.readFileSync(path.join(this.results, key), 'utf8');
  }
}
