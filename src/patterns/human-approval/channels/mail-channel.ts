import { aws_ses as ses, aws_stepfunctions as sfn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ownName } from '../../../workflow/own-name';
import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import { AslState } from '../../../workflow/steps/asl-state';
import { expression, member } from '../../../workflow/steps/jsonata';
import type { ChannelWork, Telling } from '../approval-channel';
import { LINK_TEXT } from '../approval-names';

/** How approvers get mail. */
export interface MailChannelOptions {
  /** Who sends: `approvals@example.com`, or with a name, `Approvals <approvals@example.com>`. */
  readonly sender: string;

  /** The verified SES identity that the sender belongs to: an address or a domain. */
  readonly identity: ses.IEmailIdentity;

  /**
   * Name of an SES template of your own. Its data are `subject`, `text` (all but the link), `title`, `summary`, `fields` (each with `label` and
   * `value`), `deadline` and `link`; for an HTML part, `html` has the members escaped, as SES escapes nothing.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
   * @default - a plain template with a text and an HTML part
   */
  readonly templateName?: string;
}

/** Mails on their way at a time: SES takes a few in a second from an account that is new. */
const AT_ONCE = 5;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailTemplate.html */
const TEMPLATE_NAME_LENGTH = 64;

const ESCAPE = '$e := function($t) { $replace($replace($replace($replace($t, "&", "&amp;"), "<", "&lt;"), ">", "&gt;"), \'"\', "&quot;") }';
const MEMBERS = "'subject': $replace($m.subject, /[\\x00-\\x1F\\x7F]+/, ' '), 'text': $m.text, 'title': $m.title, 'summary': $m.summary, "
  + "'fields': $m.fields, 'deadline': $m.deadline";
const ESCAPED = "'title': $e($m.title), 'summary': $e($m.summary), "
  + "'fields': [$map($m.fields, function($f) { {'label': $e($f.label), 'value': $e($f.value)} })], 'deadline': $e($m.deadline)";

/** Those who get mail: approvers may be programs as well, by the ARN of a role, and no ARN has an `@`. */
const ADDRESSED = "$states.input.links[$contains(approver, '@')]";

/** The text part is the message as every channel has it: a value cannot look like its end. */
const TEXT = `{{text}}

${LINK_TEXT}
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

/** Mail through SES: one to each approver, with a link of their own. */
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
    const each = new AslState(scope, `${name}: each`, {
      Type: 'Map',
      Items: expression(`[${ADDRESSED}]`),
      ItemSelector: { message: '{% $states.input %}', to: '{% $states.context.Map.Item.Value %}' },
      MaxConcurrency: AT_ONCE,
      Output: "{% {'sent': $count($states.result.sent), 'refused': [$states.result.refused]} %}",
    }).forEach(this.one(scope, `${name}: one`));
    const result = member('$states.input', name);
    return { step: Step.of(each, { name }), accepted: `${result}.sent > 0`, refusals: `${result}.refused` };
  }

  /** One mail: what SES refuses is told by the approver's name, and the others get theirs. */
  private one(scope: Construct, name: string): sfn.IChainable {
    const data = `($m := $states.input.message; $l := $states.input.to; ${ESCAPE}; `
      + `$string({${MEMBERS}, 'link': $l.url, 'html': {${ESCAPED}, 'link': $e($l.url)}}))`;
    const refused = new AslState(scope, `${name} refused`, { Type: 'Pass' });
    const sent = new AslState(scope, `${name} sent`, { Type: 'Pass', Output: { sent: true } });
    const send = Step.callService({
      name,
      service: 'sesv2',
      action: 'sendEmail',
      errorPrefix: 'SesV2',
      arguments: {
        FromEmailAddress: this.options.sender,
        FromEmailAddressIdentityArn: this.options.identity.emailIdentityArn,
        Destination: { ToAddresses: ['{% $states.input.to.approver %}'] },
        Content: { Template: { TemplateName: this.options.templateName ?? this.createTemplate(scope), TemplateData: expression(data) } },
      },
    })._render(scope, {
      result: 'alone', failures: [{ next: refused, output: "{'refused': $states.input.to.approver & ' (' & $states.errorOutput.Error & ')'}" }],
    });
    send.next(sent);
    return send;
  }

  private createTemplate(scope: Construct): string {
    const templateName = ownName(scope, TEMPLATE_NAME_LENGTH).replace(/\./g, '-');
    new ses.CfnTemplate(scope, 'MailTemplate', { template: { templateName, subjectPart: '{{subject}}', textPart: TEXT, htmlPart: HTML } });
    return templateName;
  }
}
