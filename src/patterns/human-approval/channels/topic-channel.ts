import { aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import { expression } from '../../../workflow/steps/jsonata';
import type { ChannelWork, Telling } from '../approval-channel';
import { LINK_TEXT } from '../approval-names';
import { shortened } from './shortened';

/**
 * A subject of SNS: ASCII without control characters, below 100 characters, that starts with a letter, digit or punctuation.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const SUBJECT = shortened('$replace($states.input.subject, /[^\\x20-\\x7E]/, "?")', 99, '...');

/** The subscribers of a topic. */
export class TopicChannel implements ChannelWork {
  public readonly name: string;
  public readonly personal = false;

  constructor(private readonly topic: sns.ITopic) {
    this.name = `Tell ${topic.node.id}`;
  }

  public check(checks: PropChecks, prop: string): void {
    checks.check(!this.topic.fifo, prop, this.topic, 'give a standard topic: a FIFO topic has no mail subscribers');
  }

  public bind(_scope: Construct, name: string): Telling {
    return {
      step: Step.publish(this.topic, {
        name,
        subject: expression(SUBJECT),
        arguments: expression(`$states.input.text & '\\n\\n${LINK_TEXT}\\n' & $states.input.link & '\\n'`),
      }),
    };
  }
}
