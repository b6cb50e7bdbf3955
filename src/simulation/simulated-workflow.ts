import { didYouMean, Json, walkStates } from '../asl';
import { Engine } from './engine/engine';
import type { Execution } from './engine/execution';
import { isExecutionName } from './engine/execution-name';
import { byteLength, exceedsPayloadLimit, PAYLOAD_LIMIT } from './engine/payload';
import { parseJson } from './json-text';
import { Mock } from './mocks/mock';
import { Run } from './run/run';
import { START_DEFAULTS, StartOptions } from './run/start-options';
import type { SimulatedMachine } from './simulated-machine';
import type { SimulatedWorld } from './simulated-world';
import type { Call } from './tasks/call';

/**
 * One state machine of a simulator: mocks are set on it, and it is started.
 */
export class SimulatedWorkflow {
  /** @internal */
  public static _of(machine: SimulatedMachine, world: SimulatedWorld): SimulatedWorkflow {
    return new SimulatedWorkflow(machine, world);
  }

  /** whether each state is one that calls something, by name */
  private states: ReadonlyMap<string, boolean> | undefined;

  private constructor(private readonly machine: SimulatedMachine, private readonly world: SimulatedWorld) {}

  /** ARN of the state machine. */
  public get stateMachineArn(): string {
    return this.machine.arn;
  }

  /** Name of the state machine. */
  public get stateMachineName(): string {
    return this.machine.name;
  }

  /**
   * Says what the calls of one state answer.
   *
   * @param stateName name of a Task state, wherever in the definition it is
   * @param mock      what its calls answer
   * @throws if the workflow has no such state, or if the state calls nothing
   * @returns the workflow, for the next mock
   */
  public mock(stateName: string, mock: Mock): SimulatedWorkflow {
    this.states ??= statesOf(this.machine);
    if (!this.states.has(stateName)) {
      throw new Error(`'${this.machine.logicalId}' has no state '${stateName}'${didYouMean(stateName, this.states.keys(), { listNames: true })}`);
    }
    if (!this.states.get(stateName)) {
      const tasks = [...this.states].filter(([, calls]) => calls).map(([name]) => `'${name}'`);
      throw new Error(`'${this.machine.logicalId}': the state '${stateName}' calls nothing, so there is nothing to mock; `
        + (tasks.length > 0 ? `states that call something are ${tasks.join(', ')}` : 'no state of it calls anything'));
    }
    this.world.book.forState(this.machine.arn, this.machine.logicalId, stateName, mock);
    return this;
  }

  /**
   * Says what the calls of several states answer.
   *
   * @param mocks the mocks by state name, such as those of `Mock.fromMockConfigFile`
   * @throws if the workflow lacks one of the states
   * @returns the workflow, for the next mock
   */
  public mockAll(mocks: { [stateName: string]: Mock }): SimulatedWorkflow {
    for (const [stateName, mock] of Object.entries(mocks)) this.mock(stateName, mock);
    return this;
  }

  /**
   * Starts the workflow: it runs on virtual time until it ends or waits for somebody.
   *
   * @throws if the input is not JSON or over 262,144 bytes, if the name is none that an execution may have, or if a handler answers with a promise
   */
  public start(options: StartOptions = {}): Run {
    const { engine, execution, run } = this._begin(options);
    engine.drain(execution);
    run._proceed();
    return run;
  }

  /**
   * Starts the workflow without letting time pass.
   *
   * @internal
   */
  public _begin(options: StartOptions): { engine: Engine; execution: Execution; run: Run } {
    const input: Json = options.inputJson !== undefined ? parseJson(options.inputJson, 'inputJson')
      : options.input === undefined ? {} : JSON.parse(JSON.stringify(options.input)) as Json;
    if (exceedsPayloadLimit(input)) {
      throw new Error(`input: got ${byteLength(input)} bytes of JSON; an execution takes at most ${PAYLOAD_LIMIT}, so put what is larger into a bucket and pass on its key`);
    }
    if (options.name !== undefined && !isExecutionName(options.name)) {
      throw new Error(`name: got '${options.name}'; give 1 to 80 characters without spaces, brackets, wildcards and special characters`);
    }
    const startTime = options.startTime ?? START_DEFAULTS.startTime;
    const start = Date.parse(startTime);
    if (Number.isNaN(start)) throw new Error(`startTime: got '${startTime}'; give a time in ISO 8601, such as ${START_DEFAULTS.startTime}`);
    const calls: Call[] = [];
    const recording = options.recordHistory ?? true;
    const engine = new Engine({
      start,
      seed: options.seed ?? START_DEFAULTS.seed,
      machines: this.world.machines,
      desk: this.world.book.desk(calls),
      mapRunner: this.world.mapRunner,
      storage: this.world.storage(),
      recording,
      tracing: recording,
    });
    const execution = engine.create(this.machine, { name: options.name, input });
    const run = Run._of(engine, execution, calls);
    execution.begin();
    return { engine, execution, run };
  }
}

function statesOf(machine: SimulatedMachine): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  walkStates(machine.definition, (state) => { names.set(state.name, 'resource' in state); });
  return names;
}
