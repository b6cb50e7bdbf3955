import { aws_events as events, aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { MailChannel, MailChannelOptions } from './channels/mail-channel';
import { SlackChannel, SlackChannelOptions } from './channels/slack-channel';
import { StepChannel } from './channels/step-channel';
import { TeamsChannel, TeamsChannelOptions } from './channels/teams-channel';
import { TopicChannel } from './channels/topic-channel';
import { PropChecks } from '../../workflow/prop-checks';
import { Step } from '../../workflow/step';

/** How a channel is told: the step that tells, and how to see that the service took it. */
export interface Telling {
  readonly step: Step;
  /** JSONata over `$states.input` that is true when the service took the message, for one approver at least. Default: where the step succeeds. */
  readonly accepted?: string;
  /** JSONata of the approvers for whom it did not, where it tells. */
  readonly refusals?: string;
}

/** What a channel is and does. */
export interface ChannelWork {
  /** Name of its state, where no other channel has it. */
  readonly name: string;
  /** Whether each approver gets a message of his own. One that does not carries the link that all share. */
  readonly personal: boolean;
  check(checks: PropChecks, prop: string): void;
  /** Creates what the channel needs under `scope`, and its step under `name`. */
  bind(scope: Construct, name: string): Telling;
}

/**
 * How approvers hear of a request, of reminders and of escalations. A message says what is asked (title, summary, fields), until when, and where
 * to decide. What came from outside is text in every channel: it is neither markup nor a header.
 *
 * A channel that tells a group sends all of them the same link. Where a rule names its approvers that link would not say who decides, so such a
 * channel needs an authorizer or `ApprovalRule.anyone()`; `mail` sends each approver a link of their own.
 */
export class ApprovalChannel {
  /** The subscribers of an SNS topic, such as mail addresses: one link for all. */
  public static topic(topic: sns.ITopic): ApprovalChannel {
    return new ApprovalChannel(new TopicChannel(topic));
  }

  /** Mail through Amazon SES from a template, one to each approver, with a link of their own. The approvers are mail addresses. */
  public static mail(options: MailChannelOptions): ApprovalChannel {
    return new ApprovalChannel(new MailChannel(options));
  }

  /**
   * A Slack channel, by `chat.postMessage`: one link for all.
   *
   * @param connection authorizes by API key: the header `Authorization` with the value `Bearer xoxb-…`, the bot's token
   */
  public static slack(connection: events.IConnection, options: SlackChannelOptions): ApprovalChannel {
    return new ApprovalChannel(new SlackChannel(connection, options));
  }

  /**
   * A Microsoft Teams channel, by a webhook of Power Automate (Workflows): one link for all.
   *
   * @param connection sends the secret part of the webhook's address, the query parameter `sig`, as a secret value of its
   * `InvocationHttpParameters`
   */
  public static teams(connection: events.IConnection, options: TeamsChannelOptions): ApprovalChannel {
    return new ApprovalChannel(new TeamsChannel(connection, options));
  }

  /**
   * Any step. It receives the message: `{ kind, requestId, subject, text, title, summary, fields, requester, level, levels, approvals,
   * deadline, link, links }`. `kind` is `REQUEST`, `REMINDER` or `ESCALATION`; `fields` are `{ label, value }`; `deadline` is in
   * ISO 8601; `link` is the link that all share, or null where each approver has one of their own; `links` are `{ approver, url }`, in a reminder of those who have not voted.
   * Whoever gets a personal link decides as that approver: send each to that approver alone.
   */
  public static step(step: Step): ApprovalChannel {
    return new ApprovalChannel(new StepChannel(step));
  }

  private constructor(
    /** @internal */
    public readonly _work: ChannelWork,
  ) {}
}
