import { arnResourceName, isArnToken, isScoped, parseArn } from '../arn';
import type { Argument, Call } from '../call';
import type { ResourceType } from '../facts';
import type { KnownResource } from '../permission-context';
import { holdsToken, isToken } from '../tokens';
import { resolverOf } from './kind-resolvers';
import { fit, stem } from './stems';

/** What the arguments of a call tell of one resource type. */
export type Resolution =
  /** They name the resources; complete when no part of their ARNs is open. */
  | { readonly state: 'given'; readonly resources: readonly KnownResource[]; readonly complete: boolean }
  /** An expression decides. */
  | { readonly state: 'dynamic'; readonly argument: Argument }
  /** They name what cannot be told, which has been reported. */
  | { readonly state: 'reported' }
  /** They say nothing of it. */
  | { readonly state: 'absent' };

const ABSENT: Resolution = { state: 'absent' };

/** What the arguments of a call tell of one resource type. */
export function resolveType(call: Call, type: ResourceType): Resolution {
  const special = resolverOf(type.kind);
  if (special !== undefined) return special(call, type);
  const variables = variablesOf(type.arn);
  const used: Argument[] = [];
  const found = variables.map((variable, at) => {
    const isLast = at === variables.length - 1;
    // a broker's name and id are both about the broker: only the whole name tells which one a parameter is
    const isShared = variables.some((other) => other !== variable && stem(other) === stem(variable));
    const list = matching(call, isLast ? [variable, typeName(type)] : [variable], isLast)
      .filter((argument) => !used.includes(argument) && (!isShared || nameOf(argument) === variable.toLowerCase()));
    used.push(...list.filter(({ path }) => path.length > 0));
    return list;
  });
  const whole = wholeArns(call, type, found.flat());
  if (whole.length > 0) return { state: 'given', resources: whole, complete: true };
  if (found.every((list) => list.length === 0)) return ABSENT;
  const isOpen = (argument: Argument) => !argument.exact && !isScoped(argument.pattern);
  const open = found.flat().find(isOpen);
  // which resource it is must be known; what lies inside of it (a stream of a group, say) may be decided at run time
  if (found[0].length === 0 && open !== undefined || found[0].some(isOpen)) return { state: 'dynamic', argument: open! };
  return {
    state: 'given',
    resources: fill(call, type, variables, found),
    complete: found.every((list) => list.length > 0),
  };
}

/** ARN of a type with every part open that the arguments do not name. */
export function openArn(call: Call, type: ResourceType): string {
  return substitute(call, type.arn, () => '*');
}

/** The arguments that fit best what is looked for: at the top by name, further down only where the names agree. */
function matching(call: Call, wanted: readonly string[], isLast: boolean): Argument[] {
  const everything = call.sent.leaves.find(({ path }) => path.length === 0);
  if (everything !== undefined) return [everything];
  const scored = call.sent.leaves.map((argument) => {
    const names = argument.path.filter((name) => !/^\d+$/.test(name));
    const score = fit(names[names.length - 1], wanted);
    const enough = names.length > 1 ? score === 3 : score > (isLast ? 0 : 1);
    return { argument, key: names.length === 1 ? names[0] : `…${names[names.length - 1]}`, score: enough ? score - (names.length - 1) * 0.1 : 0 };
  }).filter(({ score }) => score > 0);
  const best = Math.max(...scored.map(({ score }) => score));
  const first = scored.find(({ score }) => score === best);
  return scored.filter(({ key }) => key === first?.key).map(({ argument }) => argument);
}

/** Resources that arguments give by ARN, or by a token that the context knows. */
function wholeArns(call: Call, type: ResourceType, matched: readonly Argument[]): KnownResource[] {
  const form = new RegExp(`^${type.arn.split(/\$\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
  const all: KnownResource[] = [];
  for (const argument of new Set([...matched, ...call.sent.leaves.filter(({ path }) => path.length === 1)])) {
    if (!argument.exact) continue;
    const text = argument.pattern;
    const parts = parseArn(text);
    if (parts !== undefined) {
      const rest = `${parts.service}:${parts.region}:${parts.account}:${parts.resource}`;
      if (form.test(rest)) all.push(call.find(text, type.kind) ?? { kind: type.kind, arn: text });
    } else if (holdsToken(text) && matched.includes(argument)) {
      const known = call.find(text, type.kind);
      const byName = isArnToken(text) || isToken(text) && /arn$/i.test(argument.path[argument.path.length - 1]);
      if (known !== undefined || byName) all.push(known ?? { kind: type.kind, arn: text });
    }
  }
  return all;
}

/** The ARN for each combination of the values found. */
function fill(call: Call, type: ResourceType, variables: readonly string[], found: readonly (readonly Argument[])[]): KnownResource[] {
  let filled: readonly Readonly<Record<string, string>>[] = [{}];
  variables.forEach((variable, at) => {
    const values = found[at].length === 0 ? ['*'] : found[at].map(({ pattern }) => nameIn(call, pattern));
    filled = filled.flatMap((one) => values.map((value) => ({ ...one, [variable]: value })));
  });
  return filled.map((values) => ({ kind: type.kind, arn: substitute(call, type.arn, (variable) => values[variable]) }));
}

/** A name, or the name in an ARN of something else (the cluster of a service, say). */
function nameIn(call: Call, text: string): string {
  return call.find(text)?.name ?? arnResourceName(text) ?? text;
}

function substitute(call: Call, form: string, value: (variable: string) => string): string {
  const { partition, region, account } = call.context;
  const known: Record<string, string> = { Region: region, Account: account };
  return `arn:${partition}:${form.replace(/\$\{(\w+)\}/g, (_, variable: string) => known[variable] ?? value(variable))}`;
}

function variablesOf(form: string): string[] {
  return [...form.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 'Region' && name !== 'Account');
}

function nameOf({ path }: Argument): string | undefined {
  return path.filter((name) => !/^\d+$/.test(name)).pop()?.toLowerCase();
}

function typeName(type: ResourceType): string {
  return type.kind.slice(type.kind.indexOf(':') + 1);
}
