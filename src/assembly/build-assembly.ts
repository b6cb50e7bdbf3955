import { isObject, type Json } from '../asl';
import { Assembly } from './assembly';
import { AssemblyError } from './assembly-error';
import { DEFAULT_ACCOUNT, DEFAULT_REGION, type AssemblyOptions } from './assembly-options';
import { constructPathsOf, elementsOfNested, nestedPath } from './cdk-out/construct-paths';
import { readJson, type StackArtifact } from './cdk-out/manifest';
import { environmentOf } from './template/environment';
import type { RawTemplate } from './template/raw-template';
import type { StackResource } from './template/stack-resource';
import { StackTemplate, type Surroundings } from './template/stack-template';

/** A stack with its template, read or to be read from its file. */
export interface StackInput extends Omit<StackArtifact, 'templateFile'> {
  readonly templateFile?: string;
  readonly template?: RawTemplate;
}

/** What an assembly is built of. */
export interface AssemblyInput {
  readonly stacks: readonly StackInput[];
  readonly assets: ReadonlyMap<string, string>;
  readonly options: AssemblyOptions;
  /** The stack that names are looked up in first. @default - none */
  readonly primary?: (stack: StackTemplate) => boolean;
}

/** Puts stacks together: each reaches the exports, outputs, nested templates and assets of the others. */
export function buildAssembly(input: AssemblyInput): Assembly {
  return new Assembly(new StackSet(input).all(), input.primary);
}

class StackSet {
  private readonly tops: StackTemplate[] = [];
  private readonly nestedStacks = new Map<StackResource, StackTemplate | undefined>();
  private readonly elements = new Map<StackTemplate, StackInput['elements']>();

  private readonly surroundings: Surroundings = {
    exported: (name) => {
      for (const stack of this.tops) {
        const value = stack.exported(name);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    exportedAcrossRegions: (name) => {
      for (const stack of this.tops) {
        const value = exportedAcrossRegions(stack, name);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    output: (stackName, output) => this.tops.find((stack) => stack.stackName === stackName)?.output(output),
    asset: (objectKey) => this.input.assets.get(objectKey),
    nested: (resource) => this.nested(resource),
  };

  public constructor(private readonly input: AssemblyInput) {
    for (const stack of input.stacks) {
      const { options } = input;
      const environment = environmentOf(stack.account ?? options.account ?? DEFAULT_ACCOUNT, stack.region ?? options.region ?? DEFAULT_REGION);
      const template = new StackTemplate({
        raw: stack.template ?? readTemplateFile(stack.templateFile ?? ''),
        file: stack.templateFile,
        stackName: stack.stackName,
        constructPath: stack.constructPath,
        environment,
        options,
        parameters: Object.fromEntries(Object.entries(stack.parameters).map(([name, value]) => [name, () => value])),
        constructPaths: constructPathsOf(stack.elements),
        surroundings: this.surroundings,
      });
      this.elements.set(template, stack.elements);
      this.tops.push(template);
    }
  }

  /** Every stack, each before those that it nests. */
  public all(): StackTemplate[] {
    return this.tops.flatMap((top) => this.withNested(top));
  }

  private withNested(stack: StackTemplate): StackTemplate[] {
    const nested = [...stack.resources.values()].filter((resource) => resource.type === 'AWS::CloudFormation::Stack' && resource.isPresent);
    const inner = nested.map((resource) => this.nested(resource)).filter((one) => one !== undefined);
    return [stack, ...inner.flatMap((one) => this.withNested(one))];
  }

  private nested(resource: StackResource): StackTemplate | undefined {
    if (!this.nestedStacks.has(resource)) this.nestedStacks.set(resource, this.readNested(resource));
    return this.nestedStacks.get(resource);
  }

  private readNested(resource: StackResource): StackTemplate | undefined {
    const url = resource.property('TemplateURL');
    const file = typeof url === 'string' ? this.input.assets.get(url.slice(url.lastIndexOf('/') + 1)) : undefined;
    if (file === undefined) return undefined;
    const parent = resource.template;
    const elements = elementsOfNested(this.elements.get(parent) ?? [], resource.constructPath);
    const template = new StackTemplate({
      ...parent.source,
      raw: readTemplateFile(file),
      file,
      stackName: resource.name,
      constructPath: nestedPath(resource.constructPath) ?? '',
      parameters: this.parametersOf(resource),
      constructPaths: constructPathsOf(elements),
    });
    this.elements.set(template, elements);
    return template;
  }

  /** What the parent passes to a nested stack, each resolved when it is read. */
  private parametersOf(resource: StackResource): Record<string, () => Json | undefined> {
    const read = (name: string) => () => {
      const given = resource.property('Parameters');
      return isObject(given) ? given[name] : undefined;
    };
    return Object.fromEntries(resource.propertyKeys('Parameters').map((name) => [name, read(name)]));
  }
}

/** What CDK's custom resource for exports to another region writes. */
function exportedAcrossRegions(stack: StackTemplate, name: string): Json | undefined {
  for (const resource of stack.resources.values()) {
    if (resource.type !== 'Custom::CrossRegionExportWriter') continue;
    const props = resource.property('WriterProps');
    const exported = isObject(props) && isObject(props.exports) ? props.exports[name] : undefined;
    if (exported !== undefined) return exported;
  }
  return undefined;
}

function readTemplateFile(file: string): RawTemplate {
  if (/\.ya?ml$/i.test(file)) throw new AssemblyError('', `'${file}' is YAML, templates are read as JSON: synthesize it with CDK, or convert it`);
  return readJson(file) as RawTemplate;
}
