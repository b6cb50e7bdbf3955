import { parseTimestampNanos } from '../../timestamp';
import { ordered } from '../operator';

const isTime = (text: string): boolean => parseTimestampNanos(text) !== undefined;

/** `TimestampEquals` and the like: points in time, whatever their offsets. */
export const timestampOperators = ordered('Timestamp', 'a time such as 2026-03-14T01:59:00Z', (operand) => typeof operand === 'string' && isTime(operand), (value, operand) => {
  if (typeof value !== 'string' || typeof operand !== 'string') return undefined;
  const [left, right] = [parseTimestampNanos(value), parseTimestampNanos(operand)];
  if (left === undefined || right === undefined) return undefined;
  return left.ms - right.ms || left.nanos - right.nanos;
});
