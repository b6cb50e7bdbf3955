// JSONata's own test suite at 2.0.6, which lies beside the checkout and not in it.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { interpreter } from '../../../src/asl/jsonata/interpreter';
import { toPlainJson } from '../../../src/asl/jsonata/plain-json';

const SUITE = path.join(__dirname, '../../../../shared/conformance/jsonata-2.0.6.jsonl');
const CASES_IN_SUITE = 1625;

interface SuiteCase {
  id: string;
  expr: string;
  data?: unknown;
  dataset?: string | null;
  bindings?: Record<string, unknown>;
  result?: unknown;
  undefinedResult?: boolean;
  code?: string;
  error?: { code: string };
  token?: string;
  timelimit?: number;
  depth?: number;
  unordered?: boolean;
}

function lines(): any[] {
  return fs.readFileSync(SUITE, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
}

function evaluate(testCase: SuiteCase, datasets: Record<string, unknown>): unknown {
  const input: any = testCase.dataset ? structuredClone(datasets[testCase.dataset]) : testCase.dataset === null ? undefined : testCase.data;
  const frame = interpreter.createFrame(interpreter.staticFrame);
  for (const [name, value] of Object.entries(testCase.bindings ?? {})) frame.bind(name, value);
  frame.bind('$', input);
  interpreter.host.services = { now: () => Date.now(), random: () => Math.random(), uuid: () => '' };
  Object.assign(interpreter.guard, { steps: 0, depth: 0, maxSteps: (testCase.timelimit ?? 10_000) * 1_000, maxDepth: testCase.depth ?? 500 });
  let root: unknown = input;
  if (Array.isArray(input)) {
    root = interpreter.createSequence();
    (root as unknown[]).push(input);
    (root as { outerWrapper?: boolean }).outerWrapper = true;
  }
  return interpreter.evaluate(interpreter.parser(testCase.expr), root, frame);
}

function inAnyOrder(values: unknown): unknown {
  return (values as unknown[]).map((value) => JSON.stringify(value)).sort();
}

const present = fs.existsSync(SUITE);
if (!present) process.stdout.write(`skipped: JSONata's test suite is not at ${SUITE}\n`);

(present ? describe : describe.skip)('the official suite of JSONata 2.0.6', () => {
  const [{ datasets }, ...cases] = present ? lines() : [{ datasets: {} }];

  test(`holds ${CASES_IN_SUITE} cases`, () => {
    expect(cases).toHaveLength(CASES_IN_SUITE);
  });

  test('every case gives what the suite expects', () => {
    const wrong: string[] = [];
    for (const testCase of cases as SuiteCase[]) {
      const code = testCase.code ?? testCase.error?.code;
      let got: unknown;
      let thrown: any;
      try {
        got = evaluate(testCase, datasets);
        if (got !== undefined) got = toPlainJson(got);
      } catch (problem) {
        thrown = problem;
      }
      try {
        if (code || testCase.error) {
          expect(thrown).toMatchObject({ code: code ?? expect.any(String) });
          if (testCase.token) expect(thrown.token).toBe(testCase.token);
          continue;
        }
        if (thrown) throw thrown;
        if (testCase.undefinedResult) expect(got).toBeUndefined();
        else if (testCase.unordered) expect(inAnyOrder(got)).toEqual(inAnyOrder(testCase.result));
        else expect(got).toEqual(testCase.result);
      } catch (problem) {
        wrong.push(`${testCase.id}: ${testCase.expr}\n  ${(problem as Error).message ?? JSON.stringify(problem)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
