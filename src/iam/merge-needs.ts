import { includes } from './arn-pattern';
import type { PermissionNeed } from './permission-need';

/**
 * Brings needs into one deterministic, minimal form: needs of the same resources and conditions become one,
 * so do needs of the same actions and conditions, what another need covers in full is dropped, and all lists are sorted.
 */
export function mergeNeeds(needs: readonly PermissionNeed[]): PermissionNeed[] {
  const sorted = needs.map((need) => ({ ...need, actions: unique(need.actions), resources: widest(need.resources) }));
  const byResources = fold(sorted, ({ resources }) => resources, (a, b) => ({ ...a, actions: unique([...a.actions, ...b.actions]) }));
  const byActions = fold(byResources, ({ actions }) => actions, (a, b) => ({ ...a, resources: widest([...a.resources, ...b.resources]) }));
  return byActions
    .filter((need, at) => !byActions.some((other, index) => index !== at && covers(other, need)))
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
}

/** Folds the needs that agree in a list, the conditions and the wildcard's reason. */
function fold(
  needs: readonly PermissionNeed[], list: (need: PermissionNeed) => readonly string[], join: (a: PermissionNeed, b: PermissionNeed) => PermissionNeed,
): PermissionNeed[] {
  const folded = new Map<string, PermissionNeed>();
  for (const need of needs) {
    const key = JSON.stringify([list(need), canonical(need.conditions), need.wildcardReason, need.self ?? false]);
    const other = folded.get(key);
    folded.set(key, other === undefined ? need : {
      ...join(other, need),
      reason: joinReasons(other.reason, need.reason),
      states: [...new Set([...other.states, ...need.states])],
    });
  }
  return [...folded.values()];
}

/** Whether `other` allows at least what `need` does, under the same conditions. */
function covers(other: PermissionNeed, need: PermissionNeed): boolean {
  return canonical(other.conditions) === canonical(need.conditions) && (other.self ?? false) === (need.self ?? false)
    && (other.actions.length > need.actions.length || other.resources.join() !== need.resources.join())
    && need.actions.every((action) => other.actions.includes(action))
    && need.resources.every((resource) => other.resources.some((pattern) => includes(pattern, resource)))
    && !(other.resources.includes('*') && !need.resources.includes('*'));
}

function joinReasons(a: string, b: string): string {
  return [...new Set([...a.split('; '), ...b.split('; ')])].join('; ');
}

function sortKey({ actions, resources, conditions }: PermissionNeed): string {
  return JSON.stringify([actions, resources, canonical(conditions)]);
}

/** JSON text with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => compare(a, b))) : member) ?? '';
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compare);
}

/** Sorted, without what another pattern of the list includes. */
function widest(resources: readonly string[]): string[] {
  const all = unique(resources);
  return all.filter((resource) => !all.some((other) => other !== resource && includes(other, resource)));
}

/** Order of code units: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
