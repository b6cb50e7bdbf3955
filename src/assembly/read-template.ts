import * as fs from 'node:fs';
import type { Assembly } from './assembly';
import { AssemblyError } from './assembly-error';
import type { AssemblyOptions } from './assembly-options';
import { buildAssembly } from './build-assembly';
import { readAssets } from './cdk-out/manifest';
import type { RawTemplate } from './template/raw-template';

/** Name of the stack that a template without one is read as. */
export const DEFAULT_STACK_NAME = 'Stack';

/** What a template alone does not say. */
export interface TemplateOptions extends AssemblyOptions {
  /** Name of the stack. @default DEFAULT_STACK_NAME */
  readonly stackName?: string;
}

/**
 * Reads a CloudFormation template: an object, or the path of a JSON file. Beside `X.template.json`,
 * the assets of `X.assets.json` are known too.
 *
 * @throws AssemblyError it is no template
 */
export function readTemplate(template: Readonly<Record<string, unknown>> | string, options: TemplateOptions = {}): Assembly {
  const file = typeof template === 'string' ? template : undefined;
  if (file !== undefined && !fs.existsSync(file)) throw new AssemblyError('', `there is no template file '${file}'`);
  if (file === undefined && (template as RawTemplate).Resources === undefined) throw new AssemblyError('', 'the template has no Resources');
  const assets = new Map<string, string>();
  const manifest = file?.replace(/(\.nested)?\.template\.json$/, '.assets.json');
  if (manifest !== undefined && manifest !== file && fs.existsSync(manifest)) readAssets(manifest, assets);
  const stackName = options.stackName ?? DEFAULT_STACK_NAME;
  return buildAssembly({
    stacks: [{
      artifactId: stackName,
      stackName,
      constructPath: '',
      templateFile: file,
      template: file === undefined ? template as RawTemplate : undefined,
      parameters: {},
      elements: [],
    }],
    assets,
    options,
  });
}
