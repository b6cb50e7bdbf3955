import { checkChoiceRule } from '../../choice/check';
import { isObject, Json, put } from '../../json';
import { ChoiceBranch } from '../../model';
import { expected, FieldKind, Fields, field, jsonataField, readFields } from '../fields';
import { condition } from './expression';
import { listOf } from './nested';
import { assign, template } from './template';
import { name, text } from './text';

/** The fields of an entry of `Choices`, beside the comparison itself. */
export const branchFields: Fields = {
  Next: field('next', name, { required: true }),
  Condition: jsonataField('condition', condition, { required: true }),
  Output: jsonataField('output', template),
  Assign: field('assign', assign),
  Comment: field('comment', text),
};

const branch: FieldKind = {
  expects: 'a choice rule',
  read(value: Json, place): ChoiceBranch | undefined {
    if (!isObject(value)) return expected('a choice rule', value, place);
    if (place.language === 'JSONata') return { ...readFields(value, branchFields, place, 'a choice rule'), rule: value } as unknown as ChoiceBranch;
    const own: Record<string, Json> = {};
    const rule: Record<string, Json> = {};
    for (const [key, each] of Object.entries(value)) put(Object.hasOwn(branchFields, key) ? own : rule, key, each);
    const read = readFields(own, branchFields, place, 'a choice rule');
    checkChoiceRule(rule, place);
    return { ...read, rule: value } as unknown as ChoiceBranch;
  },
  render: (value: ChoiceBranch): Json => value.rule,
};

/** `Choices`. */
export const choices = listOf('a list of choice rules', branch, 1);
