import { aws_stepfunctions as sfn, Duration, Token } from 'aws-cdk-lib';
import { APPROVAL_DEFAULTS } from './approval-defaults';
import { MAX_TIMEOUT_SECONDS, MIN_TIMEOUT_SECONDS } from './approval-limits';
import type { ApprovalTimeout } from './approval-timeout';
import { MailChannel } from './channels/mail-channel';
import { checkReminders } from './history-budget';
import type { HumanApprovalProps } from './human-approval-props';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';
import { isExpression } from '../../workflow/steps/jsonata';

/** So many approvers an expression is taken to give, where it counts how many mails go out. */
const NAMED_BY_EXPRESSION = 5;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html */
const MAX_ROTATION_DAYS = 1000;

/** Notes what is wrong with the props, apart from the workflow's. */
export function checkApprovalProps(props: HumanApprovalProps, checks: PropChecks): void {
  checkRequest(props, checks);
  checkChannels(props, checks);
  checkResources(props, checks);
  const rule = props.rule ?? APPROVAL_DEFAULTS.rule;
  rule._check(checks, 'rule');
  props.onTimeout?._check(checks, 'onTimeout');
  props.authorizer?._check(checks, 'authorizer');
  checks.check(props.workflowType !== sfn.StateMachineType.EXPRESS, 'workflowType', props.workflowType,
    'leave it out: an approval waits, which only Standard does');
  if (props.timeout) checkSeconds(checks, 'timeout', props.timeout, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS);
  if (props.reminderInterval) {
    const timeout = props.timeout ?? APPROVAL_DEFAULTS.timeout;
    checkSeconds(checks, 'reminderInterval', props.reminderInterval, MIN_TIMEOUT_SECONDS, Math.max(MIN_TIMEOUT_SECONDS, secondsOf(timeout) - 1));
  }
}

/** Notes levels and escalations that together take longer, or reminders that make more events, than an execution has. */
export function checkTotal(total: number, props: HumanApprovalProps, checks: PropChecks): void {
  const mails = props.channels.filter(({ _work }) => _work instanceof MailChannel).length;
  const count = (approvers: readonly string[]) => approvers.reduce((sum, one) => sum + (isExpression(one) ? NAMED_BY_EXPRESSION : 1), 0);
  const most = Math.max(0, ...askedLists(props).map(count));
  checkReminders(props.reminderInterval, total, { channels: props.channels.length, mails: mails * most }, checks);
  checks.check(!(total > MAX_TIMEOUT_SECONDS), 'timeout', Duration.seconds(total),
    `levels and escalations may take ${MAX_TIMEOUT_SECONDS / 86_400} days together, and these take more`);
}

function checkRequest({ title, fields = {}, requester, rule = APPROVAL_DEFAULTS.rule, authorizer }: HumanApprovalProps, checks: PropChecks): void {
  checks.check(title.trim() !== '', 'title', title, 'say what is asked');
  checks.check(!Object.keys(fields).some((label) => label.trim() === ''), 'fields', Object.keys(fields), 'give each field a label');
  checks.check(requester === undefined || requester.trim() !== '', 'requester', requester, 'name who asks, or leave it out');
  checks.check(requester === undefined || authorizer !== undefined || rule._namesApprovers, 'requester', requester,
    'four eyes need to know who decides: name approvers in the rule, or give an authorizer');
}

function checkChannels(props: HumanApprovalProps, checks: PropChecks): void {
  const rule = props.rule ?? APPROVAL_DEFAULTS.rule;
  checks.check(props.channels.length > 0, 'channels', props.channels, 'give at least one channel: nobody would hear of a request');
  props.channels.forEach(({ _work: work }, index) => {
    const prop = `channels[${index}]`;
    work.check(checks, prop);
    if (!work.personal && !props.authorizer && asksNamed(props)) {
      checks.add(prop, work.name, 'it sends all approvers the same link, which does not say who of them decides: '
        + 'use ApprovalChannel.mail, ApprovalRule.anyone(), or an authorizer');
    }
    if (!(work instanceof MailChannel)) return;
    checks.check(rule._namesApprovers, prop, work.name, 'name the approvers in the rule: it mails to them');
    for (const approvers of askedLists(props)) checkAddressees(approvers, checks, prop);
  });
}

