import { Assembly, membersOf, nameOf, Parameter } from './assembly';

/** A range that a docstring states: somebody has set it, so it has a source. */
const RANGE = /\b\d[\d,]* to [\d,]+|at most \d|up to \d|above \d|below \d/;

/** Ranges that the library itself has set, so that their source is their docstring. */
const OWN_RANGES: { readonly [where: string]: string } = {
  'ApprovalStepProps.name': 'leaves room in the 80 characters of a state name for what the step adds to it',
  'BulkheadOptions.maxConcurrency': 'the permits of a bulkhead are one item, which each call writes',
  'DistributedMapStepProps.name': 'leaves room in the 80 characters of a state name for what the map adds to it',
  'EtlStage.name': 'leaves room in the 80 characters of a state name for what the pipeline adds to it',
  'NewObjects.longestWait': 'a run of looks has to fit into the history of an execution',
  'S3DistributedMapProps.name': 'leaves room in the 80 characters of a state name for what the map adds to it',
  'SagaProps.name': 'leaves room in the 80 characters of a state name for what the saga adds to it',
};

/** What is not documented: a type or member without a docstring, an optional prop without its default, a plain value without its meaning. */
export function undocumented(assembly: Assembly): string[] {
  const types = Object.values(assembly.types).filter(({ docs }) => !docs?.summary).map((type) => `${nameOf(type)} has no docstring`);
  const members = membersOf(assembly).flatMap(({ type, member, where }) => [
    ...member.docs?.summary || member.overrides ? [] : [`${where} has no docstring`],
    ...type.datatype && member.optional && !member.docs?.default ? [`${where} is optional and has no @default`] : [],
    ...unexplained(member.overrides ? [] : member.parameters ?? []).map(({ name }) => `${where}: the parameter '${name}' has no @param`),
  ]);
  return [...types, ...members];
}

/** Parameters that say nothing by their type. What is called `id` beside a scope is the id of a construct. */
function unexplained(parameters: readonly Parameter[]): Parameter[] {
  const ofConstruct = parameters[0]?.name === 'scope';
  return parameters.filter(({ name, type, docs }) => type.primitive !== undefined && !docs?.summary && !(ofConstruct && name === 'id'));
}

/** Ranges without the page that states them. */
export function unsourced(assembly: Assembly): string[] {
  return membersOf(assembly)
    .filter(({ type, member: { docs }, where }) => RANGE.test(`${docs?.summary} ${docs?.remarks}`) && !docs?.see && !type.docs?.see && !OWN_RANGES[where])
    .map(({ where, member: { docs } }) => `${where} states a range and has no @see: ${docs?.summary}`);
}
