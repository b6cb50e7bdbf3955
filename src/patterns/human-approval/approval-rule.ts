import { Duration } from 'aws-cdk-lib';
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from './approval-limits';
import { ApprovalTimeout } from './approval-timeout';
import { checkApprovals, checkApprovers } from './approver-list';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';

/** What one rejection does to a request that needs several approvals. */
export enum RejectionEffect {
  /** One rejection ends the request. */
  ENDS = 'ENDS',
  /** A rejection is a vote: the request ends as rejected once so many have rejected that the approvals cannot be reached any more. */
  COUNTS = 'COUNTS',
}

/** What a rule can be told. */
export interface ApprovalRuleOptions {
  /**
   * What a rejection does.
   *
   * @default RejectionEffect.ENDS
   */
  readonly rejection?: RejectionEffect;

  /**
   * How long these approvers have, in whole seconds, at least a minute.
   *
   * @default - the `timeout` of the approval
   */
  readonly timeout?: Duration;

  /**
   * What happens when that time is over.
   *
   * @default - the `onTimeout` of the approval
   */
  readonly onTimeout?: ApprovalTimeout;
}

/** What one level of an approval asks, as far as it does not depend on the approval around it. */
export interface ApprovalLevel extends ApprovalRuleOptions {
  /** Approvers; none where whoever has the link may decide. */
  readonly approvers: readonly string[];
  /** Approvals that it needs. */
  readonly approvals: number;
}

/**
 * Who may decide, and how many have to agree.
 *
 * Approvers are texts: mail addresses, or whatever the authorizer calls a person or program (see `ApprovalAuthorizer`). They are compared
 * without regard to case. Each may be a JSONata expression in `{% %}` over `$states.input` that gives a text or a list of texts; one that
 * gives nothing fails the approval.
 */
export class ApprovalRule {
  /** Whoever has the link decides, or, where the approval has an authorizer, whoever that lets in. Nobody knows who it was without one. */
  public static anyone(options: ApprovalRuleOptions = {}): ApprovalRule {
    return new ApprovalRule([{ ...options, approvers: [], approvals: 1 }], false);
  }

  /** One of these approvers decides. */
  public static oneOf(approvers: string[], options: ApprovalRuleOptions = {}): ApprovalRule {
    return new ApprovalRule([{ ...options, approvers, approvals: 1 }], true);
  }

  /**
   * So many of these approvers have to approve.
   *
   * @param approvals how many, at least 1 and no more than there are approvers
   */
  public static quorum(approvals: number, approvers: string[], options: ApprovalRuleOptions = {}): ApprovalRule {
    return new ApprovalRule([{ ...options, approvers, approvals }], true);
  }

  /** Levels: each rule is asked once the one before it has approved. A rejection at any level rejects the request. */
  public static inOrder(...rules: ApprovalRule[]): ApprovalRule {
    return new ApprovalRule(rules.flatMap(({ _levels }) => _levels), rules.every(({ named }) => named));
  }

  private constructor(
    /**
     * The levels, in their order.
     * @internal
     */
    public readonly _levels: readonly ApprovalLevel[],
    private readonly named: boolean,
  ) {}

  /**
   * Whether every level names its approvers.
   * @internal
   */
  public get _namesApprovers(): boolean {
    return this.named;
  }

  /**
   * Notes what is wrong with the rule.
   * @internal
   */
  public _check(checks: PropChecks, prop: string): void {
    checks.check(this._levels.length > 0, prop, [], 'give at least one level');
    this._levels.forEach(({ approvers, approvals, timeout, onTimeout }, index) => {
      const at = this._levels.length > 1 ? `${prop}[${index}]` : prop;
      const anyone = approvers.length === 0 && approvals === 1 && !this.named;
      if (!anyone) {
        checkApprovers(approvers, checks, `${at}.approvers`);
        checkApprovals(approvals, approvers, checks, `${at}.approvals`);
      }
      if (timeout) checkSeconds(checks, `${at}.timeout`, timeout, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS);
      onTimeout?._check(checks, `${at}.onTimeout`);
    });
  }
}
