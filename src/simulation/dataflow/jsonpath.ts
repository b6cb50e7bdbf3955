import type { Value } from './language';
import { compileIntrinsic, compilePath, isIntrinsic, Json } from '../../asl';
import type { Frame } from '../engine/frame';

/** Compiles a path or an intrinsic function whose value has to be there. */
export function compileJsonPath(text: string): Value {
  if (isIntrinsic(text)) return compileIntrinsic(text);
  const path = compilePath(text);
  const { find } = path;
  return (frame) => {
    const value = find(frame);
    return value === undefined ? path.read(frame) : value;
  };
}

/** Compiles a path whose value may be missing: undefined then. */
export function compileLookup(text: string): (frame: Frame) => Json | undefined {
  if (isIntrinsic(text)) return compileIntrinsic(text);
  return compilePath(text).find;
}
