import { inspectMap } from './map-inspection';
import { probe, type ProbeResult, type ProbeSetting } from './probe';
import type { InspectionData, TestStateRequest } from './test-state-request';
import type { TestedState } from './tested-state';
import { only } from './without';
import type { Json, JsonObject } from '../../asl';
import { stringify } from '../engine/payload';

/** What is known of a test when its data is told. */
export interface Inspection {
  readonly tested: TestedState;
  /** The state as it was run. */
  readonly source: JsonObject;
  readonly input: Json;
  readonly setting: ProbeSetting;
  readonly attempt: ProbeResult;
  readonly failed: boolean;
  readonly request: TestStateRequest;
}

/** The data of a state on its way, as far as it came: each step is told by running the state only up to it. */
export function inspect(inspection: Inspection): InspectionData {
  const { tested, input, attempt, setting } = inspection;
  const variables = attempt.variables;
  return {
    input: stringify(input),
    ...tested.queryLanguage === 'JSONata' ? jsonataData(inspection) : jsonPathData(inspection),
    ...tested.state.type === 'Map' && inspectMap(tested.state, input, setting, inspection.request.stateConfiguration),
    ...Object.keys(variables).length > 0 && { variables: stringify(variables) },
  };
}

function jsonataData({ tested, input, attempt, setting, failed }: Inspection): InspectionData {
  if (tested.state.type !== 'Task') return {};
  const { Arguments = undefined } = tested.state.source;
  const args = Arguments === undefined ? input : probe({ Type: 'Pass', Output: Arguments, End: true }, input, setting).output;
  return {
    ...args !== undefined && { afterArguments: stringify(args) },
    ...!failed && attempt.request !== undefined && setting.answer?.kind === 'output' && { result: stringify(setting.answer.output) },
  };
}

/** Fields of the flow, in the order in which they are applied, for each type of state that has them. */
const BEFORE = [['afterInputPath', ['InputPath']], ['afterParameters', ['InputPath', 'Parameters']]] as const;
const AFTER = [['afterResultSelector', ['ResultSelector']], ['afterResultPath', ['ResultSelector', 'ResultPath']]] as const;
const STEPS: Readonly<Record<string, { readonly before: typeof BEFORE | readonly []; readonly after: typeof AFTER | readonly [] }>> = {
  Pass: { before: BEFORE, after: AFTER },
  Task: { before: BEFORE, after: AFTER },
  Parallel: { before: [], after: AFTER },
  Map: { before: [], after: AFTER },
};
/** What the state does between the two. */
const WORK = ['Type', 'Resource', 'Result', 'InputPath', 'Parameters'];

function jsonPathData({ tested, source, input, setting, failed }: Inspection): InspectionData {
  const { type } = tested.state;
  const data: Record<string, string> = {};
  const told = (name: string, state: JsonObject): boolean => {
    const { status, output } = probe({ ...state, End: true }, input, setting);
    if (status === 'SUCCEEDED') data[name] = stringify(output ?? null);
    return status === 'SUCCEEDED';
  };
  if (type === 'Fail') return {};
  const steps = STEPS[type] ?? { before: BEFORE.slice(0, 1) as unknown as typeof BEFORE, after: [] };
  const reached = steps.before.every(([name, fields]) => told(name, { ...only(source, ...fields), Type: 'Pass' }));
  if (failed || !reached) return data;
  if (type === 'Task' && setting.answer?.kind === 'output') data.result = stringify(setting.answer.output);
  steps.after.every(([name, fields]) => told(name, only(source, ...WORK, ...fields)));
  return data;
}
