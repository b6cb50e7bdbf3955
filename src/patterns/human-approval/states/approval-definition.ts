import { aws_dynamodb as dynamodb, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { askStates } from './ask-states';
import { ChannelState, notifyStates } from './notify-states';
import { CANCELLED } from './task-state';
import { waitStates } from './wait-states';
import { AslState } from '../../../workflow/steps/asl-state';
import { Json, JsonObject } from '../../../workflow/steps/json';
import { expression, expressionText, isExpression, quoted } from '../../../workflow/steps/jsonata';
import { LONGEST } from '../approval-limits';
import { STATES } from '../approval-names';
import { nameExpression } from '../approver-list';
import { shortened } from '../channels/shortened';

/** What the definition of an approval is made from. */
export interface ApprovalSettings {
  readonly table: dynamodb.ITable;
  readonly signFunction: lambda.IFunction;
  readonly title: string;
  readonly summary: string;
  readonly fields: { readonly [label: string]: string };
  readonly requester?: string;
  readonly levels: readonly LevelSpec[];
  readonly channels: readonly ChannelState[];
  /** Seconds after which the states look for a decision by themselves. */
  readonly lookSeconds: number;
  /** Seconds between two reminders. */
  readonly reminderSeconds?: number;
  readonly commentOnRejection: boolean;
  /** Seconds from the start of a request until its items may go. */
  readonly lifetimeSeconds: number;
}

/** A level as the definition has it. */
export interface LevelSpec extends JsonObject {
  readonly anyone: boolean;
  /** All share one link. */
  readonly shared: boolean;
  readonly approvers: string;
  readonly approvals: number;
  readonly rejection: string;
  /** Seconds until its time is up. */
  readonly timeout: number;
  readonly after: string;
  readonly escalation?: LevelSpec;
}

/**
 * The states of an approval. The table is the one truth: it holds the request, the votes and the decision. The states ask, level by level, wait
 * with a task token, and read the table when they wake: because somebody decided, because a reminder is due, because time is up, or just to
 * look, in case that the call that should have woken them was lost.
 */
export function approvalDefinition(scope: Construct, settings: ApprovalSettings): AslState {
  const prepare = new AslState(scope, STATES.prepare, { Type: 'Pass', Assign: preparation(settings) });
  const ask = askStates(scope, settings);
  const notify = notifyStates(scope, settings);
  const wait = waitStates(scope, settings, ask.taken);

  prepare.next(ask.level);
  ask.write.catchTo(wait.pause, [CANCELLED], '{% {} %}');
  ask.taken.next(notify.compose);
  notify.told.otherwise(wait.wait);
  wait.remind?.next(notify.compose);
  wait.decided.when(expression("$seen.status = 'PASSED'"), ask.level);
  wait.late.when(expression("$current.after = 'ESCALATE'"), ask.escalate);
  return prepare;
}

/** What is asked, worked out once: the variables that the other states read. */
function preparation({ title, summary, fields, requester, levels, lifetimeSeconds }: ApprovalSettings): JsonObject {
  const longestValue = Math.floor(LONGEST.fields / Math.max(1, Object.keys(fields).length));
  return {
    requestId: '{% $uuid() %}',
    title: expression(shortened(`$replace($trim(${jsonataOf(title)}), /\\s+/, ' ')`, LONGEST.title)),
    summary: expression(shortened(jsonataOf(summary), LONGEST.summary)),
    fields: Object.entries(fields).map(([label, value]) => ({ label, value: expression(shortened(jsonataOf(value), longestValue)) })),
    requester: requester === undefined ? '' : nameExpression(requester, 'requester'),
    levels: levels as unknown as Json,
    level: -1,
    round: 0,
    votes: [],
    seen: { votes: [] },
    expiry: expression(`$floor($millis() / 1000) + ${lifetimeSeconds}`),
  };
}

/** What the user gave, as JSONata of a text whatever the expression gives. */
function jsonataOf(value: string): string {
  return isExpression(value) ? `($v := (${expressionText(value)}); $exists($v) ? $string($v) : '')` : quoted(value);
}
