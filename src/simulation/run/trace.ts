import type { Execution } from '../engine/execution';
import type { RecordedEvent } from '../engine/history';
import { stringify } from '../engine/payload';

/** How much of a payload a trace shows. */
const SHOWN = 160;

/** The words for an event, where a trace tells of it. */
type Teller = (details: { readonly [key: string]: unknown }) => string;

const TELLERS: ReadonlyArray<readonly [RegExp, Teller]> = [
  [/StateEntered$/, (details) => `-> ${details.name}  ${shown(details.input)}`],
  [/StateExited$/, (details) => `<- ${details.name}  ${shown(details.output)}`],
  [/^TaskScheduled$/, (details) => `     ${details.resourceType}:${details.resource}  ${shown(details.parameters)}`],
  [/^(LambdaFunction|Activity)Scheduled$/, (details) => `     ${details.resource}  ${shown(details.input)}`],
  [/^MapIterationStarted$/, (details) => `   item ${details.index} of ${details.name}`],
  [/(Failed|TimedOut|Aborted)$/, (details) => ` !   ${details.error ?? ''}${details.cause === undefined ? '' : `: ${details.cause}`}`],
];

/** An execution as text: one line for each thing that matters, with the virtual time since the start. */
export function traceOf(execution: Execution): string {
  const seconds = ((execution.stoppedAt ?? execution.clock.now) - execution.startedAt) / 1000;
  const lines = [`${execution.machine.name} / ${execution.name}: ${execution.status} after ${seconds} s of virtual time, ${execution.transitions} transitions`];
  for (const event of execution.events) {
    const told = tell(event);
    if (told !== undefined) lines.push(`${`+${(event.at - execution.startedAt) / 1000}s`.padStart(10)}  ${told}`);
  }
  if (execution.output !== undefined) lines.push(`output: ${shown(execution.output)}`);
  if (execution.error !== undefined) lines.push(`error: ${execution.error}${execution.cause === undefined ? '' : `\ncause: ${execution.cause}`}`);
  return lines.join('\n');
}

function tell(event: RecordedEvent): string | undefined {
  if (event.type.startsWith('Execution')) return undefined;
  const teller = TELLERS.find(([type]) => type.test(event.type));
  if (!teller) return undefined;
  const told = teller[1](event.details ?? {});
  return /(Failed|TimedOut|Aborted)$/.test(event.type) ? `${told.slice(0, 5)}${event.type} ${told.slice(5)}`.trimEnd() : told;
}

function shown(value: unknown): string {
  const text = stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}
