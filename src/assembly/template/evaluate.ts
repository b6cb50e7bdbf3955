import type { Json, JsonObject } from '../../asl';
import { INTRINSICS, type Frame } from '../intrinsics';

/** A template's value with its intrinsic functions resolved; `undefined` is `AWS::NoValue`, which lists and objects leave out. */
export function evaluate(value: Json, frame: Frame): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((member) => frame.evaluate(member)).filter((member) => member !== undefined);
  }
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
    const intrinsic = INTRINSICS.get(keys[0]);
    if (intrinsic === undefined) return frame.fail(`${keys[0]} is not supported`);
    return intrinsic.evaluate((value as JsonObject)[keys[0]], frame);
  }
  const result: Record<string, Json> = {};
  for (const key of keys) {
    const member = frame.evaluate((value as JsonObject)[key]);
    // `__proto__` is a key like any other here
    if (member !== undefined) Object.defineProperty(result, key, { value: member, enumerable: true, writable: true, configurable: true });
  }
  return result;
}
