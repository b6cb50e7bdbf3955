/**
 * Answers recorded cases of AWS Step Functions with the public engine: one JSON line a case on stdout.
 *
 * usage: conformance CASES.jsonl
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { RecordedAnswers, RecordedCall } from './conformance/recorded-answers';
import { recordedEvents } from './conformance/recorded-events';
import { recordedMachine } from './conformance/recorded-machine';
import { answerTestState } from './conformance/test-state';

/** A case, as far as every kind has it. */
interface Case {
  readonly id: string;
  readonly kind?: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: any;
  readonly input: any;
  readonly s3?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly calls: readonly RecordedCall[];
  readonly expect: { readonly events?: unknown; readonly idsIntact?: boolean };
}

function answer(recorded: Case): Record<string, unknown> {
  if (recorded.kind === 'testState') return { testState: answerTestState(recorded as never) };
  const { simulator, name } = recordedMachine(recorded);
  for (const [bucket, objects] of Object.entries(recorded.s3 ?? {})) {
    for (const [key, body] of Object.entries(objects)) simulator.bucket(bucket).put(key, body);
  }
  const answers = new RecordedAnswers(recorded.calls);
  const workflow = answers.mock(simulator.workflow(), recorded.definition);
  const run = workflow.start({ inputJson: JSON.stringify(recorded.input), name });
  if (recorded.expect.events === undefined) return { output: run.output };
  return { events: recorded.expect.idsIntact ? run.history : recordedEvents(run.history) };
}

async function main(file: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!line.trim()) continue;
    const recorded = JSON.parse(line) as Case;
    let result: Record<string, unknown>;
    try {
      result = answer(recorded);
    } catch (problem) {
      result = { crashed: problem instanceof Error ? problem.message : String(problem) };
    }
    process.stdout.write(`${JSON.stringify({ id: recorded.id, ...result })}\n`);
  }
}

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: npm run --silent conformance -- CASES.jsonl\n');
  process.exit(2);
}
main(file).catch((problem: Error) => {
  process.stderr.write(`${problem.message}\n`);
  process.exit(1);
});
