import { field, Fields } from '../fields';
import { Place } from '../place';
import { checkAllIsLast, errorNames } from './error-names';
import { listOf, nested } from './nested';
import { fixedFraction, fixedNumber, MOST } from './number';
import { text, word } from './text';

/** The longest that `MaxDelaySeconds` may be: less than a year of 366 days. */
const LONGEST_DELAY = 31_622_399;

/** The fields of an entry of `Retry`. */
export const retrierFields: Fields = {
  ErrorEquals: field('errorEquals', errorNames, { required: true }),
  IntervalSeconds: field('intervalSeconds', fixedNumber(1)),
  MaxAttempts: field('maxAttempts', fixedNumber(0)),
  BackoffRate: field('backoffRate', fixedFraction(1, MOST)),
  MaxDelaySeconds: field('maxDelaySeconds', fixedNumber(1, LONGEST_DELAY)),
  JitterStrategy: field('jitterStrategy', word(['FULL', 'NONE'])),
  Comment: field('comment', text),
};

function check(read: Record<string, unknown>, place: Place): void {
  const { intervalSeconds = 1, maxDelaySeconds } = read;
  if (typeof maxDelaySeconds === 'number' && typeof intervalSeconds === 'number' && maxDelaySeconds <= intervalSeconds) {
    place.member('MaxDelaySeconds').problem(`got ${maxDelaySeconds}; give more than IntervalSeconds, which is ${intervalSeconds}`);
  }
}

/** `Retry`. */
export const retriers = listOf('a list of retriers', nested('a retrier', retrierFields, check), 0, checkAllIsLast);
