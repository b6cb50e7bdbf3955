import { Duration } from 'aws-cdk-lib';
import { SimulatedPartners } from './partners';
import { simulation } from '../../../src';
import { Assembly, readCdkOut } from '../../../src/assembly';
import { constructIdOf } from '../construct-id';
import { createTables, InMemoryTables } from '../dynamodb/in-memory-tables';
import { answerFromTables } from '../dynamodb/service';

const { Mock, Simulator, startAsync } = simulation;

/** A request of the example's data, and what must become of it. */
export interface TripEntry {
  readonly expect: string;
  /** Time of the day. */
  readonly at: string;
  readonly request: { readonly [field: string]: any };
}

/** What became of a request. */
export interface TripOutcome {
  readonly entry: TripEntry;
  readonly status: string;
  /** Calls that failed or that something stood in for: `Flights: CALL after CircuitBreaker.Open`. */
  readonly notes: readonly string[];
  /** Hosts and functions that were called. */
  readonly called: readonly string[];
  /** Keys that functions got, by function. */
  readonly keys: readonly string[];
  readonly duration: Duration;
}

const DAY = '2026-11-24';

/** The agency in this process: its workflows on virtual time, its own handlers, one table for all, the partners' APIs. */
export class SimulatedAgency {
  private readonly assembly: Assembly;
  private readonly partners = new SimulatedPartners();
  private readonly simulator: simulation.Simulator;
  private runs = 0;

  /** @param cdkOut the example's cloud assembly */
  constructor(cdkOut: string) {
    this.assembly = readCdkOut(cdkOut);
    const tables = new InMemoryTables();
    createTables(tables, this.assembly);
    this.simulator = Simulator.fromAssembly(cdkOut)
      .mockService('lambda', 'invoke', Mock.runsHandler())
      .mockService('http', 'invoke', Mock.handler(this.partners));
    answerFromTables(this.simulator, tables);
  }

  /** Answers a request with the workflow of an orchestration. */
  public async answer(orchestration: 'Search' | 'Booking', entry: TripEntry): Promise<TripOutcome> {
    this.partners.asked = entry.request;
    const workflow = this.simulator.workflow(orchestration);
    if (orchestration === 'Search') {
      const north = Mock.handler(this.partners);
      workflow.mock('North', entry.request.cars === 'slow' ? Mock.takes(Duration.seconds(4), north) : north);
    }
    const run = await startAsync(workflow, { input: entry.request, seed: String(this.runs++), startTime: `${DAY}T${entry.at}.000Z` });
    const { status = run.errorName, failures = [], fallbacks = [] } = run.output ?? {};
    const invoked = [...run.calls, ...run.childRuns.flatMap((child) => child.calls)].filter(({ service }) => service === 'lambda');
    const nameOf = ({ request }: simulation.ServiceRequest) => constructIdOf(request.FunctionName, this.assembly);
    return {
      entry,
      status,
      notes: [
        ...failures.map(({ call, error }: any) => `${call}: ${error}`),
        ...fallbacks.map(({ call, source, error }: any) => `${call}: ${source} after ${error}`),
      ],
      called: [...this.partners.called(), ...invoked.map(nameOf)],
      keys: invoked.filter(({ request }) => request.Payload.key).map((call) => `${nameOf(call)} ${call.request.Payload.key}`),
      duration: run.duration,
    };
  }
}
