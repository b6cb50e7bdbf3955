import { Stack, Stage } from 'aws-cdk-lib';
import type { Assembly } from './assembly';
import { AssemblyError } from './assembly-error';
import type { AssemblyOptions } from './assembly-options';
import { buildAssembly } from './build-assembly';
import { readManifest } from './cdk-out/manifest';
import type { StackTemplate } from './template/stack-template';

/**
 * Reads a stack of a CDK app as it will be deployed, with the other stacks of its app around it.
 * The app is synthesized, once however often its stacks are read.
 *
 * @throws AssemblyError the stack belongs to no app
 */
export function readStack(stack: Stack, options: AssemblyOptions = {}): Assembly {
  const root = stack.node.root;
  if (!Stage.isStage(root)) throw new AssemblyError('', `stack '${stack.node.path}' belongs to no app: create it with 'new App()' as its scope`);
  const manifest = readManifest(root.synth().directory);
  return buildAssembly({ ...manifest, options, primary: (template) => isOrNestedIn(template, stack) });
}

function isOrNestedIn(template: StackTemplate, stack: Stack): boolean {
  const prefix = template.pathPrefix;
  return `${stack.node.path}/` === prefix || prefix.startsWith(`${stack.node.path}/`);
}
