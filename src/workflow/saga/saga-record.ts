import { FAILURE, member, objectOf, quoted } from '../steps/jsonata';

/**
 * What a saga notes about its failure in the object that goes on, under its own name:
 * `{ failures: [{ step, error, cause }], undone: [step], parked: [{ step, compensation, error, cause, parkingError? }] }`.
 * The first of `failures` is the original error. Everything here is JSONata over `$states`.
 */
export class SagaRecord {
  /** The record of the state's input. */
  public readonly path: string;

  constructor(private readonly saga: string) {
    this.path = member('$states.input', saga);
  }

  /** The record as an object that joins the state's input. */
  public joining(record: string): string {
    return `{${quoted(this.saga)}: ${record}}`;
  }

  /** Output of a step's catcher: the object with a new record. */
  public failed(step: string): string {
    return `$merge([$states.input, ${this.joining(`{'failures': [${failureOf(step)}], 'undone': [], 'parked': []}`)}])`;
  }

  /** Output of the catcher of a group's step: the failure alone. */
  public failedBeside(step: string): string {
    return this.joining(failureOf(step));
  }

  /** Output of a group: its steps' results, and a record of those that failed. */
  public gathered(): string {
    const record = this.joining("{'failures': $failures, 'undone': [], 'parked': []}");
    return `($failures := [${member('$states.result', this.saga)}]; `
      + `$merge($append($append([$states.input], $states.result), [${record}])))`;
  }

  /** Whether a step of the group failed. */
  public get anyFailed(): string {
    return `$count(${this.path}.failures) > 0`;
  }

  /** Whether `step` is not among the failed ones. */
  public completed(step: string): string {
    return `$not(${quoted(step)} in ${this.path}.failures.step)`;
  }

  /** The object without the record. */
  public get dropped(): string {
    return `$sift($states.input, function($v, $k) { $k != ${quoted(this.saga)} })`;
  }

  /** An object that joins when `step` is undone. */
  public undone(step: string): string {
    return this.joining(`$merge([${this.path}, {'undone': $append(${this.path}.undone, [${quoted(step)}])}])`);
  }

  /** Output of a compensation's catcher. */
  public parked(step: string, compensation: string): string {
    const entry = objectOf({ step, compensation }, quoted);
    const parked = `$append(${this.path}.parked, [$merge([${entry}, ${FAILURE}])])`;
    return `$merge([$states.input, ${this.joining(`$merge([${this.path}, {'parked': ${parked}}])`)}])`;
  }

  /** Output of the catcher of the state that parks. */
  public get notParked(): string {
    const entry = `$merge([${this.path}.parked[-1], {'parkingError': $states.errorOutput.Error}])`;
    const others = `$filter(${this.path}.parked, function($v, $i, $a) { $i < $count($a) - 1 })`;
    return `$merge([$states.input, ${this.joining(`$merge([${this.path}, {'parked': $append($append([], ${others}), [${entry}])}])`)}])`;
  }

  /** Error that the workflow fails with: the original one. */
  public get error(): string {
    return `${this.path}.failures[0].error`;
  }

  /** Cause that the workflow fails with: the original one, untouched where nothing else went wrong. */
  public get cause(): string {
    return `($r := ${this.path}; `
      + '$others := $map($filter($r.failures, function($f, $i) { $i > 0 }), function($f) { '
      + "'step ' & $f.step & ' failed too with ' & $f.error & ': ' & $f.cause }); "
      + '$parked := $map($r.parked, function($p) { '
      + "$p.compensation & ' for ' & $p.step & ' failed with ' & $p.error & ': ' & $p.cause & "
      + "($exists($p.parkingError) ? ' (could not be parked: ' & $p.parkingError & ')' : ' (parked)') }); "
      + `$substring($join($append($append([$r.failures[0].cause], $others), $parked), '; '), 0, ${MAX_CAUSE_LENGTH}))`;
  }
}

/** Causes may have this many characters: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionFailedEventDetails.html */
const MAX_CAUSE_LENGTH = 32_768;

function failureOf(step: string): string {
  return `$merge([{'step': ${quoted(step)}}, ${FAILURE}])`;
}
