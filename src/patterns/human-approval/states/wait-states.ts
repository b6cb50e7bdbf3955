import { Construct } from 'constructs';
import type { ApprovalSettings } from './approval-definition';
import { auditItem, REQUEST_KEY, requestUpdate, transactionToken } from './table-calls';
import { CANCELLED, taskState } from './task-state';
import { AslState } from '../../../workflow/steps/asl-state';
import { JsonObject } from '../../../workflow/steps/json';
import { expression } from '../../../workflow/steps/jsonata';
import { TASK_TOKEN } from '../../../workflow/steps/task-work';
import { APPROVAL_ERRORS, STATES } from '../approval-names';

/** The states that wait, and what wakes them. */
export interface WaitStates {
  readonly wait: AslState;
  /** Looks again in a moment, after a write that another one crossed. */
  readonly pause: AslState;
  /** Goes to the next level where the one before has approved. */
  readonly decided: AslState;
  /** Escalates where that is what the level says. */
  readonly late: AslState;
  /** Notes a reminder, where there are any. */
  readonly remind?: AslState;
}

/** What goes on from state to state: all that counts stands in variables. */
const NOTHING = '{% {} %}';

/** This round is open. */
const OPEN = '#status = :pending AND #round = :round';
const OPEN_VALUES: JsonObject = { ':pending': { S: 'PENDING' }, ':round': { N: '{% $string($round) %}' } };

/** Milliseconds until a decision, a reminder, the deadline or the next look, whatever comes first. */
const UNTIL_NEXT = (look: number) => `$max([1, $ceil(($min([$deadline * 1000, $nextReminder, $millis() + ${look * 1000}]) - $millis()) / 1000)])`;

/** The request's item in plain JSON. */
const SEEN = `($i := $states.result.Item; $exists($i) ? {
  'status': $i.status.S, 'round': $number($i.round.N),
  'votes': [$i.votes.L.M.{'approver': approver.S, 'decision': decision.S, 'comment': comment.S, 'at': at.S}],
  'decision': $i.decision.M.{'decision': decision.S, 'by': by.S, 'at': at.S, 'comment': comment.S, 'reason': reason.S}
} : {'status': 'LOST', 'round': 0, 'votes': []})`.replace(/\s*\n\s*/g, ' ');

/** Seconds between a write that was crossed and the next look. */
const PAUSE_SECONDS = 30;

/** What a level that nobody decided becomes. */
const CLOSED = "$lookup({'FAIL': 'TIMED_OUT', 'REJECT': 'REJECTED', 'APPROVE': 'APPROVED'}, $current.after)";

/** @param taken takes over what an attempt has written whose answer was lost */
export function waitStates(scope: Construct, { table, lookSeconds, reminderSeconds }: ApprovalSettings, taken: AslState): WaitStates {
  const wait = taskState(scope, STATES.wait, 'aws-sdk:dynamodb:updateItem.waitForTaskToken',
    requestUpdate(table, { taskToken: { S: expression(TASK_TOKEN) } }, [], OPEN, OPEN_VALUES, ['status', 'round']),
    { TimeoutSeconds: expression(UNTIL_NEXT(lookSeconds)), Output: {} });
  const look = taskState(scope, STATES.look, 'dynamodb:getItem', {
    TableName: table.tableName,
    Key: REQUEST_KEY,
    ConsistentRead: true,
    // not the token: the output of no state holds it
    ProjectionExpression: '#status, #votes, #decision, #round',
    ExpressionAttributeNames: { '#status': 'status', '#votes': 'votes', '#decision': 'decision', '#round': 'round' },
  }, { Assign: { seen: expression(SEEN) }, Output: {} });
  const close = taskState(scope, STATES.close, 'aws-sdk:dynamodb:transactWriteItems', {
    ClientRequestToken: transactionToken('close'),
    TransactItems: [
      { Update: requestUpdate(table, closedAttributes(), [], OPEN, OPEN_VALUES, ['status', 'round']) },
      { Put: { TableName: table.tableName, Item: closedEntry() } },
    ],
  }, { Output: {} });
  // whoever was faster has written already; where nobody was, the table gets time
  const pause = new AslState(scope, STATES.pause, { Type: 'Wait', Seconds: PAUSE_SECONDS });
  const notWritten = new AslState(scope, STATES.notWritten, {
    Type: 'Fail', Error: APPROVAL_ERRORS.notWritten, Cause: "{% 'request ' & $requestId & ' could not be written to the table' %}",
  });
  const lost = new AslState(scope, STATES.lost, {
    Type: 'Fail', Error: APPROVAL_ERRORS.lost, Cause: "{% 'request ' & $requestId & ' is not in the table any more' %}",
  });
  const timedOut = new AslState(scope, STATES.timedOut, {
    Type: 'Fail', Error: APPROVAL_ERRORS.timedOut, Cause: "{% 'nobody decided request ' & $requestId & ' in time' %}",
  });
  const outcome = new AslState(scope, STATES.outcome, {
    Type: 'Pass', Output: "{% $merge([{'requestId': $requestId}, $seen.decision, {'votes': [$append($votes, $seen.votes)]}]) %}",
  });
  const late = new AslState(scope, STATES.late, { Type: 'Choice' }).otherwise(close);
  const decided = new AslState(scope, STATES.decided, { Type: 'Choice' });
  const remind = reminderSeconds === undefined ? undefined : reminder(scope, table.tableName, reminderSeconds);

  wait.catchTo(look, ['States.Timeout', 'DynamoDb.ConditionalCheckFailedException'], NOTHING);
  wait.next(look).next(decided);
  decided.when("{% $seen.status = 'LOST' and $round = 0 %}", notWritten)
    .when("{% $seen.status = 'LOST' %}", lost)
    .when("{% $seen.status = 'TIMED_OUT' %}", timedOut)
    .when("{% $seen.status in ['APPROVED', 'REJECTED'] %}", outcome)
    .when('{% $seen.round = $asked.round and $round < $asked.round %}', taken)
    .when("{% $seen.status = 'PENDING' and $millis() >= $deadline * 1000 %}", late);
  if (remind) decided.when("{% $seen.status = 'PENDING' and $millis() >= $nextReminder %}", remind);
  decided.otherwise(wait);
  close.catchTo(pause, [CANCELLED], NOTHING);
  close.next(look);
  pause.next(look);
  return { wait, pause, decided, late, remind };
}

function reminder(scope: Construct, tableName: string, seconds: number): AslState {
  const Item = auditItem({
    type: 'ApprovalReminded',
    at: '{% $states.context.State.EnteredTime %}',
    who: 'the workflow',
    why: '',
    round: '{% $string($round) %}',
  });
  return taskState(scope, STATES.remind, 'dynamodb:putItem', { TableName: tableName, Item }, {
    Assign: { kind: 'REMINDER', nextReminder: `{% $nextReminder + ${seconds * 1000} %}` }, Output: {},
  });
}

function closedAttributes(): JsonObject {
  return {
    status: { S: expression(CLOSED) },
    decision: {
      M: {
        decision: { S: expression(CLOSED) },
        by: { S: '' },
        at: { S: '{% $states.context.State.EnteredTime %}' },
        comment: { S: '' },
        reason: { S: 'TIMEOUT' },
      },
    },
  };
}

function closedEntry(): JsonObject {
  return auditItem({
    type: 'ApprovalTimedOut',
    at: '{% $states.context.State.EnteredTime %}',
    who: 'the workflow',
    why: 'nobody decided in time',
    round: '{% $string($round) %}',
    decision: expression(CLOSED),
  });
}
