import { Duration } from 'aws-cdk-lib';
import { PropChecks } from '../../workflow/prop-checks';

/**
 * Events of an execution's history. One more, and the execution fails.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const HISTORY = 25_000;

/** What is kept for asking, voting and retries. */
const RESERVE = 3_000;

/** Events of one wait that runs out, one look into the table and one choice. */
const LOOK_EVENTS = 14;

/** Events of one reminder: it is noted and composed, and each channel is told. */
const REMINDER_EVENTS = 16;
const CHANNEL_EVENTS = 16;

/** Events of one mail. */
const MAIL_EVENTS = 11;

/** So often at most do the states look for a decision that nobody told them of. */
const MOST_LOOKS = 800;

/** The shortest time between two such looks, in seconds. */
const SHORTEST_LOOK = 3600;

/** Seconds after which the states look for a decision by themselves, in an approval that may take so long. */
export function lookSeconds(total: number): number {
  return Math.max(SHORTEST_LOOK, Math.ceil(total / MOST_LOOKS));
}

/** Notes reminders that are too many for one execution. */
export function checkReminders(
  interval: Duration | undefined, total: number, told: { readonly channels: number; readonly mails: number }, checks: PropChecks,
): void {
  if (!interval) return;
  const left = HISTORY - RESERVE - Math.floor(total / lookSeconds(total)) * LOOK_EVENTS;
  const most = Math.floor(left / (LOOK_EVENTS + REMINDER_EVENTS + CHANNEL_EVENTS * told.channels + MAIL_EVENTS * told.mails));
  const reminders = Math.floor(total / interval.toSeconds());
  checks.check(reminders <= most, 'reminderInterval', interval,
    `in ${Duration.seconds(total).toHumanString()} that is ${reminders} reminders, and the history of an execution has room for ${most}: give at least ${
      Duration.seconds(Math.ceil(total / most)).toHumanString()}`);
}
