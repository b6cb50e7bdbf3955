import { CallGuards } from './call-guards';
import { FirstSuccess, FirstSuccessOptions } from './first-success';
import { ForEach, ForEachOptions } from './for-each';
import { GuardedCall } from './guarded-call';
import { Step } from '../../workflow/step';

/**
 * Calls of services, as steps of a `ServiceOrchestration`.
 *
 * Any `Step` is a call: `Step.callHttp` through an EventBridge connection, `Step.invoke`, `Step.callWorkflow`, `Step.runTask`, `Step.callService`.
 * These factories make more of them.
 */
export class ServiceCall {
  /**
   * A call with guards around it. It keeps the name of its step; where something stood in for it, `NAME fallback` beside its result says what.
   * A call that fails does so with its own error, or with one of `ServiceErrors`.
   */
  public static guard(call: Step, guards: CallGuards): Step {
    return new GuardedCall(call, guards);
  }

  /**
   * The first good answer of several calls, under `name`; `NAME from` beside it is the name of the call that gave it.
   *
   * The calls run beside each other. When one has an answer, Step Functions stops the others: it no longer waits for them, but what was sent is sent, and
   * the service may do it. So race calls that only read, or that bear to be made in vain. A bulkhead belongs around the race (`guard` takes one), as a call
   * that is stopped gives no permit back; a circuit's probe that is stopped stays undecided until its lease ends.
   *
   * An answer of more than about 32,000 characters does not stop the others: it is taken when they are over. When no call answers, the error is
   * `FirstSuccess.NoAnswer`, and its cause has all of theirs. To try one after the other instead, give a call a `Fallback.toCall`.
   *
   * @param name name of the race, and of its result
   * @param calls at least two
   */
  public static firstSuccess(name: string, calls: Step[], options: FirstSuccessOptions = {}): Step {
    return new FirstSuccess(name, calls, options);
  }

  /**
   * A call for each item of a list, at the same time, gathered in a list in the order of the items under `name`.
   *
   * @param name name of the fan-out, and of its result
   */
  public static forEach(name: string, call: Step, options: ForEachOptions): Step {
    return new ForEach(name, call, options);
  }

  private constructor() {}
}