/** Mails go to addresses; a program among the approvers, by its ARN, needs none. */
function checkAddressees(approvers: readonly string[], checks: PropChecks, prop: string): void {
  const fixed = approvers.filter((one) => !isExpression(one) && !Token.isUnresolved(one));
  const programs = fixed.filter((one) => /^arn:[^@]*$/i.test(one));
  const odd = fixed.filter((one) => !programs.includes(one) && !/^[^@\s]+@[^@\s]+$/.test(one));
  checks.check(odd.length === 0, prop, odd, 'approvers who get mail are mail addresses');
  checks.check(approvers.length === 0 || programs.length < approvers.length, prop, programs, 'name somebody who gets mail beside the programs');
}

/** The approvers of every round that may come: levels, and escalations of escalations. */
function askedLists({ rule = APPROVAL_DEFAULTS.rule, onTimeout }: HumanApprovalProps): (readonly string[])[] {
  const escalated = (timeout: ApprovalTimeout | undefined): (readonly string[])[] => {
    const escalation = timeout?._escalation;
    return escalation === undefined ? [] : [escalation.approvers, ...escalated(escalation.onTimeout)];
  };
  return [...rule._levels.flatMap((level) => [level.approvers, ...escalated(level.onTimeout)]), ...escalated(onTimeout)];
}

/** Whether any round, escalations among them, names its approvers. */
function asksNamed(props: HumanApprovalProps): boolean {
  return askedLists(props).some((approvers) => approvers.length > 0);
}

function checkResources(props: HumanApprovalProps, checks: PropChecks): void {
  const { linkBase, webAclArn, eventSource, table, signingSecret } = props;
  checks.check(linkBase === undefined || Token.isUnresolved(linkBase) || /^https:\/\/[^?#]+$/.test(linkBase), 'linkBase', linkBase,
    "give an address that starts with 'https://' and has no query");
  const regional = webAclArn === undefined || Token.isUnresolved(webAclArn) || /:wafv2:[^:]+:\d+:regional\/webacl\//.test(webAclArn);
  checks.check(regional, 'webAclArn', webAclArn, 'give the ARN of a regional web ACL of AWS WAF');
  checks.check(eventSource === undefined || (eventSource !== '' && !eventSource.startsWith('aws.')), 'eventSource', eventSource,
    "give a source that does not start with 'aws.', which AWS keeps to itself");
  checks.check(!table || table.tableStreamArn !== undefined, 'table', table,
    'give the table a stream with new images: the audit entries go to the bus through it');
  checks.check(!table || !props.tableRemovalPolicy, 'tableRemovalPolicy', props.tableRemovalPolicy, 'take it out: the table given has its own');
  checks.check(!signingSecret || !props.signingKeyRotation, 'signingKeyRotation', props.signingKeyRotation,
    'take it out: the owner of the secret given rotates it');
  checkDays(checks, 'signingKeyRotation', props.signingKeyRotation, MAX_ROTATION_DAYS);
  checkDays(checks, 'retention', props.retention, Number.MAX_SAFE_INTEGER);
  for (const prop of ['throttlingRateLimit', 'throttlingBurstLimit'] as const) {
    const value = props[prop];
    if (value === undefined || Token.isUnresolved(value)) continue;
    const whole = prop === 'throttlingBurstLimit';
    checks.check(value > 0 && (!whole || Number.isInteger(value)), prop, value, whole ? 'give a whole number above 0' : 'give more than 0');
  }
}

function checkDays(checks: PropChecks, prop: string, duration: Duration | undefined, most: number): void {
  if (!duration) return;
  const days = duration.toDays({ integral: false });
  checks.check(Number.isInteger(days) && days >= 1 && days <= most, prop, duration,
    most === Number.MAX_SAFE_INTEGER ? 'give whole days, at least 1' : `give whole days from 1 to ${most}`);
}

function secondsOf(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}
