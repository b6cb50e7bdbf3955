import { aws_events as events, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import { expression, quoted } from '../../../workflow/steps/jsonata';
import type { ChannelWork, Telling } from '../approval-channel';
import { LINK_TEXT } from '../approval-names';
import { shortened } from './shortened';

/** Where in Microsoft Teams approvers hear of requests. */
export interface TeamsChannelOptions {
  /** Address of the webhook without its query parameter `sig`, which is a secret and stands in the connection. */
  readonly url: string;
}

/**
 * Characters of the text: a message of Teams has at most 28 KB.
 *
 * @see https://learn.microsoft.com/microsoftteams/limits-specifications-teams
 */
const TEXT = 7000;

/** A Teams channel. Text runs, which know no markdown, so that nothing in a request makes links. */
export class TeamsChannel implements ChannelWork {
  public readonly name = 'Tell Teams';
  public readonly personal = false;

  constructor(private readonly connection: events.IConnection, private readonly options: TeamsChannelOptions) {}

  public check(checks: PropChecks, prop: string): void {
    const { url } = this.options;
    if (Token.isUnresolved(url)) return;
    // the value is a secret, so it is not repeated
    checks.check(!/[?&]sig=/.test(url), `${prop}.url`, 'an address with sig=…', 'take the secret out of it and put it into the connection: the template would show it');
    checks.check(/^https:\/\//.test(url), `${prop}.url`, url, "give an address that starts with 'https://'");
  }

  public bind(_scope: Construct, name: string): Telling {
    const block = (value: string, more: string) => `{'type': 'RichTextBlock', 'inlines': [{'type': 'TextRun', 'text': ${value}${more}}]}`;
    const card = [
      "'type': 'AdaptiveCard', 'version': '1.4'",
      `'body': [${block('$m.subject', ", 'weight': 'bolder', 'size': 'large'")}, ${block(shortened('$m.text', TEXT), '')}]`,
      `'actions': [{'type': 'Action.OpenUrl', 'title': ${quoted(LINK_TEXT)}, 'url': $m.link}]`,
    ].join(', ');
    const attachment = `{'contentType': 'application/vnd.microsoft.card.adaptive', 'content': {${card}}}`;
    return {
      step: Step.callHttp(this.connection, {
        name,
        url: this.options.url,
        arguments: expression(`($m := $states.input; {'type': 'message', 'attachments': [${attachment}]})`),
      }),
    };
  }
}
