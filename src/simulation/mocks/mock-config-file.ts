import * as fs from 'node:fs';
import { isObject, type Json, type JsonObject } from '../../asl';
import { didYouMean } from '../../assembly';
import type { Answer, Call } from '../tasks/call';

/** What one call of a mocked state answers. */
interface MockedCall {
  readonly first: number;
  readonly last: number;
  readonly answer: Answer;
}

/** Where the format is described: AWS Step Functions developer guide, "Configuration file for mocked service integrations". */
const RANGE = /^(\d+)(?:-(\d+))?$/;

/**
 * Reads a mock configuration file of Step Functions Local.
 *
 * @param mockOf makes a mock of what answers a call
 * @returns the mocks of one test case, by state name
 * @throws if the file is not in that format, with everything that is wrong with it, or has no such test case
 */
export function readMockConfigFile<M>(file: string, testCase: string, stateMachineName: string | undefined,
  mockOf: (answer: (call: Call) => Answer) => M): Record<string, M> {
  const mocks = new MockConfigFile(file).testCase(testCase, stateMachineName);
  return Object.fromEntries(Object.entries(mocks).map(([state, answer]) => [state, mockOf(answer)]));
}

class MockConfigFile {
  private readonly machines: JsonObject;
  private readonly responses: JsonObject;

  constructor(private readonly file: string) {
    const config = readObject(file);
    if (!isObject(config.StateMachines)) throw new Error(`${file}: it has no StateMachines; give an object of state machines with their TestCases`);
    if (!isObject(config.MockedResponses)) throw new Error(`${file}: it has no MockedResponses${didYouMean('MockedResponses', Object.keys(config))}`);
    this.machines = config.StateMachines;
    this.responses = config.MockedResponses;
  }

  public testCase(name: string, stateMachineName: string | undefined): Record<string, (call: Call) => Answer> {
    const machine = this.machine(stateMachineName);
    const cases = machine.TestCases;
    const states = isObject(cases) ? cases[name] : undefined;
    if (!isObject(states)) throw new Error(`${this.file}: there is no test case '${name}'${didYouMean(name, isObject(cases) ? Object.keys(cases) : [])}`);
    const problems: string[] = [];
    const answers: Record<string, (call: Call) => Answer> = {};
    for (const [state, response] of Object.entries(states)) {
      const calls = this.calls(state, response, problems);
      answers[state] = responderOf(this.file, String(response), calls);
    }
    if (problems.length > 0) throw new Error([`${this.file}: ${problems.length} problem${problems.length === 1 ? '' : 's'}`, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    return answers;
  }

  private machine(name: string | undefined): JsonObject {
    const names = Object.keys(this.machines);
    if (name === undefined && names.length !== 1) throw new Error(`${this.file}: it is for ${names.length} state machines (${names.join(', ')}); say which one`);
    const machine = this.machines[name ?? names[0]];
    if (!isObject(machine)) throw new Error(`${this.file}: there is no state machine '${name}'${didYouMean(name ?? '', names)}`);
    return machine;
  }

  private calls(state: string, response: Json, problems: string[]): MockedCall[] {
    const mocked = typeof response === 'string' ? this.responses[response] : undefined;
    if (!isObject(mocked)) {
      problems.push(`state '${state}': there is no mocked response ${JSON.stringify(response)}${didYouMean(String(response), Object.keys(this.responses))}`);
      return [];
    }
    const calls: MockedCall[] = [];
    for (const [range, answer] of Object.entries(mocked)) {
      const [, first, last = first] = RANGE.exec(range) ?? [];
      const problem = first === undefined || Number(last) < Number(first)
        ? `got the call '${range}'; give the number of a call from 0 ("0"), or a range ("1-2")`
        : answerProblem(answer);
      if (problem === undefined) calls.push({ first: Number(first), last: Number(last), answer: answerOf(answer as JsonObject) });
      else problems.push(`mocked response '${String(response)}', call '${range}': ${problem}`);
    }
    calls.sort((a, b) => a.first - b.first);
    if (calls.length === Object.keys(mocked).length) problems.push(...gaps(String(response), calls));
    return calls;
  }
}

function readObject(file: string): JsonObject {
  if (!fs.existsSync(file)) throw new Error(`there is no mock configuration file '${file}'`);
  let config: Json;
  try {
    config = JSON.parse(fs.readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new Error(`${file}: it is not JSON (${(error as Error).message})`);
  }
  if (!isObject(config)) throw new Error(`${file}: it is no object; give StateMachines and MockedResponses`);
  return config;
}

function answerProblem(answer: Json): string | undefined {
  if (!isObject(answer) || ('Return' in answer) === ('Throw' in answer)) return 'give either Return or Throw';
  if ('Return' in answer) return undefined;
  return isObject(answer.Throw) && typeof answer.Throw.Error === 'string' ? undefined : 'Throw needs an Error, the name of the error';
}

function answerOf(answer: JsonObject): Answer {
  if ('Return' in answer) return { kind: 'output', output: answer.Return };
  const { Error: error, Cause: cause } = answer.Throw as JsonObject;
  return { kind: 'failure', error: String(error), cause: typeof cause === 'string' ? cause : undefined };
}

/** Calls are numbered from 0 without gaps, each once. */
function gaps(response: string, calls: readonly MockedCall[]): string[] {
  const problems: string[] = [];
  let next = 0;
  for (const { first, last } of calls) {
    if (first > next) problems.push(`mocked response '${response}': call ${next} has no answer`);
    if (first < next) problems.push(`mocked response '${response}': call ${first} has two answers`);
    next = last + 1;
  }
  if (calls.length === 0) problems.push(`mocked response '${response}': call 0 has no answer`);
  return problems;
}

/** Counts the calls of each run: a test case is for one. */
function responderOf(file: string, response: string, calls: readonly MockedCall[]): (call: Call) => Answer {
  const made = new WeakMap<object, number>();
  return (call) => {
    const number = made.get(call.run) ?? 0;
    made.set(call.run, number + 1);
    const mocked = calls.find(({ first, last }) => number >= first && number <= last);
    if (mocked) return mocked.answer;
    throw new Error(`${file}: mocked response '${response}' answers ${number} call${number === 1 ? '' : 's'}, state '${call.state}' has made one more; add "${number}" to it`);
  };
}
