import { ETL_MEMBERS } from './etl-names';
import { FAILURE, stepLines } from './failure-record';
import { JsonObject } from '../../workflow/steps/json';
import { expression, quoted } from '../../workflow/steps/jsonata';

/** A message holds 256 KiB, of which steps' causes may take this much: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_STEPS_LENGTH = 100_000;

/** The domain of the console, by partition. */
const DOMAIN = "$lookup({'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com'}, $arn[1])";

/** Where the console shows the execution. */
export const CONSOLE_LINK = "($arn := $split($states.context.Execution.Id, ':'); "
  + `$domain := ${DOMAIN}; 'https://' & $arn[3] & '.' & ($exists($domain) ? $domain : 'console.aws.amazon.com') `
  + "& '/states/home?region=' & $arn[3] & '#/v2/executions/details/' & $states.context.Execution.Id)";

/** The request that tells people of a failure: where it failed, why, what became of the input, where to look and how to go on. */
export function failureMessage(pipeline: string, topicArn: string): JsonObject {
  const moved = `${FAILURE}.input`;
  const input = `$exists(${FAILURE}.notMoved) ? ['Input: could not be moved: ' & ${FAILURE}.notMoved] : $exists(${moved}) ? `
    + `['Input: ' & $string(${moved}.moved) & ' objects moved to s3://' & ${moved}.bucket & '/' & ${moved}.prefix, `
    + `$count(${moved}.left) > 0 ? 'These could not be moved: ' & $join(${moved}.left, ', ') : []] : []`;
  // without a stage to resume from, the member is left out: `startFrom` names a stage
  const again = `$string({'${ETL_MEMBERS.startFrom}': ${FAILURE}.resumeFrom, '${ETL_MEMBERS.runDate}': $states.input.${ETL_MEMBERS.runDate}})`;
  const lines = [
    `${quoted(`${pipeline} failed in stage `)} & ${FAILURE}.stage & '.'`,
    `'Run date: ' & $states.input.${ETL_MEMBERS.runDate}`,
    `$substring(${stepLines("'\\n'")}, 0, ${MAX_STEPS_LENGTH})`,
    `(${input})`,
    `'Execution: ' & ${CONSOLE_LINK}`,
    `($exists(${FAILURE}.resumeFrom) ? 'To resume from this stage, ' : 'To start it again, ') & ($exists(${moved}) ? 'put back what it reads of the input, then ' : '') & 'redrive the execution, or start another with ' & ${again}`,
  ];
  return {
    TopicArn: topicArn,
    // a subject is ASCII of up to 100 characters
    Subject: `${pipeline.replace(/[^ -~]/g, '?').slice(-80)} failed`,
    Message: expression(`$join([${lines.join(', ')}], '\\n')`),
  };
}
