import { Aws, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { checkSeconds } from '../retry-options';
import { RetryPolicy } from '../retry-policy';
import { WaitFor } from '../wait-for';
import { AslState } from './asl-state';
import { BranchWork } from './branch-work';
import { Json, JsonObject } from './json';
import { expression } from './jsonata';
import { MAX_TIMEOUT_SECONDS, STEP_DEFAULTS } from './step-defaults';
import { Rendered, RenderOptions } from './step-work';
import { PropName } from './work-base';

/** A call that a polled job takes. */
export interface PollCall {
  /** Resource without partition (`aws-sdk:glue:startCrawler`). */
  readonly resource: string;
  readonly arguments: JsonObject;
  /** Members of the branch's object that the answer gives, as JSONata. */
  readonly keeps: { readonly [member: string]: string };
}

const POLL = {
  /** Seconds before the first look. */
  firstDelay: 5,
  /** Seconds between two looks at most, for jobs of up to 500 times that. */
  longestDelay: 60,
  /** Looks that a job may take at most: nine events each stay well below the 25,000 of a history. */
  looks: 1000,
};

/** A job that Step Functions cannot wait for by itself: started, then looked at with growing pauses until it is over. */
export abstract class PollWork extends BranchWork {
  /** Error with which the start says that the job runs already, where the service knows that. */
  protected readonly runsAlready?: string;
  /** JSONata condition over the branch's object: the job is over and well. */
  protected abstract readonly done: string;
  /** JSONata condition over the branch's object, asked after `done`: the job is over and failed. */
  protected abstract readonly failed: string;
  /** Name and JSONata of the cause of a failure. */
  protected abstract readonly failure: { readonly error: string; readonly cause: string };
  /** Error when the job lasts longer than `timeout`. */
  protected abstract readonly timedOut: string;
  /** JSONata of the result, over the branch's object. */
  protected abstract readonly jobResult: string;

  public get stateNames(): readonly string[] {
    if (this.wait === WaitFor.RESPONSE) return [this.name];
    return [this.name, ...['start', 'wait', 'look', 'over?', 'failed', 'too long', 'done'].map((part) => this.stateName(part))];
  }

  public render(scope: Construct, options: RenderOptions): Rendered {
    if (this.wait !== WaitFor.RESPONSE) return super.render(scope, options);
    const start = this.start();
    const state = new AslState(scope, this.name, this.task(start, this.output(`{${members(start.keeps)}}`, options),
      this.props.retry ?? options.retry));
    return state.catchAll(options.failures);
  }

  protected branch(scope: Construct): sfn.IChainable {
    const [start, look] = [this.start(), this.look()];
    const begin = `'delay': ${POLL.firstDelay}, 'until': $millis() + ${this.seconds() * 1000}`;
    const again = `'until': $states.input.until, 'delay': $min([$states.input.delay * 2, ${this.longestDelay()}])`;
    const kept = Object.keys(start.keeps).map((member) => `'${member}': $states.input.${member}`);

    const started = new AslState(scope, this.stateName('start'), this.task(start, expression(`{${[begin, members(start.keeps)].filter(Boolean).join(', ')}}`)));
    const waits = new AslState(scope, this.stateName('wait'), { Type: 'Wait', Seconds: expression('$states.input.delay') });
    const looked = new AslState(scope, this.stateName('look'), this.task(look, expression(`{${[again, ...kept, members(look.keeps)].join(', ')}}`)));
    const over = new AslState(scope, this.stateName('over?'), { Type: 'Choice' });
    const { error, cause } = this.failure;
    const done = new AslState(scope, this.stateName('done'), { Type: 'Pass', Output: expression(this.jobResult) });
    const failed = new AslState(scope, this.stateName('failed'), { Type: 'Fail', Error: error, Cause: expression(cause) });
    const tooLong = new AslState(scope, this.stateName('too long'), {
      Type: 'Fail', Error: this.timedOut, Cause: `step '${this.name}' was not over after ${this.seconds()} seconds`,
    });
    if (this.runsAlready) started.catchTo(waits, [this.runsAlready], expression(`{${begin}}`));
    over.when(expression(this.done), done).when(expression(this.failed), failed)
      .when(expression('$millis() > $states.input.until'), tooLong).otherwise(waits);
    waits.next(looked);
    looked.next(over);
    return sfn.Chain.custom(started, [done], started.next(waits));
  }

  protected check(checks: PropChecks, prop: PropName): void {
    const { timeout, heartbeat } = this.props;
    if (timeout) checkSeconds(checks, prop('timeout'), timeout, 1, MAX_TIMEOUT_SECONDS);
    checks.check(heartbeat === undefined, prop('heartbeat'), heartbeat, 'only a step with WaitFor.CALLBACK has a heartbeat');
    checks.check(this.props.arguments === undefined || typeof this.props.arguments === 'object', prop('arguments'), this.props.arguments,
      'give an object with fields of the request');
  }

  /** Starts the job. */
  protected abstract start(): PollCall;

  /** Looks at the job. */
  protected abstract look(): PollCall;

  /** A Task state that makes a call, retried when it is throttled. */
  protected task(call: PollCall, output: string, retry = RetryPolicy.transientErrors()): JsonObject {
    const retriers = retry._render(this.transientErrors);
    return {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::${call.resource}`,
      Arguments: call.arguments,
      TimeoutSeconds: STEP_DEFAULTS.responseTimeout.toSeconds(),
      ...(retriers.length > 0 ? { Retry: retriers as unknown as Json } : {}),
      Output: output,
    };
  }

  private seconds(): number {
    const limit: Duration = this.props.timeout ?? STEP_DEFAULTS.jobTimeout;
    return limit.toSeconds({ integral: false });
  }

  private longestDelay(): number {
    return Math.max(POLL.longestDelay, Math.ceil(this.seconds() / POLL.looks));
  }
}

function members(keeps: PollCall['keeps']): string {
  return Object.entries(keeps).map(([name, text]) => `'${name}': ${text}`).join(', ');
}
