import { Duration } from 'aws-cdk-lib';
import { RunStatus } from './run-status';
import { traceOf } from './trace';
import type { Engine } from '../engine/engine';
import type { Execution } from '../engine/execution';
import { toHistoryEvent } from '../engine/history';
import { stringify } from '../engine/payload';
import type { TokenHolder } from '../engine/tokens';
import { parseJson } from '../json-text';
import { requestOf } from '../mocks/request';
import type { ServiceRequest } from '../service-request';
import type { Call } from '../tasks/call';

/**
 * One execution of a workflow, on virtual time.
 */
export class Run {
  /** @internal */
  public static _of(engine: Engine, execution: Execution, calls: readonly Call[]): Run {
    return new Run(engine, execution, calls);
  }

  private promises = false;

  private constructor(private readonly engine: Engine, private readonly execution: Execution, private readonly allCalls: readonly Call[]) {}

  /** Where the run stands. */
  public get status(): RunStatus {
    return this.execution.status as RunStatus;
  }

  /** The execution's name. */
  public get name(): string {
    return this.execution.name;
  }

  /** The execution's ARN. */
  public get executionArn(): string {
    return this.execution.arn;
  }

  /** ARN of the state machine. */
  public get stateMachineArn(): string {
    return this.execution.machine.arn;
  }

  /** The input. JSON nulls in it are lost outside of TypeScript: see `inputJson`. */
  public get input(): any {
    return this.execution.input;
  }

  /** The input, as JSON text. */
  public get inputJson(): string {
    return stringify(this.execution.input);
  }

  /** The output, once the run has succeeded. JSON nulls in it are lost outside of TypeScript: see `outputJson`. */
  public get output(): any {
    return this.execution.output;
  }

  /** The output as JSON text, once the run has succeeded. */
  public get outputJson(): string | undefined {
    return this.execution.output === undefined ? undefined : stringify(this.execution.output);
  }

  /** Name of the error that the run ended with. */
  public get errorName(): string | undefined {
    return this.execution.error;
  }

  /** Why the run ended with an error. */
  public get cause(): string | undefined {
    return this.execution.cause;
  }

  /** Names of the states in the order in which they were entered, those of branches and iterations among them. */
  public get path(): string[] {
    return [...this.execution.path];
  }

  /** The history in the shape of GetExecutionHistory. */
  public get history(): { [key: string]: any }[] {
    return this.execution.events.map(toHistoryEvent);
  }

  /** The virtual time from the start until the end, or until now. */
  public get duration(): Duration {
    return Duration.millis((this.execution.stoppedAt ?? this.engine.clock.now) - this.execution.startedAt);
  }

  /** State transitions: what AWS charges a Standard workflow by. Retries count, and so does the start. */
  public get transitions(): number {
    return this.execution.transitions;
  }

  /** The calls that were made, nested and child executions' left out, with what was sent. */
  public get calls(): ServiceRequest[] {
    return this.allCalls.filter((call) => call.executionArn === this.execution.arn).map(requestOf);
  }

  /** Task tokens that wait for somebody to answer, oldest first. */
  public get pendingTokens(): string[] {
    return [...this.engine.tokens.pending];
  }

  /** Executions that this one started: nested workflows, and children of Distributed Maps. */
  public get childRuns(): Run[] {
    return this.engine.executions.filter(({ parent }) => parent === this.execution)
      .map(({ execution }) => new Run(this.engine, execution, this.allCalls));
  }

  /**
   * How often a state was entered.
   *
   * @param stateName name of the state
   */
  public visits(stateName: string): number {
    return this.execution.visits.get(stateName) ?? 0;
  }

  /**
   * Answers a task token: the task succeeds.
   *
   * @param token  one of `pendingTokens`
   * @param output the task's output, any JSON value
   * @throws if no task waits for the token
   */
  public sendTaskSuccess(token: string, output?: any): void {
    this.sendTaskSuccessJson(token, JSON.stringify(output ?? null));
  }

