import { ETL_ERRORS, ETL_MEMBERS } from './etl-names';
import { quoted } from '../../workflow/steps/jsonata';

/** Causes may have this many characters: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
const MAX_CAUSE_LENGTH = 32_768;

/** Error names may have this many characters: the same page. */
const MAX_ERROR_LENGTH = 256;

/** How often the execution has been redriven. */
const REDRIVES = '($exists($states.context.Execution.RedriveCount) ? $states.context.Execution.RedriveCount : 0)';

/** What a step's failure leaves of a cause: the record travels with the run's data, which holds 256 KiB. */
const STEP_CAUSE_LENGTH = 4_000;

/** The record of the state's input. */
export const FAILURE = `$states.input.${ETL_MEMBERS.failure}`;

/**
 * What a run notes when it fails, as member `failure` of its object:
 * `{ stage, resumeFrom?, steps: [{ step?, error, cause }], redrives, input?, notMoved? }`. The first of `steps` is what the run fails with;
 * without `resumeFrom`, no stage has begun.
 * Everything here is JSONata over `$states`.
 */
export const failureRecord = {
  /** The failure of one step, as an object of its own. */
  ofStep: (step: string): string => `{${quoted(ETL_MEMBERS.failure)}: $merge([{'step': ${quoted(step)}}, ${errorOutput()}])}`,

  /** The object with the record of a failure of no step: the stage's own, or of the lock. */
  joining: (stage: string, resumeFrom: string, error = errorOutput()): string =>
    `$merge([$states.input, {${quoted(ETL_MEMBERS.failure)}: ${record(stage, resumeFrom, `[${error}]`)}}])`,

  /** Output of a stage: the results of its steps, and a record where some failed. */
  gathered: (stage: string): string => `($failed := [$states.result.${ETL_MEMBERS.failure}]; $all := $append([$states.input], $states.result); `
    + `$merge($count($failed) = 0 ? $all : $append($all, [{${quoted(ETL_MEMBERS.failure)}: ${record(quoted(stage), quoted(stage), '$failed')}}])))`,

  /** Whether a stage failed. */
  exists: `$exists(${FAILURE})`,

  /** The object with one more member of the record. */
  with: (member: string, value: string): string =>
    `$merge([$states.input, {${quoted(ETL_MEMBERS.failure)}: $merge([${FAILURE}, {${quoted(member)}: ${value}}])}])`,

  /** The error of a catcher. */
  caught: "$type($states.errorOutput.Error) = 'string' ? $states.errorOutput.Error : 'States.TaskFailed'",

  /** The object as a run has it that is resumed: without the record, from the stage that failed. */
  resumed: `$merge([$sift($states.input, function($v, $k) { $k != ${quoted(ETL_MEMBERS.failure)} }), `
    + `$exists(${FAILURE}.resumeFrom) ? {${quoted(ETL_MEMBERS.startFrom)}: ${FAILURE}.resumeFrom} : {}])`,

  /** The error that the run ends with; once it is redriven, the one that is caught. */
  error: `${REDRIVES} > ${FAILURE}.redrives ? ${quoted(ETL_ERRORS.redriven)} : $substring(${FAILURE}.steps[0].error, 0, ${MAX_ERROR_LENGTH})`,

  /** The cause that the run ends with. */
  cause: `$substring('stage ' & ${FAILURE}.stage & ': ' & ${stepLines("'; '")}, 0, ${MAX_CAUSE_LENGTH})`,
};

/** A line for each step that failed. */
export function stepLines(separator: string): string {
  return `$join($map(${FAILURE}.steps, function($s) { ($exists($s.step) ? 'step ' & $s.step & ' failed with ' : '') & $s.error & ': ' & $s.cause }), ${separator})`;
}

function record(stage: string, resumeFrom: string, steps: string): string {
  return `{'stage': ${stage}, 'resumeFrom': ${resumeFrom}, 'steps': ${steps}, 'redrives': ${REDRIVES}}`;
}

/** Error and cause of a catcher, as text: an error without a cause has null there. */
function errorOutput(): string {
  return "{'error': $type($states.errorOutput.Error) = 'string' ? $states.errorOutput.Error : 'States.TaskFailed', "
    + `'cause': $type($states.errorOutput.Cause) = 'string' ? $substring($states.errorOutput.Cause, 0, ${STEP_CAUSE_LENGTH}) : ''}`;
}
