import { Duration } from 'aws-cdk-lib';
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from './approval-limits';
import { checkApprovals, checkApprovers } from './approver-list';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';

/** How an escalation asks. */
export interface EscalationOptions {
  /**
   * How many of the new approvers have to approve.
   *
   * @default 1
   */
  readonly approvals?: number;

  /**
   * How long they have, in whole seconds, at least a minute.
   *
   * @default - as long as those had who were asked before
   */
  readonly timeout?: Duration;

  /**
   * What happens when that time is over too.
   *
   * @default ApprovalTimeout.fail()
   */
  readonly onTimeout?: ApprovalTimeout;
}

/** Others are asked. */
export interface Escalation extends EscalationOptions {
  readonly approvers: readonly string[];
}

/** What happens when nobody has decided in time. */
export class ApprovalTimeout {
  /** The approval fails with the error `Approval.TimedOut`. */
  public static fail(): ApprovalTimeout {
    return new ApprovalTimeout('FAIL');
  }

  /** The request is rejected. */
  public static reject(): ApprovalTimeout {
    return new ApprovalTimeout('REJECT');
  }

  /** The request is approved: silence is consent. */
  public static approve(): ApprovalTimeout {
    return new ApprovalTimeout('APPROVE');
  }

  /**
   * Others are asked in the place of those who did not decide, who may not decide any more. Votes given so far do not count.
   *
   * @param approvers texts, or JSONata expressions in `{% %}`, as in `ApprovalRule`
   */
  public static escalate(approvers: string[], options: EscalationOptions = {}): ApprovalTimeout {
    return new ApprovalTimeout('ESCALATE', { ...options, approvers });
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'FAIL' | 'REJECT' | 'APPROVE' | 'ESCALATE',
    /** @internal */
    public readonly _escalation?: Escalation,
  ) {}

  /** @internal */
  public _check(checks: PropChecks, prop: string): void {
    if (!this._escalation) return;
    const { approvers, approvals, timeout, onTimeout } = this._escalation;
    checkApprovers(approvers, checks, `${prop}.approvers`);
    if (approvals !== undefined) checkApprovals(approvals, approvers, checks, `${prop}.approvals`);
    if (timeout) checkSeconds(checks, `${prop}.timeout`, timeout, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS);
    onTimeout?._check(checks, `${prop}.onTimeout`);
  }
}
