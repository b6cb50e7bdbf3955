import { Construct } from 'constructs';
import { CallRecords } from './call-records';
import { longestOf } from './longest-call';
import { CALL_NAMES, resultOf } from './names';
import { inherited, outputOf, OwnStep } from './own-step';
import { ServiceErrors } from './service-errors';
import { PropChecks } from '../../workflow/prop-checks';
import { Step } from '../../workflow/step';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, expressionText, FAILURE, isExpression, member, quoted } from '../../workflow/steps/jsonata';
import { Rendered, RenderOptions } from '../../workflow/steps/step-work';

/** How a call is made for each item of a list. */
export interface ForEachOptions {
  /**
   * The list: a JSONata expression in `{% %}` over `$states.input` that gives one. One value, null too, is a list of one, and nothing an empty list, as
   * JSONata makes that of a path with one match or none. Each call sees `$states.input.item` and, counted from 0,
   * `$states.input.index`, beside what every step receives.
   */
  readonly items: string;

  /**
   * Calls that are made at one moment, 1 to 40: an execution runs no more of them at once.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
   * @default 40
   */
  readonly maxConcurrency?: number;

  /**
   * How many items may fail: with more, the fan-out fails as a whole. A fan-out of which every item fails has failed in any case.
   *
   * @default - any number; none where the orchestration is all or nothing
   */
  readonly toleratedFailures?: number;
}

const MOST_AT_ONCE = 40;

/** The results as a list: JSONata makes a value of a list of one, and flattens a list that is the one value. */
const LIST = "($all := $states.input.results; $one := $all[0].r; $count($all) = 1 ? ($type($one) = 'array' ? [[$one]] : [$one]) "
  + ': $append([], $map($all, function($x) { $x.r })))';

/**
 * A call for each item of a list, gathered in the order of the items: null for each that failed, with `NAME failure` beside the result that
 * says which ones and why.
 */
export class ForEach extends OwnStep {
  constructor(public readonly name: string, private readonly step: Step, private readonly options: ForEachOptions) {
    super();
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    return [this.name, ...['items', 'item failed', 'enough?', 'gathered', 'too many failed'].map((part) => this.part(part)), ...this.step._stateNames];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return this.step._expressProblems();
  }

  protected check(checks: PropChecks, prop: (name: string) => string): void {
    const { items, maxConcurrency: most, toleratedFailures: tolerated } = this.options;
    checks.check(isExpression(items), prop('items'), items, 'give a JSONata expression in {% %}');
    checks.check(most === undefined || Number.isInteger(most) && most >= 1 && most <= MOST_AT_ONCE, prop('maxConcurrency'), most,
      `give a whole number from 1 to ${MOST_AT_ONCE}`);
    checks.check(tolerated === undefined || Number.isInteger(tolerated) && tolerated >= 0, prop('toleratedFailures'), tolerated, 'give a whole number of at least 0');
    checks.check(this.step._members === undefined, prop('step'), this.step.name, 'give one call, not a group');
    checks.check(this.step._compensation === undefined, prop('step'), this.step.name,
      'nothing undoes single items: take out the compensation, or list the calls in the orchestration');
    checks.check(this.step.name !== this.name, prop('name'), this.name, 'give another name than that of the call');
    checks.merge(this.step._problems());
  }

  protected render(scope: Construct, options: RenderOptions): Rendered {
    const { maxConcurrency = MOST_AT_ONCE, items } = this.options;
    const failed = new AslState(scope, this.part('item failed'), { Type: 'Pass' });
    const call = this.step._render(scope, {
      ...inherited(options), result: 'alone', failures: [{ next: failed, output: `{'failure': ${FAILURE}}` }],
    });
    const records = CallRecords.of(scope);
    const round = records && longestOf(records, scope, this.step);
    if (round !== undefined) records!.longest[this.name] = round;
    const map = new AslState(scope, this.part('items'), {
      Type: 'Map',
      Items: expression(`($list := (${expressionText(items)}); $type($list) = 'array' ? $list : $exists($list) ? [$list] : [])`),
      ItemSelector: expression("$merge([$states.input, {'item': $states.context.Map.Item.Value, 'index': $states.context.Map.Item.Index}])"),
      MaxConcurrency: maxConcurrency,
      Output: expression(`{'results': ${this.results}, 'failures': ${this.failures}}`),
    }).forEach(call);
    const gathered = new AslState(scope, this.part('gathered'), { Type: 'Pass', Output: this.gathered() });
    const tooMany = new AslState(scope, this.part('too many failed'), {
      Type: 'Fail', Error: ServiceErrors.ITEMS_FAILED, Cause: expression(this.cause),
    });
    map.next(new AslState(scope, this.part('enough?'), { Type: 'Choice' }).when(expression(this.tooMany(scope)), tooMany).otherwise(gathered));
    return new AslState(scope, this.name, { Type: 'Parallel', Output: expression(outputOf('$states.result[0]', options)) })
      .branch(map).catchAll(options.failures);
  }

  /** A list also where there is one item or none, as JSONata would make a value of one. */
  private get results(): string {
    const result = member('$r', this.step.name);
    return `[$map($states.result, function($r) { $exists(${result}) ? {'r': ${result}} : {'r': null} })]`;
  }

  private get failures(): string {
    return '[$filter($map($states.result, function($r, $i) { $exists($r.failure) ? $merge([{\'index\': $i}, $r.failure]) : {} }), function($f) { $exists($f.error) })]';
  }

  private get cause(): string {
    return "$count($states.input.failures) & ' of ' & $count($states.input.results) & ' calls failed, the first with ' "
      + "& $states.input.failures[0].error & ': ' & $states.input.failures[0].cause";
  }

  private tooMany(scope: Construct): string {
    const tolerated = this.options.toleratedFailures ?? (CallRecords.of(scope)?.props.allOrNothing ? 0 : undefined);
    const all = '$count($states.input.failures) = $count($states.input.results)';
    const more = tolerated === undefined ? all : `${all} or $count($states.input.failures) > ${tolerated}`;
    return `$count($states.input.failures) > 0 and (${more})`;
  }

  private gathered(): string {
    const failure = `{'error': ${quoted(ServiceErrors.ITEMS_FAILED)}, 'cause': ${this.cause}, 'items': $states.input.failures}`;
    const own = resultOf(this.name, LIST);
    const text = expressionText(own);
    const name = CALL_NAMES.failure(this.name);
    return expression(`$count($states.input.failures) = 0 ? ${text} : $merge([${text}, {${quoted(name)}: ${failure}}])`);
  }

  private part(part: string): string {
    return CALL_NAMES.part(this.name, part);
  }
}
