import { CALL_NAMES } from './names';
import { singleCalls } from './orchestration-checks';
import { ORCHESTRATION_DEFAULTS, ServiceOrchestrationProps } from './service-orchestration-props';
import { quoted } from '../../workflow/steps/jsonata';

/** Characters of a cause that the answer repeats, so that the causes of all calls have room in it. */
const CAUSE_LENGTH = 1024;

/**
 * The answer as JSONata over the object with the calls' results: `{ status, statusCode, results, failures, fallbacks, answeredBy }`. A call that was not made,
 * because one that is required failed before it, has no result and no failure.
 */
export function outcome(props: ServiceOrchestrationProps, allOrNothing: boolean): string {
  const names = singleCalls(props.calls).map(({ name }) => name);
  const codes = { ...ORCHESTRATION_DEFAULTS.statusCodes, ...props.statusCodes };
  const calls = `[${names.map((name) => `{'call': ${quoted(name)}, 'failure': ${quoted(CALL_NAMES.failure(name))}, `
    + `'fallback': ${quoted(CALL_NAMES.fallback(name))}, 'from': ${quoted(CALL_NAMES.from(name))}}`).join(', ')}]`;
  const told = (props.causes ?? ORCHESTRATION_DEFAULTS.causes)
    ? `function($f) { $merge([$f, {'cause': $substring($f.cause, 0, ${CAUSE_LENGTH})}]) }`
    : "function($f) { $sift($f, function($v, $k) { $k != 'cause' and $k != 'items' }) }";
  const list = (kind: string) => `[$map($filter($calls, function($c) { $exists($lookup($in, $c.${kind})) }), `
    + `function($c) { $merge([{'call': $c.call}, $tell($lookup($in, $c.${kind}))]) })]`;
  const required = JSON.stringify(props.requiredCalls ?? []);
  const status = allOrNothing ? "$count($fallbacks) > 0 ? 'DEGRADED' : 'COMPLETE'"
    : '($lost := $failures[$lookup($in, call) = null]; '
      + `$count($lost) = ${names.length} or $count($lost[call in ${required}]) > 0 ? 'FAILED' : $count($failures) > 0 ? 'PARTIAL' : $count($fallbacks) > 0 ? 'DEGRADED' : 'COMPLETE')`;
  return `($in := $states.input; $calls := ${calls}; $tell := ${told}; `
    + '$results := $merge($map($calls, function($c) { $type($in) = \'object\' and $c.call in $keys($in) ? {$c.call: $lookup($in, $c.call)} : {} })); '
    + '$answeredBy := $merge($map($calls, function($c) { $exists($lookup($in, $c.from)) ? {$c.call: $lookup($in, $c.from)} : {} })); '
    + `$failures := ${list('failure')}; $fallbacks := ${list('fallback')}; $status := ${status}; `
    + `$codes := ${JSON.stringify({ COMPLETE: codes.complete, DEGRADED: codes.degraded, PARTIAL: codes.partial, FAILED: codes.failed })}; `
    + "{'status': $status, 'statusCode': $lookup($codes, $status), 'results': $results, 'failures': $failures, 'fallbacks': $fallbacks, 'answeredBy': $answeredBy})";
}
