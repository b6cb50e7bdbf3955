import { has, isArray, isObject, Json } from '../json';
import { jsonText } from '../json-text';
import { isDefiniteStep } from './evaluate';
import { Step } from './syntax';

/** A step as the messages write it: `['name']`, `[0]`. */
export function renderStep(step: Step): string {
  const renderers: { readonly [K in Step['kind']]: (each: Extract<Step, { kind: K }>) => string } = {
    property: (each) => `['${each.key}']`,
    properties: (each) => `[${each.keys.map((key) => `'${key}'`).join(',')}]`,
    index: (each) => `[${each.index}]`,
    indices: (each) => `[${each.list.join(',')}]`,
    slice: (each) => `[${each.from ?? ''}:${each.to ?? ''}]`,
    wildcard: () => '[*]',
    deep: () => '..',
    filter: () => '[?]',
    function: (each) => `.${each.name}()`,
  };
  return (renderers as unknown as Record<string, (each: Step) => string>)[step.kind](step);
}

/** Why nothing stands at the path, in the words of the path library that AWS uses. */
export function explainMiss(steps: readonly Step[], start: Json): string {
  let at = '$';
  let value = start;
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    if (!isDefiniteStep(step, last) || step.kind === 'function') break;
    if (step.kind === 'index') {
      if (value === null) return `The path ${at} is null`;
      if (!isArray(value)) return `Filter: ${renderStep(step)} can only be applied to arrays. Current context is: ${textOf(value)}`;
      const item = value[step.index < 0 ? value.length + step.index : step.index];
      if (item === undefined) break;
      value = item;
    } else if (step.kind === 'property') {
      if (!isObject(value)) {
        return `Expected to find an object with property ${renderStep(step)} in path ${at} but found '${value === null ? 'null' : CLASSES[isArray(value) ? 'array' : typeof value]}'. `
          + "This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JsonSmartJsonProvider'.";
      }
      if (!has(value, step.key)) {
        if (last) break;
        return `Missing property in path ${at}${renderStep(step)}`;
      }
      value = value[step.key];
    }
    at += renderStep(step);
  }
  return `No results for path: $${steps.map(renderStep).join('')}`;
}

const CLASSES: Readonly<Record<string, string>> = {
  array: 'net.minidev.json.JSONArray',
  string: 'java.lang.String',
  number: 'java.lang.Integer',
  boolean: 'java.lang.Boolean',
};

function textOf(value: Json): string {
  return typeof value === 'string' ? value : jsonText(value);
}
