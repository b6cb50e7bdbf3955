import { aws_ses as ses, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ownName } from '../../../workflow/own-name';
import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import { expression, quoted } from '../../../workflow/steps/jsonata';
import type { ChannelWork, Telling } from '../approval-channel';
import { LINK_TEXT } from '../approval-names';

/** How approvers get mail. */
export interface MailChannelOptions {
  /** Who sends: `approvals@example.com`, or with a name, `Approvals <approvals@example.com>`. */
  readonly sender: string;

  /** The verified SES identity that the sender belongs to: an address or a domain. */
  readonly identity: ses.IEmailIdentity;

  /**
   * Name of an SES template of your own. Its data are `subject`, `title`, `summary`, `fields` (each with `label` and `value`), `deadline`,
   * `link`, and `html` with the same members escaped for an HTML part, as SES escapes nothing.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
   * @default - a plain template with a text and an HTML part
   */
  readonly templateName?: string;
}

/** Mails that one call of SES sends. @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html */
export const MOST_MAILS = 50;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailTemplate.html */
const TEMPLATE_NAME_LENGTH = 64;

const ESCAPE = '$e := function($t) { $replace($replace($replace($replace($t, "&", "&amp;"), "<", "&lt;"), ">", "&gt;"), \'"\', "&quot;") }';
const MEMBERS = "'subject': $replace($m.subject, /[\\x00-\\x1F\\x7F]+/, ' '), 'title': $m.title, 'summary': $m.summary, 'fields': $m.fields, 'deadline': $m.deadline";
const ESCAPED = "'title': $e($m.title), 'summary': $e($m.summary), "
  + "'fields': [$map($m.fields, function($f) { {'label': $e($f.label), 'value': $e($f.value)} })], 'deadline': $e($m.deadline)";

/** The fields of a message, for the text part: SES fills it as Handlebars does. */
const TEXT = `{{title}}

{{summary}}

{{#each fields}}{{label}}: {{value}}
{{/each}}
To be decided until {{deadline}}. ${LINK_TEXT}
{{link}}
`;

const HTML = `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif; line-height: 1.5">
<h1 style="font-size: 1.25em" dir="auto">{{html.title}}</h1>
<p dir="auto" style="white-space: pre-line">{{html.summary}}</p>
<table>{{#each html.fields}}<tr><th align="left" dir="auto">{{label}}</th><td dir="auto" style="white-space: pre-line">{{value}}</td></tr>{{/each}}</table>
<p>To be decided until {{html.deadline}}.</p>
<p><a href="{{html.link}}">${LINK_TEXT}</a></p>
</body>
</html>
`;

/** Mail through SES: one call for all approvers, a link of their own for each. */
export class MailChannel implements ChannelWork {
  public readonly name = 'Send mail';
  public readonly personal = true;

  constructor(private readonly options: MailChannelOptions) {}

  public check(checks: PropChecks, prop: string): void {
    const { sender, templateName } = this.options;
    const plain = Token.isUnresolved(sender) || /^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(sender);
    checks.check(plain, `${prop}.sender`, sender, "give an address, 'approvals@example.com' or 'Approvals <approvals@example.com>'");
    checks.check(templateName !== '', `${prop}.templateName`, templateName, 'name a template, or leave it out');
  }

  public bind(scope: Construct, name: string): Telling {
    const TemplateName = this.options.templateName ?? this.createTemplate(scope);
    const own = `{'link': $l.url, 'html': $merge([{${ESCAPED}}, {'link': $e($l.url)}])}`;
    const entries = `($m := $states.input; ${ESCAPE}; [$map($m.links, function($l) { {
      'Destination': {'ToAddresses': [$l.approver]},
      'ReplacementEmailContent': {'ReplacementTemplate': {'ReplacementTemplateData': $string($merge([{${MEMBERS}}, ${own}]))}}
    } })])`;
    return {
      step: Step.callService({
        name,
        service: 'sesv2',
        action: 'sendBulkEmail',
        errorPrefix: 'SesV2',
        arguments: {
          FromEmailAddress: this.options.sender,
          FromEmailAddressIdentityArn: this.options.identity.emailIdentityArn,
          DefaultContent: { Template: { TemplateName, TemplateData: '{}' } },
          BulkEmailEntries: expression(entries.replace(/\s*\n\s*/g, ' ')),
        },
        result: expression('$states.result.BulkEmailEntryResults[Status != \'SUCCESS\'].Status ~> $count'),
      }),
      accepted: `$lookup($states.input, ${quoted(name)}) = 0`,
    };
  }

  private createTemplate(scope: Construct): string {
    const templateName = ownName(scope, TEMPLATE_NAME_LENGTH).replace(/\./g, '-');
    new ses.CfnTemplate(scope, 'MailTemplate', { template: { templateName, subjectPart: '{{subject}}', textPart: TEXT, htmlPart: HTML } });
    return templateName;
  }
}
