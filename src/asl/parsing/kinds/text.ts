import { didYouMean } from '../../did-you-mean';
import { Json } from '../../json';
import { expected, FieldKind } from '../fields';
import { Place } from '../place';

/** Whether the text holds a substitution `${…}` of a deployment tool, which stays as it is. */
export function hasSubstitution(text: string): boolean {
  return /\$\{[^}]*\}/.test(text);
}

/** Any text. */
export const text: FieldKind = {
  expects: 'text',
  read: (value, place) => typeof value === 'string' ? value : expected('text', value, place),
};

/** Text that is not empty. */
export const name: FieldKind = {
  expects: 'text that is not empty',
  read: (value, place) => typeof value === 'string' && value !== '' ? value : expected('text that is not empty', value, place),
};

/** One of some words. */
export function word(words: readonly string[]): FieldKind {
  const expects = `one of ${words.join(', ')}`;
  return {
    expects,
    read(value: Json, place: Place) {
      if (typeof value === 'string' && (words.includes(value) || hasSubstitution(value))) return value;
      if (typeof value !== 'string') return expected(expects, value, place);
      place.problem(`got '${value}'; give ${expects}${didYouMean(value, words)}`);
      return undefined;
    },
  };
}

/** The word `true`. */
export const onlyTrue: FieldKind = {
  expects: 'true',
  read(value, place) {
    if (typeof value !== 'boolean') return expected('true', value, place);
    return value;
  },
};

/** A list of texts. */
export const texts: FieldKind = {
  expects: 'a list of texts',
  read: (value, place) => Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : expected('a list of texts', value, place),
};

/** The longest label of a Distributed Map, and what must not stand in it. @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const LABEL = /^[^\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]{1,40}$/;

/** The label of a Distributed Map. */
export const label: FieldKind = {
  expects: 'a label of 1 to 40 characters, without spaces, brackets, wildcards or special characters',
  read: (value, place) => typeof value === 'string' && (LABEL.test(value) || hasSubstitution(value)) ? value : expected(label.expects, value, place),
};
