import { has, isObject, Json, JsonObject } from '../json';
import { comparisonFields, operatorOf } from './registry';
import { didYouMean } from '../did-you-mean';
import { checkPath } from '../parsing/kinds/path';
import { hasSubstitution } from '../parsing/kinds/text';
import { Place } from '../parsing/place';
import { oneOf, show } from '../parsing/words';

const COMBINATIONS = ['And', 'Or', 'Not'];

/** Takes down what is wrong with a JSONPath choice rule, and with the rules inside of it. */
export function checkChoiceRule(rule: JsonObject, place: Place): void {
  const fields = Object.keys(rule).filter((key) => key !== 'Comment');
  const tests = fields.filter((key) => COMBINATIONS.includes(key) || operatorOf(key) !== undefined);
  for (const key of fields) {
    if (key === 'Variable' || tests.includes(key)) continue;
    place.member(key).problem(`a choice rule has no such field${didYouMean(key, [...comparisonFields, ...COMBINATIONS, 'Variable'])}`);
  }
  if (tests.length !== 1) {
    place.problem(tests.length === 0 ? "the rule needs a comparison such as 'StringEquals', or 'And', 'Or' or 'Not'" : `the rule has ${oneOf(tests).replace(' or ', ' and ')}; keep one of them`);
    return;
  }
  const [test] = tests;
  if (COMBINATIONS.includes(test)) checkCombination(rule, test, place);
  else checkComparison(rule, test, place);
}

function checkCombination(rule: JsonObject, test: string, place: Place): void {
  const inner = rule[test];
  if (has(rule, 'Variable')) place.member('Variable').problem(`cannot stand beside '${test}'; put it into the rules inside`);
  if (test === 'Not') {
    if (isObject(inner)) checkInner(inner, place.member(test));
    else place.member(test).problem(`got ${show(inner)}; give a choice rule`);
    return;
  }
  if (!Array.isArray(inner) || inner.length === 0) {
    place.member(test).problem(`got ${show(inner)}; give a list of choice rules, at least one`);
    return;
  }
  inner.forEach((each: Json, index) => {
    const here = place.member(test).element(index);
    if (isObject(each)) checkInner(each, here);
    else here.problem(`got ${show(each)}; give a choice rule`);
  });
}

function checkInner(rule: JsonObject, place: Place): void {
  if (has(rule, 'Next')) place.member('Next').problem("only the outermost rule names the state that follows; take 'Next' out");
  checkChoiceRule(Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'Next')), place);
}

function checkComparison(rule: JsonObject, test: string, place: Place): void {
  if (!has(rule, 'Variable')) place.member('Variable').problem('a comparison needs what it compares: give a path such as $.order.total');
  else if (typeof rule.Variable !== 'string') place.member('Variable').problem(`got ${show(rule.Variable)}; give a path such as $.order.total`);
  else checkPath(rule.Variable, place.member('Variable'));
  const { operator, byPath } = operatorOf(test)!;
  const operand = rule[test];
  const here = place.member(test);
  if (byPath) {
    if (typeof operand === 'string') checkPath(operand, here);
    else here.problem(`got ${show(operand)}; give a path such as $.limit`);
  } else if (!operator.accepts(operand) && !(typeof operand === 'string' && hasSubstitution(operand))) {
    here.problem(`got ${show(operand)}; give ${operator.takes}`);
  }
}
