import { list, text, type Intrinsic } from './intrinsic';
import type { Json } from '../../asl';

/** `[map, first key, second key, { DefaultValue }?]`. */
export const FIND_IN_MAP: Intrinsic = {
  name: 'Fn::FindInMap',
  evaluate: (argument, frame) => {
    const parts = list('Fn::FindInMap', argument, 3, 4, frame);
    const [map, first, second] = parts.slice(0, 3).map((part) => text('Fn::FindInMap', frame.evaluate(part), frame));
    const found = frame.mapping(map, first, second);
    if (found !== undefined) return found;
    const otherwise = parts[3] as { DefaultValue?: Json } | undefined;
    if (otherwise?.DefaultValue !== undefined) return frame.evaluate(otherwise.DefaultValue);
    return frame.fail(`mapping '${map}' has no '${first}' with '${second}'`);
  },
};
