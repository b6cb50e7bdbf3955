import { allStates, Definition, State } from '../asl';
import type { Call } from './call';
import { tellMapRun } from './companions/distributed-map';
import { encryption } from './companions/encryption';
import { LOGGING } from './companions/logging';
import { TRACING } from './companions/tracing';
import { mergeNeeds } from './merge-needs';
import type { PermissionContext } from './permission-context';
import type { PermissionDiagnostic } from './permission-error';
import type { PermissionNeed } from './permission-need';
import type { DerivedPermissions } from './required-permissions';
import { tellTask } from './task';

/** What the execution role of a definition needs, and what keeps the rest from being told. */
export function derivePermissions(definition: Definition, given: PermissionContext): DerivedPermissions {
  const needs: PermissionNeed[] = [];
  const diagnostics: PermissionDiagnostic[] = [];
  const states = allStates(definition);
  const context = { ...given, mapRunLabels: states.flatMap((state) => state.type === 'Map' && isMapRun(state) ? [state.label ?? '*'] : []) };
  for (const call of states.flatMap((state) => callsOf(state, context, states))) {
    needs.push(...call.needs);
    diagnostics.push(...call.diagnostics);
  }
  if (context.logging) needs.push(LOGGING);
  if (context.tracing) needs.push(TRACING);
  if (context.encryptionKeyArn !== undefined) needs.push(...encryption(context.encryptionKeyArn, context, states.some(isMapRun)));
  return { needs: mergeNeeds(needs), diagnostics };
}

/** What calls services on its own account: tasks, and maps in DISTRIBUTED mode. */
const CALLERS: { readonly [Type in State['type']]?: Teller<Extract<State, { type: Type }>> } = {
  Task: (task, context, states) => [tellTask(task, context, states.filter((state) => state.type === 'Task'))],
  Map: (map, context) => isMapRun(map) ? tellMapRun(map, context) : [],
};

type Teller<OneState> = (state: OneState, context: PermissionContext, states: readonly State[]) => Call[];

function callsOf(state: State, context: PermissionContext, states: readonly State[]): Call[] {
  return CALLERS[state.type]?.(state as never, context, states) ?? [];
}

function isMapRun(state: State): boolean {
  return state.type === 'Map' && state.itemProcessor.mode === 'DISTRIBUTED';
}
