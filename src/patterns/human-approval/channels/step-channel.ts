import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import { MAX_NAME_LENGTH } from '../../../workflow/steps/step-defaults';
import type { ChannelWork, Telling } from '../approval-channel';

/** State names have at most 80 characters, and the states around the step have its name and up to this more. */
const LONGEST_NAME = MAX_NAME_LENGTH - ': not told'.length;

/** A step of the user's own. */
export class StepChannel implements ChannelWork {
  public readonly name: string;
  public readonly personal = true;

  constructor(private readonly step: Step) {
    this.name = step.name;
  }

  public check(checks: PropChecks, prop: string): void {
    checks.merge(this.step._problems().map((problem) => `${prop}: ${problem}`));
    checks.check(this.name.length <= LONGEST_NAME, prop, this.name, `give it a name of at most ${LONGEST_NAME} characters: the states around it have longer ones`);
    checks.check(!this.step._members, prop, this.step.name, 'give one step: a channel cannot be a group');
  }

  public bind(): Telling {
    return { step: this.step };
  }
}
