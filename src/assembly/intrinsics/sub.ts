import { text, type Frame, type Intrinsic } from './intrinsic';
import type { Json, JsonObject } from '../../asl';

/** `${Name}`, `${Name.Attribute}`, `${Variable}` of its second member; `${!Literal}` stays as `${Literal}`. */
export const SUB: Intrinsic = {
  name: 'Fn::Sub',
  evaluate: (argument, frame) => {
    const [template, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [Json, JsonObject | undefined];
    return text('Fn::Sub', template, frame).replace(/\$\{([^{}]*)\}/g, (whole, inner: string) => {
      const name = inner.trim();
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      return text(`Fn::Sub '${whole}'`, valueOf(name, variables ?? {}, frame), frame);
    });
  },
};

function valueOf(name: string, variables: JsonObject, frame: Frame): Json | undefined {
  if (Object.hasOwn(variables, name)) return frame.evaluate(variables[name]);
  const dot = name.indexOf('.');
  return dot < 0 ? frame.ref(name) : frame.attribute(name.slice(0, dot), name.slice(dot + 1));
}
