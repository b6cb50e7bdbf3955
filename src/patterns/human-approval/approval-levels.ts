import { APPROVAL_DEFAULTS } from './approval-defaults';
import { ApprovalLevel, RejectionEffect } from './approval-rule';
import { ApprovalTimeout, Escalation } from './approval-timeout';
import { approverExpression } from './approver-list';
import type { HumanApprovalProps } from './human-approval-props';
import type { LevelSpec } from './states/approval-definition';

/** The levels of an approval, each with all that it says or that the approval says for it. */
export function levelSpecs(props: HumanApprovalProps): LevelSpec[] {
  const timeout = props.timeout ?? APPROVAL_DEFAULTS.timeout;
  const after = props.onTimeout ?? APPROVAL_DEFAULTS.onTimeout;
  return (props.rule ?? APPROVAL_DEFAULTS.rule)._levels.map((level) =>
    levelSpec(level, (level.timeout ?? timeout).toSeconds(), level.onTimeout ?? after, props.authorizer !== undefined));
}

function levelSpec({ approvers, approvals, rejection }: ApprovalLevel, timeout: number, after: ApprovalTimeout, signedIn: boolean): LevelSpec {
  return {
    anyone: approvers.length === 0,
    shared: signedIn || approvers.length === 0,
    approvers: approverExpression(approvers),
    approvals,
    rejection: rejection ?? RejectionEffect.ENDS,
    timeout,
    after: after._kind,
    ...(after._escalation ? { escalation: escalationSpec(after._escalation, rejection, timeout, signedIn) } : {}),
  };
}

function escalationSpec(
  { approvers, approvals, timeout, onTimeout }: Escalation, rejection: RejectionEffect | undefined, before: number, signedIn: boolean,
): LevelSpec {
  const level = { approvers, approvals: approvals ?? 1, rejection };
  return levelSpec(level, timeout?.toSeconds() ?? before, onTimeout ?? ApprovalTimeout.fail(), signedIn);
}

/** How long an approval may take: all its levels, each with its chain of escalations, in seconds. */
export function totalSeconds(levels: readonly LevelSpec[]): number {
  const chain = (level: LevelSpec): number => level.timeout + (level.escalation ? chain(level.escalation) : 0);
  return levels.reduce((total, level) => total + chain(level), 0);
}
