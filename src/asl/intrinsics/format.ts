import { Json } from '../json';
import { jsonText } from '../json-text';
import { Intrinsic, IntrinsicProblem, textAt } from './intrinsic';

/** A template in its fixed parts: an argument stands between each two. */
export function fixedParts(template: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let index = 0; index < template.length; index++) {
    const char = template[index];
    const next = template[index + 1];
    if (char === '\\' && (next === '{' || next === '}' || next === '\\' || next === "'")) {
      part += next;
      index++;
    } else if (char === '{' && next === '}') {
      parts.push(part);
      part = '';
      index++;
    } else {
      part += char;
    }
  }
  parts.push(part);
  return parts;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : jsonText(value);
}

/** `States.Format(template, …)`: the template with each `{}` replaced by an argument. */
export const format: Intrinsic = {
  name: 'States.Format',
  arguments: [1, Infinity],
  call(args) {
    const parts = fixedParts(textAt(args, 0));
    if (parts.length !== args.length) {
      throw new IntrinsicProblem(`the number of '{}' must equal the number of arguments after the template, but there are ${parts.length - 1} and ${args.length - 1}`);
    }
    return parts.reduce((text, part, index) => text + textOf(args[index]) + part);
  },
};
