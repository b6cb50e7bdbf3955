import { Assembly, membersOf, TypeReference } from './assembly';

/** JSON of the user's own: no struct knows its shape. Each goes with a twin in JSON text where nulls matter. */
const JSON_VALUE = "JSON of the user's own";
/** A construct of any kind, or a text that names it: design.md decided for one method. */
const CONSTRUCT_OR_NAME = 'a construct, or a text that names it';

/** Where `any` stands, and why. */
const REASONS: { readonly [where: string]: string } = {
  'ApprovalStepProps.arguments': JSON_VALUE,
  'DistributedMapOptions.itemSelector': JSON_VALUE,
  'Fallback.toValue': JSON_VALUE,
  'ItemBatching.batchInput': JSON_VALUE,
  'PipeOptions.filters': JSON_VALUE,
  'PutItemProps.item': JSON_VALUE,
  'PutItemProps.values': JSON_VALUE,
  'ReadItemProps.key': JSON_VALUE,
  'ScheduleTriggerOptions.input': JSON_VALUE,
  'StepProps.arguments': JSON_VALUE,
  'StepProps.result': JSON_VALUE,
  'UpdateItemProps.key': JSON_VALUE,
  'UpdateItemProps.values': JSON_VALUE,
  'simulation.HandlerOptions.modules': 'modules of Node.js, which only JavaScript has',
  'simulation.Mock.awaitsToken': JSON_VALUE,
  'simulation.Mock.returns': JSON_VALUE,
  'simulation.Run.sendTaskSuccess': JSON_VALUE,
  'simulation.Run.history': 'events of GetExecutionHistory, whose shape is AWS\'s',
  'simulation.Run.input': JSON_VALUE,
  'simulation.Run.output': JSON_VALUE,
  'simulation.ServiceRequest.request': JSON_VALUE,
  'simulation.ServiceResponse.succeed': JSON_VALUE,
  'simulation.Simulator.fromDefinition': JSON_VALUE,
  'simulation.Simulator.fromTemplate': JSON_VALUE,
  'simulation.Simulator.bucket': CONSTRUCT_OR_NAME,
  'simulation.Simulator.mockResource': CONSTRUCT_OR_NAME,
  'simulation.Simulator.workflow': CONSTRUCT_OR_NAME,
  'simulation.StartOptions.input': JSON_VALUE,
};

function isOpen(type: TypeReference | undefined): boolean {
  if (type === undefined) return false;
  return type.primitive === 'any' || type.primitive === 'json' || type.union !== undefined || isOpen(type.collection?.elementtype);
}

/** Members with `any` or a union without a reason, and reasons that nothing needs any more. */
export function openTypes(assembly: Assembly, reasons: { readonly [where: string]: string } = REASONS): string[] {
  const open = membersOf(assembly)
    .filter(({ member }) => [member.type, member.returns?.type, ...(member.parameters ?? []).map(({ type }) => type)].some(isOpen))
    .map(({ where }) => where);
  return [
    ...open.filter((where) => !reasons[where]).map((where) => `${where} has any or a union: give it a struct, or its reason in scripts/packages/face/any-types.ts`),
    ...Object.keys(reasons).filter((where) => !open.includes(where)).map((where) => `${where} has no any: take its reason out of scripts/packages/face/any-types.ts`),
  ];
}
