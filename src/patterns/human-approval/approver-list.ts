import { Token } from 'aws-cdk-lib';
import { PropChecks } from '../../workflow/prop-checks';
import { expression, expressionText, isExpression, quoted } from '../../workflow/steps/jsonata';

/** Notes what is wrong with a list of approvers. */
export function checkApprovers(approvers: readonly string[], checks: PropChecks, prop: string): void {
  checks.check(approvers.length > 0, prop, approvers, 'name at least one approver, or give ApprovalRule.anyone()');
  const fixed = approvers.flatMap((approver) => isExpression(approver) ? [] : [(approver as string).trim().toLowerCase()]);
  checks.check(!fixed.includes(''), prop, approvers, 'an approver may not be empty');
  const twice = fixed.filter((approver, index) => fixed.indexOf(approver) !== index);
  checks.check(twice.length === 0, prop, twice, 'name each approver once');
}

/** Notes a number of approvals that these approvers cannot give. What expressions give is counted when the approval runs. */
export function checkApprovals(approvals: number, approvers: readonly string[], checks: PropChecks, prop: string): void {
  const known = !approvers.some((approver) => isExpression(approver) || Token.isUnresolved(approver));
  const most = known ? approvers.length : Number.MAX_SAFE_INTEGER;
  checks.check(Number.isInteger(approvals) && approvals >= 1 && approvals <= Math.max(most, 1), prop, approvals,
    known ? `give a whole number from 1 to ${Math.max(most, 1)}, the number of approvers` : 'give a whole number of at least 1');
}

/** The JSONata of a list of approvers: lower case, each once. */
export function approverExpression(approvers: readonly string[]): string {
  if (approvers.length === 0) return expression('[]');
  const each = approvers.map((approver) => isExpression(approver) ? `(${expressionText(nameExpression(approver, 'approver'))})` : quoted(approver));
  return expression(`[$distinct([${each.join(', ')}].$lowercase($trim($)))]`);
}

/** The JSONata of a name, or of names where the expression gives a list: lower case. Nobody is an error, for who may decide depends on it. */
export function nameExpression(name: string, what: 'approver' | 'requester'): string {
  if (!isExpression(name)) return (name as string).trim().toLowerCase();
  const text = expressionText(name);
  const nobody = quoted(`the ${what} ${text} is nobody`);
  return expression(`($a := [(${text}).$lowercase($trim($))]; $count($a) > 0 and $not('' in $a) ? ${what === 'requester' ? '$a[0]' : '$a'} : $error(${nobody}))`);
}
