import { aws_dynamodb as dynamodb, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { askStates } from './ask-states';
import { ChannelState, notifyStates } from './notify-states';
import { waitStates } from './wait-states';
import { AslState } from '../../../workflow/steps/asl-state';
import { Json, JsonObject } from '../../../workflow/steps/json';
import { expression, expressionText, isExpression, quoted } from '../../../workflow/steps/jsonata';
import { STATES } from '../approval-names';

/** What the definition of an approval is made from. */
export interface ApprovalSettings {
  readonly table: dynamodb.ITable;
  readonly signFunction: lambda.IFunction;
  readonly title: string;
  readonly summary: string;
  readonly fields: { readonly [label: string]: string };
  readonly requester: string;
  readonly levels: readonly LevelSpec[];
  /** All approvers share one link. */
  readonly shared: boolean;
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
  const wait = waitStates(scope, settings);

  prepare.next(ask.level);
  ask.written.next(notify.compose);
  ask.written.catchTo(wait.look, ['DynamoDb.TransactionCanceledException'], '{% $states.input %}');
  notify.told.otherwise(wait.wait);
  wait.remind?.next(notify.compose);
  wait.decided.when(expression("$seen.status = 'PASSED'"), ask.level);
  wait.late.when(expression("$current.after = 'ESCALATE'"), ask.escalate);
  return prepare;
}

/** What is asked, worked out once: the variables that the other states read. */
function preparation({ title, summary, fields, requester, levels, lifetimeSeconds }: ApprovalSettings): JsonObject {
  return {
    requestId: '{% $uuid() %}',
    title: text(title),
    summary: text(summary),
    fields: Object.entries(fields).map(([label, value]) => ({ label, value: text(value) })),
    requester: expression(`$lowercase($trim(${isExpression(requester) ? asText(expressionText(requester)) : quoted(requester)}))`),
    levels: levels as unknown as Json,
    level: -1,
    round: 0,
    votes: [],
    seen: { votes: [] },
    expiry: expression(`$floor($millis() / 1000) + ${lifetimeSeconds}`),
  };
}

/** What the user gave, as a text whatever the expression gives. */
function text(value: string): string {
  return isExpression(value) ? expression(asText(expressionText(value))) : value;
}

function asText(jsonata: string): string {
  return `($v := (${jsonata}); $exists($v) ? $string($v) : '')`;
}