  /**
   * Answers a task token: the task succeeds.
   *
   * @param token      one of `pendingTokens`
   * @param outputJson the task's output as JSON text
   * @throws if no task waits for the token, or if the text is not JSON
   */
  public sendTaskSuccessJson(token: string, outputJson: string): void {
    const output = parseJson(outputJson, 'outputJson');
    this.holder(token).succeed(output);
    this._proceed();
  }

  /**
   * Answers a task token: the task fails.
   *
   * @param token     one of `pendingTokens`
   * @param errorName name of the error, as `Retry` and `Catch` see it
   * @param cause     text of the cause
   * @throws if no task waits for the token
   */
  public sendTaskFailure(token: string, errorName?: string, cause?: string): void {
    this.holder(token).fail(errorName, cause);
    this._proceed();
  }

  /**
   * Tells that somebody is still at work on a task: its heartbeat timeout starts anew.
   *
   * @param token one of `pendingTokens`
   * @throws if no task waits for the token
   */
  public sendTaskHeartbeat(token: string): void {
    this.holder(token).heartbeat();
  }

  /**
   * Lets virtual time pass while the run waits for somebody.
   *
   * @param time how much
   */
  public advance(time: Duration): void {
    this.engine.drain(this.execution, this.engine.clock.now + time.toMilliseconds());
    this._proceed();
  }

  /**
   * Stops the run, as StopExecution does. Nothing happens when it has ended.
   *
   * @param errorName name of an error to note
   * @param cause     text of a cause to note
   */
  public stop(errorName?: string, cause?: string): void {
    this.execution.stop(errorName, cause);
    this._proceed();
  }

  /**
   * Takes the run up again where it failed, timed out or was stopped, as RedriveExecution does: states that succeeded are not run again.
   *
   * @throws if the run has succeeded or is running, ended more than 14 days ago or has 24,999 events, or if its workflow is Express
   */
  public redrive(): void {
    const { status, machine } = this.execution;
    if (machine.type === 'EXPRESS') throw new Error(`'${machine.name}' is an Express workflow; only executions of Standard workflows can be redriven`);
    if (status === 'RUNNING' || status === 'SUCCEEDED') {
      throw new Error(`the execution '${this.name}' of '${machine.name}' is ${status}; redrive one that has failed, timed out or was stopped`);
    }
    const refused = this.execution.redriveRefusal;
    if (refused !== undefined) throw new Error(`the execution '${this.name}' of '${machine.name}' ${refused}; start a new one`);
    this.execution.redrive();
    this._proceed();
  }

  /** A trace that a person can read: the states with their inputs and outputs, the calls, the errors. */
  public toString(): string {
    return traceOf(this.execution);
  }

  /**
   * Runs on until the end, or until somebody is awaited.
   *
   * @internal
   */
  public _proceed(): void {
    this.engine.drain(this.execution);
    if (this.engine.holds > 0 && !this.promises) {
      throw new Error(`a handler of '${this.execution.machine.name}' answers with a promise; start the workflow with startAsync`);
    }
  }

  /**
   * Runs on as `advance` does, waiting for handlers that answer with promises; from now on those may be open between two calls.
   *
   * @internal
   */
  public async _settle(time?: Duration): Promise<void> {
    this.promises = true;
    const steps = time === undefined ? [undefined] : [this.engine.clock.now + time.toMilliseconds(), undefined];
    for (const until of steps) {
      for (;;) {
        this.engine.drain(this.execution, until);
        if (this.engine.holds === 0 || this.execution.status !== 'RUNNING') break;
        await this.engine.released();
      }
    }
  }

  private holder(token: string): TokenHolder {
    const holder = this.engine.tokens.holder(token);
    if (!holder) {
      const pending = this.pendingTokens;
      throw new Error(`no task waits for the token '${token}'; ${pending.length > 0 ? `pending are ${pending.map((each) => `'${each}'`).join(', ')}` : 'no token is pending'}`);
    }
    return holder;
  }
}

