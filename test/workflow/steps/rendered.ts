import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Step, Workflow } from '../../../src';

/** A stack to hang resources under. */
export function stack(): Stack {
  return new Stack(new App(), 'Shop');
}

/** The definition of the stack's one workflow, with `${LogicalId.Attribute}` where the template has an intrinsic function. */
export function definitionOf(of: Stack): any {
  const [machine] = Object.values(Template.fromStack(of).findResources('AWS::StepFunctions::StateMachine')) as any[];
  return JSON.parse(text(machine.Properties.DefinitionString));
}

/** The state that `step` renders as the only step of a workflow in `of`. */
export function stateOf(of: Stack, step: Step): any {
  new Workflow(of, 'Flow', { steps: [step] });
  const { States } = definitionOf(of);
  return States[step.name];
}

function text(value: any): string {
  if (typeof value === 'string') return value;
  if ('Ref' in value) return value.Ref === 'AWS::Partition' ? 'aws' : `\${${value.Ref}}`;
  if ('Fn::GetAtt' in value) return `\${${value['Fn::GetAtt'].join('.')}}`;
  if ('Fn::ImportValue' in value) return `\${${value['Fn::ImportValue']}}`;
  if (!('Fn::Join' in value)) return `\${${Object.keys(value)[0]}}`;
  return value['Fn::Join'][1].map(text).join(value['Fn::Join'][0]);
}
