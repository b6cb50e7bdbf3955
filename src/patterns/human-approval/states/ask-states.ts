import { Construct } from 'constructs';
import type { ApprovalSettings } from './approval-definition';
import { failureEntry } from './failure-entry';
import { auditItem, requestUpdate, transactionToken } from './table-calls';
import { taskState } from './task-state';
import { AslState } from '../../../workflow/steps/asl-state';
import { JsonObject } from '../../../workflow/steps/json';
import { LAMBDA_ERRORS } from '../../../workflow/steps/transient-errors';
import { LINK_GRACE_SECONDS } from '../approval-limits';
import { APPROVAL_ERRORS, STATES, TABLE } from '../approval-names';

/** The states that ask a level, or those that it is escalated to. */
export interface AskStates {
  readonly level: AslState;
  readonly escalate: AslState;
  /** Writes what is asked; the catch of whoever was faster is for the caller to add. */
  readonly write: AslState;
  /** Makes what the table has what is asked now. */
  readonly taken: AslState;
}

/** No time that a clock shows: there are no reminders. */
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * What is asked anew stands in `$asked` and becomes what is asked now (`$current`, `$round`, …) once the table has it. So a decision that was
 * written at the same moment wins, and nothing of it is lost.
 */
export function askStates(scope: Construct, settings: ApprovalSettings): AskStates {
  const { table, signFunction, reminderSeconds } = settings;
  const level = new AslState(scope, STATES.level, {
    Type: 'Pass', Assign: { asked: { kind: 'REQUEST', index: '{% $level + 1 %}', spec: '{% $levels[$level + 1] %}' } },
  });
  const escalate = new AslState(scope, STATES.escalate, {
    Type: 'Pass', Assign: { asked: { kind: 'ESCALATION', index: '{% $level %}', spec: '{% $current.escalation %}' } },
  });
  const ask = new AslState(scope, STATES.ask, {
    Type: 'Pass',
    Assign: {
      asked: "{% $merge([$asked, {'round': $round + 1, 'approvers': [$asked.spec.approvers[$ != $requester]], "
        + "'deadline': $floor($millis() / 1000) + $asked.spec.timeout, 'at': $now()}]) %}",
    },
  });
  const tooFew = new AslState(scope, STATES.tooFew, {
    Type: 'Fail',
    Error: APPROVAL_ERRORS.noApprover,
    Cause: TOO_FEW,
  });
  const noteTooFew = failureEntry(scope, STATES.noteTooFew, settings, TOO_FEW, '{% $string($asked.round) %}').catchAll([{ next: tooFew, output: '{}' }]);
  noteTooFew.next(tooFew);
  const enough = new AslState(scope, STATES.enough, { Type: 'Choice' });
  const sign = taskState(scope, STATES.sign, 'lambda:invoke', {
    FunctionName: signFunction.functionArn,
    Payload: {
      id: '{% $requestId %}',
      round: '{% $asked.round %}',
      approvers: '{% $asked.approvers %}',
      shared: '{% $asked.spec.shared %}',
      expires: `{% $asked.deadline + ${LINK_GRACE_SECONDS} %}`,
    },
  }, { Assign: { links: '{% [$states.result.Payload.links] %}' }, Output: {} }, [...LAMBDA_ERRORS, 'States.TaskFailed']);
  const write = taskState(scope, STATES.write, 'aws-sdk:dynamodb:transactWriteItems', {
    ClientRequestToken: transactionToken('ask'),
    TransactItems: [
      { Update: requestUpdate(table, requestAttributes(settings), ['taskToken', 'decision'], ASKABLE, ASKABLE_VALUES, [TABLE.id]) },
      { Put: { TableName: table.tableName, Item: askedEntry() } },
    ],
  }, { Output: {} });
  const taken = new AslState(scope, STATES.taken, {
    Type: 'Pass',
    Assign: {
      level: '{% $asked.index %}',
      current: '{% $asked.spec %}',
      round: '{% $asked.round %}',
      deadline: '{% $asked.deadline %}',
      approvers: '{% $asked.approvers %}',
      kind: '{% $asked.kind %}',
      // what was seen is of the round before, unless this one was found written
      votes: '{% [$seen.round = $asked.round ? $votes : $append($votes, $seen.votes)] %}',
      seen: { votes: [] },
      nextReminder: reminderSeconds === undefined ? NEVER : `{% $millis() + ${reminderSeconds * 1000} %}`,
    },
    Output: {},
  });

  level.next(ask);
  escalate.next(ask);
  ask.next(enough);
  enough.when('{% $asked.spec.anyone or $count($asked.approvers) >= $asked.spec.approvals %}', sign).otherwise(noteTooFew);
  sign.next(write).next(taken);
  return { level, escalate, write, taken };
}

/**
 * The item is new; or its last round has passed, and the next level is asked, or is open, and is escalated: a decision in the same moment wins.
 * Or this very round has been written by an attempt before.
 */
const ASKABLE = 'attribute_not_exists(#id) OR (#round < :round AND #status = :before) OR (#round = :round AND #version = :zero)';

const ASKABLE_VALUES: JsonObject = {
  ':round': { N: '{% $string($asked.round) %}' },
  ':before': { S: "{% $asked.kind = 'ESCALATION' ? 'PENDING' : 'PASSED' %}" },
  ':zero': { N: '0' },
};

const TOO_FEW = "{% 'needed are ' & $asked.spec.approvals & ' approvals, and without the requester there are ' & $count($asked.approvers) & ' approvers' %}";

function requestAttributes({ levels, commentOnRejection }: ApprovalSettings): JsonObject {
  return {
    status: { S: 'PENDING' },
    round: { N: '{% $string($asked.round) %}' },
    level: { N: '{% $string($asked.index + 1) %}' },
    levels: { N: String(levels.length) },
    isLast: { BOOL: `{% $asked.index = ${levels.length - 1} %}` },
    approvers: { L: "{% [$asked.approvers.{'S': $}] %}" },
    quorum: { N: '{% $string($asked.spec.approvals) %}' },
    rejection: { S: '{% $asked.spec.rejection %}' },
    commentRequired: { BOOL: commentOnRejection },
    requester: { S: '{% $requester %}' },
    title: { S: '{% $title %}' },
    summary: { S: '{% $summary %}' },
    fields: { L: "{% [$fields.{'M': {'label': {'S': label}, 'value': {'S': value}}}] %}" },
    votes: { L: [] },
    version: { N: '0' },
    askedAt: { S: '{% $asked.at %}' },
    deadline: { N: '{% $string($asked.deadline) %}' },
    execution: { S: '{% $states.context.Execution.Id %}' },
    [TABLE.expiry]: { N: '{% $string($expiry) %}' },
  };
}

function askedEntry(): JsonObject {
  return auditItem({
    type: "{% $asked.kind = 'ESCALATION' ? 'ApprovalEscalated' : 'ApprovalRequested' %}",
    at: '{% $asked.at %}',
    who: "{% $asked.kind = 'ESCALATION' ? 'the workflow' : $requester %}",
    why: "{% 'asks ' & ($asked.spec.anyone ? 'whoever has the link' : $join($asked.approvers, ', ')) %}",
    round: '{% $string($asked.round) %}',
  });
}
