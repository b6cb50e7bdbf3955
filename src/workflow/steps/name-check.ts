import { Token } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { MAX_NAME_LENGTH } from './step-defaults';

/** Notes what keeps `name` from naming a state. */
export function checkStateName(checks: PropChecks, prop: string, name: string): void {
  const readable = !Token.isUnresolved(name);
  checks.check(readable, prop, name, 'give a name that is known at synth');
  if (!readable) return;
  checks.check(name.length >= 1 && name.length <= MAX_NAME_LENGTH, prop, name,
    `give 1 to ${MAX_NAME_LENGTH} characters; these are ${name.length}`);
  checks.check(!/[\u0000-\u001f\u007f-\u009f/]/.test(name), prop, name, "give a name without '/' and control characters");
}
