/**
 * The mapping templates between an HTTP request and Step Functions.
 *
 * Nothing that a caller sends gets into a template's output unescaped: a body or a name with quotes in it stays one JSON string.
 * `escapeJavaScript` also escapes single quotes, which JSON does not know: they are turned back.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */

const UNESCAPE_SINGLE_QUOTES = '.replaceAll("\\\\\'", "\'")';

/** The request to start an execution, from the body. */
export function startTemplate(stateMachineArn: string, executionNameField: string | undefined): string {
  const name = executionNameField === undefined ? [] : [`  "name": "$util.escapeJavaScript($input.path('$.${executionNameField}'))",`];
  return lines([
    '{',
    `  "stateMachineArn": "${stateMachineArn}",`,
    ...name,
    `  "input": "$util.escapeJavaScript($input.json('$'))${UNESCAPE_SINGLE_QUOTES}"`,
    '}',
  ]);
}

/** The answer to a start. */
export const STARTED_TEMPLATE = '{"executionArn": $input.json(\'$.executionArn\')}';

/**
 * The answer to an execution that was waited for: its output, or the name of its error (its cause may hold what callers should not see).
 *
 * @param statusCodeField the field of the output that is the status of the answer, where it has one
 */
export function endedTemplate(statusCodeField?: string): string {
  return lines([
    "#set($status = $input.path('$.status'))",
    '#if($status == "SUCCEEDED")',
    ...statusCodeField === undefined ? [] : statusOf(statusCodeField),
    "$input.path('$.output')",
    '#elseif($status == "TIMED_OUT")',
    '#set($context.responseOverride.status = 504)',
    '{"error": "States.Timeout", "executionArn": $input.json(\'$.executionArn\')}',
    '#else',
    '#set($context.responseOverride.status = 500)',
    '{"error": $input.json(\'$.error\'), "executionArn": $input.json(\'$.executionArn\')}',
    '#end',
  ]);
}

/** The output is JSON in a text. */
function statusOf(field: string): string[] {
  return [
    "#set($output = $util.parseJson($input.path('$.output')))",
    `#if($output.${field})`,
    `#set($context.responseOverride.status = $output.${field})`,
    '#end',
  ];
}

/**
 * The answer where Step Functions refuses a request.
 *
 * An execution that exists is no failure: the request was repeated. Its ARN stands in the message, between single quotes.
 */
export const REFUSED_TEMPLATE = lines([
  "#set($type = $input.path('$.__type'))",
  '#if($type.contains("ExecutionAlreadyExists"))',
  '#set($context.responseOverride.status = 200)',
  '#set($executionArn = $input.path(\'$.message\').replaceAll("^[^\']*\'", "").replaceAll("\'.*", ""))',
  '{"executionArn": "$util.escapeJavaScript($executionArn)"}',
  '#elseif($type.contains("Throttling") || $type.contains("LimitExceeded"))',
  '#set($context.responseOverride.status = 429)',
  '{"message": "too many requests: try again later"}',
  '#elseif($type.contains("InvalidExecutionInput") || $type.contains("InvalidName") || $type.contains("Validation"))',
  '#set($context.responseOverride.status = 400)',
  '{"message": "the workflow does not take this request"}',
  '#else',
  '#set($context.responseOverride.status = 502)',
  '{"message": "the workflow could not be started"}',
  '#end',
]);

/** The answer where Step Functions itself fails. */
export const UNAVAILABLE_TEMPLATE = '{"message": "the workflow could not be started"}';

function lines(texts: string[]): string {
  return texts.join('\n');
}
