import type { Answer, Call } from './call';
import type { TaskEvent, TaskLimits, TaskTarget } from './task-kind';
import type { Json } from '../../asl';
import type { Timer } from '../engine/clock';
import { ErrorName, RuntimeFailure, StateFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';
import { exceedsPayloadLimit } from '../engine/payload';
import type { TokenHolder } from '../engine/tokens';

/** One attempt of a Task state: its events, its call, its limits, and its answer. */
export class TaskRun {
  private timeout: Timer | undefined;
  private heartbeats: Timer | undefined;
  private work: Timer | undefined;
  private stop: (() => void) | undefined;
  private token: string | undefined;
  private submittedYet = false;
  private over = false;

  constructor(private readonly frame: Frame, private readonly target: TaskTarget, private readonly request: Json,
    private readonly limits: TaskLimits, private readonly credentials: { readonly RoleArn?: string } | undefined,
    private readonly finish: (result: Json) => boolean) {}

  /** Makes the call. @returns as `CompiledState.execute` does */
  public start(): boolean {
    const { frame, target } = this;
    const { execution } = frame;
    const { desk } = execution.engine;
    const call = this.call();
    const responder = desk.find(call);
    if (!responder && target.service === 'activity' && !desk.hasActivity(target.resource)) {
      throw new RuntimeFailure(`The activity ${target.resource} does not exist.`);
    }
    const region = execution.machine.arn.split(':')[3] ?? '';
    const roleArn = this.credentials?.RoleArn;
    this.write(target.events.scheduled(this.request, this.limits, roleArn === undefined ? undefined : { roleArn }, region));
    this.write(target.events.started());
    desk.note(call);
    frame.cancel = () => this.abandon();
    const denied = desk.denied(call);
    if (denied !== undefined) return this.fail(ErrorName.PERMISSIONS, denied);
    this.guard();
    if (target.pattern === 'WAIT_FOR_TASK_TOKEN' || target.pattern === 'RUN_JOB') {
      this.token = frame.taskToken;
      execution.engine.tokens.register(this.token, this.holder());
    }
    if (responder) return this.take(responder.answer(call));
    const simulated = target.simulate?.(this, this.request, frame);
    if (simulated !== undefined) return simulated;
    if (target.worker) {
      this.submit({});
      return this.awaitAnswer();
    }
    throw new StateFailure({ error: ErrorName.RUNTIME, cause: desk.unanswered(call), terminal: true });
  }

  /** Takes what was answered. @returns as `CompiledState.execute` does */
  public take(answer: Answer): boolean {
    return TAKE[answer.kind](this, answer as never);
  }

  /** Whether the service answers twice: when it takes the call, and when the work is done. */
  public get answersTwice(): boolean {
    return this.target.pattern !== 'REQUEST_RESPONSE';
  }

  /** Tells that the service has taken the call, where the pattern waits for more than that. */
  public submit(response: Json): void {
    if (this.submittedYet) return;
    this.submittedYet = true;
    const event = this.target.events.submitted(response);
    if (event) this.write(event);
  }

  /** Somebody outside the run is to answer the token. */
  public awaitAnswer(): boolean {
    const { tokens } = this.frame.execution.engine;
    // the call may have answered its own token
    if (this.token !== undefined && tokens.holder(this.token)) tokens.awaitAnswer(this.token);
    return false;
  }

  public onAbort(action: () => void): void {
    this.stop = action;
  }

  /** Does something that ends or continues the task at a later time. */
  public later(action: () => boolean): void {
    if (this.over) return;
    this.frame.resume(() => {
      const finished = action();
      if (!finished && !this.over) this.frame.cancel = () => this.abandon();
      return finished;
    });
  }

  /** Lets time pass before the answer, with heartbeats on the way where the answer sends them. */
  public delay(milliseconds: number, answer: Answer, heartbeatEvery: number | undefined): boolean {
    const { clock } = this.frame.execution;
    const end = clock.now + milliseconds;
    const beat = (): void => {
      const rest = end - clock.now;
      if (heartbeatEvery !== undefined && heartbeatEvery < rest) {
        this.work = clock.after(heartbeatEvery, () => {
          this.heartbeat();
          beat();
        });
      } else {
        this.work = clock.after(rest, () => this.later(() => this.take(answer)));
      }
    };
    beat();
    return false;
  }

  /** Waits for a promise: virtual time stands still. */
  public hold(whenSettled: (use: (answer: Answer) => void) => void): boolean {
    const { engine } = this.frame.execution;
    engine.holds++;
    whenSettled((answer) => {
      engine.clock.after(0, () => this.later(() => this.take(answer)));
      engine.release();
    });
    return false;
  }

  public succeed(answered: Json): boolean {
    const output = this.target.shape(answered);
    if (exceedsPayloadLimit(output)) {
      return this.fail(ErrorName.DATA_LIMIT_EXCEEDED,
        `The state/task '${this.target.title}' returned a result with a size exceeding the maximum number of bytes service limit.`);
    }
    this.cancel();
    this.write(this.target.events.succeeded(output));
    return this.finish(output);
  }

  public fail(error: string | undefined, cause: string | undefined): never {
    this.cancel();
    this.write(this.target.events.failed(error, cause));
    throw new StateFailure({ error, cause, fromTask: true });
  }

  public heartbeat(): void {
    if (this.over || this.limits.heartbeat === undefined) return;
    this.frame.execution.clock.cancel(this.heartbeats);
    this.watchHeartbeats(this.limits.heartbeat);
  }

  /** The task as its token's holder: answers come from anywhere, and take effect in their turn. */
  private holder(): TokenHolder {
    const { execution, state } = this.frame;
    const inTurn = (action: () => boolean): void => {
      execution.engine.tokens.forget(this.token!);
      execution.clock.after(0, () => this.later(action));
    };
    return {
      state: state.name,
      executionArn: execution.arn,
      succeed: (output) => inTurn(() => this.succeed(output)),
      fail: (error, cause) => inTurn(() => this.fail(error, cause)),
      heartbeat: () => this.heartbeat(),
    };
  }

  private call(): Call {
    const { frame, target } = this;
    const { execution } = frame;
    return {
      state: frame.state.name,
      resource: target.resource,
      service: target.service,
      action: target.action,
      pattern: target.pattern,
      request: this.request,
      roleArn: this.credentials?.RoleArn ?? execution.machine.roleArn,
      machineArn: execution.machine.arn,
      machineName: execution.machine.name,
      executionArn: execution.arn,
      executionName: execution.name,
      retryCount: frame.retryCount,
      taskToken: target.pattern === 'WAIT_FOR_TASK_TOKEN' ? frame.taskToken : undefined,
      at: execution.clock.now,
      run: execution.engine,
    };
  }

  private write(event: TaskEvent): void {
    this.frame.lastEvent = this.frame.execution.record(event.type, this.frame.lastEvent, event.details);
  }

  private guard(): void {
    const { timeout, heartbeat } = this.limits;
    if (timeout !== undefined) {
      this.timeout = this.frame.execution.clock.after(timeout * 1000, () => this.later(() => this.timeOut(false)), true);
    }
    if (heartbeat !== undefined) this.watchHeartbeats(heartbeat);
  }

  private watchHeartbeats(seconds: number): void {
    this.heartbeats = this.frame.execution.clock.after(seconds * 1000, () => this.later(() => this.timeOut(true)), true);
  }

  private timeOut(heartbeat: boolean): never {
    this.abandon();
    this.write(this.target.events.timedOut(ErrorName.TIMEOUT, undefined));
    throw new StateFailure({ error: ErrorName.TIMEOUT, cause: undefined, fromTask: true, heartbeat });
  }

  private abandon(): void {
    const { stop } = this;
    this.cancel();
    stop?.();
  }

  private cancel(): void {
    this.over = true;
    const { clock, engine } = this.frame.execution;
    clock.cancel(this.timeout);
    clock.cancel(this.heartbeats);
    clock.cancel(this.work);
    if (this.token !== undefined) engine.tokens.forget(this.token);
    this.stop = undefined;
  }
}

/** What each kind of answer does. */
const TAKE: { readonly [kind in Answer['kind']]: (run: TaskRun, answer: Extract<Answer, { kind: kind }>) => boolean } = {
  output: (run, { output, submitted }) => {
    if (run.answersTwice) run.submit(submitted ?? {});
    return run.succeed(output);
  },
  failure: (run, { error, cause, submitted }) => {
    if (submitted !== undefined) run.submit(submitted);
    return run.fail(error, cause);
  },
  never: (run, { submitted }) => {
    run.submit(submitted ?? {});
    return false;
  },
  awaited: (run, { submitted }) => {
    run.submit(submitted ?? {});
    return run.awaitAnswer();
  },
  delayed: (run, { milliseconds, heartbeatEvery, answer }) => {
    const taken = responseTo(answer);
    if (taken !== undefined) run.submit(taken);
    return run.delay(milliseconds, answer, heartbeatEvery);
  },
  promised: (run, { whenSettled }) => run.hold(whenSettled),
};

/** What the service says when it takes the call, where it takes it at all. */
function responseTo(answer: Answer): Json | undefined {
  if (answer.kind === 'delayed') return responseTo(answer.answer);
  if (answer.kind === 'promised') return undefined;
  return answer.kind === 'failure' ? answer.submitted : answer.submitted ?? {};
}
