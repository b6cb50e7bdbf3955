import { PropChecks } from '../../../workflow/prop-checks';
import { Step } from '../../../workflow/step';
import type { ChannelWork, Telling } from '../approval-channel';

/** A step of the user's own. */
export class StepChannel implements ChannelWork {
  public readonly name: string;
  public readonly personal = true;

  constructor(private readonly step: Step) {
    this.name = step.name;
  }

  public check(checks: PropChecks, prop: string): void {
    checks.merge(this.step._problems().map((problem) => `${prop}: ${problem}`));
    checks.check(!this.step._members, prop, this.step.name, 'give one step: a channel cannot be a group');
  }

  public bind(): Telling {
    return { step: this.step };
  }
}
