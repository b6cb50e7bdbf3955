import { Construct } from 'constructs';
import type { ApprovalSettings } from './approval-definition';
import { failureEntry } from './failure-entry';
import { auditItem } from './table-calls';
import { taskState } from './task-state';
import { AslState } from '../../../workflow/steps/asl-state';
import { expression, member } from '../../../workflow/steps/jsonata';
import type { Telling } from '../approval-channel';
import { APPROVAL_ERRORS, STATES } from '../approval-names';

/** A channel under the name that its state has. */
export interface ChannelState extends Telling {
  readonly name: string;
}

/** The states that tell the approvers. */
export interface NotifyStates {
  readonly compose: AslState;
  /** Goes on, whatever became of a reminder, when one channel at least took the message. */
  readonly told: AslState;
}

/** How a message starts, by its kind. */
const SUBJECTS = "{'REQUEST': 'Approval requested: ', 'REMINDER': 'Still to be decided: ', 'ESCALATION': 'Escalated to you: '}";

/** A line break inside of a value stays inside of it: a value cannot look like the end of the message. */
const LINE = (value: string) => `$replace(${value}, /[\\r\\n]+/, '\\n    ')`;

const TEXT = `$join([$title, ($summary = '' ? [] : ['', ${LINE('$summary')}]), ($count($fields) = 0 ? [] : ['', $fields.(label & ': ' & ${LINE('value')})]), `
  + "'', 'To be decided until ' & $until & '.'], '\\n')";

/** Approvers and their links, in a reminder without those who have voted. */
const TO = "$all := $current.shared ? [$approvers.{'approver': $, 'url': $links[0].url}] : $links; "
  + "$to := $kind = 'REMINDER' ? $all[$not(approver in $seen.votes.approver)] : $all";

/** The channels beside each other, each failing by itself. Nobody told is an error: the request would wait for nobody. */
export function notifyStates(scope: Construct, settings: ApprovalSettings): NotifyStates {
  const { levels } = settings;
  const compose = new AslState(scope, STATES.compose, {
    Type: 'Pass',
    Output: expression([
      `($until := $fromMillis($deadline * 1000, '[Y0001]-[M01]-[D01] [H01]:[m01] UTC'); ${TO}; {'kind': $kind, 'requestId': $requestId`,
      `'subject': $lookup(${SUBJECTS}, $kind) & $title, 'text': ${TEXT}`,
      "'title': $title, 'summary': $summary, 'fields': $fields, 'requester': $requester",
      `'level': $level + 1, 'levels': ${levels.length}, 'approvals': $current.approvals, 'deadline': $fromMillis($deadline * 1000)`,
      "'link': $current.shared ? $links[0].url : null, 'links': [$to]})",
    ].join(', ')),
  });
  const notify = new AslState(scope, STATES.notify, { Type: 'Parallel', Output: "{% {'told': $count($states.result[told = true])} %}" });
  for (const channel of settings.channels) notify.branch(channelStates(scope, channel, settings));
  const notTold = new AslState(scope, STATES.notTold, { Type: 'Fail', Error: APPROVAL_ERRORS.notNotified, Cause: NOT_TOLD });
  const noteNotTold = failureEntry(scope, STATES.noteNotTold, settings, NOT_TOLD, '{% $string($round) %}').catchAll([{ next: notTold, output: '{}' }]);
  noteNotTold.next(notTold);
  const told = new AslState(scope, STATES.told, { Type: 'Choice' }).when("{% $states.input.told = 0 and $kind != 'REMINDER' %}", noteNotTold);
  compose.next(notify).next(told);
  return { compose, told };
}

const NOT_TOLD = "{% 'no channel took the message of request ' & $requestId & '; its audit entries say why' %}";

/** One channel: what it does not take is in the audit entries. */
function channelStates(scope: Construct, { name, step, accepted, refusals }: ChannelState, { table }: ApprovalSettings): AslState {
  const start = new AslState(scope, `${name}: message`, { Type: 'Pass' });
  const told = new AslState(scope, `${name}: told`, { Type: 'Pass', Output: { told: true } });
  const notTold = taskState(scope, `${name}: not told`, 'dynamodb:putItem', {
    TableName: table.tableName,
    Item: auditItem({
      type: 'NotificationFailed',
      at: '{% $states.context.State.EnteredTime %}',
      who: name,
      why: '{% $substring($states.input.problem, 0, 1000) %}',
      round: '{% $string($round) %}',
      about: name,
    }),
  }, { Output: { told: '{% $states.input.told %}' } });
  const failures = [{ next: notTold, output: "{'told': false, 'problem': $states.errorOutput.Error & ': ' & $states.errorOutput.Cause}" }];
  const telling = step._render(scope, { failures });
  start.next(telling);
  if (accepted === undefined) {
    telling.next(told);
    return start;
  }
  const refused = new AslState(scope, `${name}: refused`, {
    Type: 'Pass', Output: { told: expression(accepted), problem: expression(`'refused: ' & $string(${refusals ?? member('$states.input', step.name)})`) },
  });
  const all = refusals === undefined ? accepted : `${accepted} and $count(${refusals}) = 0`;
  telling.next(new AslState(scope, `${name}: taken?`, { Type: 'Choice' }).when(expression(all), told).otherwise(refused));
  refused.next(notTold);
  return start;
}
