import { aws_events as events } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import { expression, quoted } from '../../../workflow/steps/jsonata';
import type { ChannelWork, Telling } from '../approval-channel';
import { LINK_TEXT } from '../approval-names';
import { shortened } from './shortened';

/** Where in Slack approvers hear of requests. */
export interface SlackChannelOptions {
  /** The channel, by its id: `C0123456789`. The bot has to be in it, and to have the scope `chat:write`. */
  readonly channel: string;
}

const POST_MESSAGE = 'https://slack.com/api/chat.postMessage';

/** Lengths of texts in blocks. @see https://docs.slack.dev/reference/block-kit/blocks */
const HEADER = 150;
const SECTION = 3000;

/** Characters that Slack reads as markup, in the text that notifications show. @see https://docs.slack.dev/messaging/formatting-message-text */
const PLAIN = "$replace($replace($replace($m.subject, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')";

/** A Slack channel. Blocks of plain text, so that nothing in a request mentions people or makes links. */
export class SlackChannel implements ChannelWork {
  public readonly name = 'Tell Slack';
  public readonly personal = false;

  constructor(private readonly connection: events.IConnection, private readonly options: SlackChannelOptions) {}

  public check(checks: PropChecks, prop: string): void {
    const { channel } = this.options;
    checks.check(/^[CGD][A-Z0-9]{6,}$/.test(channel), `${prop}.channel`, channel, "give the channel's id, such as 'C0123456789'");
  }

  public bind(_scope: Construct, name: string): Telling {
    const text = (value: string, length: number) => `{'type': 'plain_text', 'emoji': false, 'text': ${shortened(value, length)}}`;
    const blocks = [
      `{'type': 'header', 'text': ${text('$m.subject', HEADER)}}`,
      `{'type': 'section', 'text': ${text('$m.text', SECTION)}}`,
      `{'type': 'actions', 'elements': [{'type': 'button', 'text': ${text(quoted(LINK_TEXT), HEADER)}, 'url': $m.link}]}`,
    ];
    const body = `($m := $states.input; {'channel': ${quoted(this.options.channel)}, 'text': ${PLAIN}, 'unfurl_links': false, 'unfurl_media': false, 'blocks': [${blocks.join(', ')}]})`;
    return {
      step: Step.callHttp(this.connection, {
        name,
        url: POST_MESSAGE,
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        arguments: expression(body),
      }),
      // Slack answers 200 to what it refuses
      accepted: `$lookup($states.input, ${quoted(name)}).ok = true`,
    };
  }
}
