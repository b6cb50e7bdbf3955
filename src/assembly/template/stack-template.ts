import type { Json } from '../../asl';
import { AssemblyError } from '../assembly-error';
import type { AssemblyOptions } from '../assembly-options';
import { didYouMean } from '../closest';
import { holds, type Frame } from '../intrinsics';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import { pseudoParameter } from './pseudo-parameters';
import type { RawParameter, RawTemplate } from './raw-template';
import { StackResource } from './stack-resource';

/** What a template needs from outside itself. */
export interface StackSource {
  readonly raw: RawTemplate;
  /** The file that it was read from. */
  readonly file?: string;
  readonly stackName: string;
  /** Path of the stack's construct, empty where it is not known. */
  readonly constructPath: string;
  readonly environment: Environment;
  readonly options: AssemblyOptions;
  /** Parameter values given by the parent of a nested stack, or by the manifest. */
  readonly parameters?: Readonly<Record<string, () => Json | undefined>>;
  /** Paths of the constructs, by logical id. */
  readonly constructPaths?: ReadonlyMap<string, string>;
  /** Other stacks, assets. */
  readonly surroundings: Surroundings;
}

/** What a template reaches in the rest of its assembly. */
export interface Surroundings {
  /** The value of an export of any stack. */
  exported(name: string): Json | undefined;
  /** The value that a stack of another region exports under the name of an SSM parameter (CDK's `crossRegionReferences`). */
  exportedAcrossRegions(name: string): Json | undefined;
  /** An output of the stack with this name. */
  output(stackName: string, output: string): Json | undefined;
  /** The file or folder of the asset with this object key. */
  asset(objectKey: string): string | undefined;
  /** The stack that a resource of type `AWS::CloudFormation::Stack` nests. */
  nested(resource: StackResource): StackTemplate | undefined;
}

/** One stack's template, its intrinsic functions resolved when they are read. */
export class StackTemplate {
  public readonly resources: ReadonlyMap<string, StackResource>;
  private readonly conditions = new Map<string, boolean | 'in evaluation'>();

  public constructor(public readonly source: StackSource) {
    const resources = new Map<string, StackResource>();
    for (const [id, raw] of Object.entries(source.raw.Resources ?? {})) resources.set(id, new StackResource(this, id, raw));
    this.resources = resources;
  }

  public get stackName(): string {
    return this.source.stackName;
  }

  /** Path of the stack's construct with a slash at its end, empty where it is not known. */
  public get pathPrefix(): string {
    return this.source.constructPath === '' ? '' : `${this.source.constructPath}/`;
  }

  /** The resources whose condition holds. */
  public present(): StackResource[] {
    return [...this.resources.values()].filter((resource) => resource.isPresent);
  }

  /** A value of this template, resolved. @param place what it is, for the error */
  public resolve(value: Json, place: string): Json | undefined {
    return this.frame(place).evaluate(value);
  }

  public condition(name: string, frame: Frame): boolean {
    const known = this.conditions.get(name);
    if (known === 'in evaluation') return frame.fail(`condition '${name}' refers to itself`);
    if (known !== undefined) return known;
    const raw = this.source.raw.Conditions?.[name];
    if (raw === undefined) return frame.fail(`there is no condition '${name}'${didYouMean(name, Object.keys(this.source.raw.Conditions ?? {}))}`);
    this.conditions.set(name, 'in evaluation');
    const value = holds(raw, this.frame(`condition '${name}'`));
    this.conditions.set(name, value);
    return value;
  }

  /** The value of an output, `undefined` where the template has none of this name. */
  public output(name: string): Json | undefined {
    const raw = this.source.raw.Outputs?.[name];
    return raw === undefined ? undefined : this.resolve(raw.Value, `output '${name}'`);
  }

  /** The value that this template exports under a name. */
  public exported(exportName: string): Json | undefined {
    for (const [name, output] of Object.entries(this.source.raw.Outputs ?? {})) {
      if (output.Export === undefined) continue;
      if (this.resolve(output.Export.Name, `output '${name}'`) === exportName) return this.output(name);
    }
    return undefined;
  }

  private frame(place: string): Frame {
    const frame: Frame = {
      region: this.source.environment.region,
      evaluate: (value) => evaluate(value, frame),
      ref: (name) => this.ref(name, frame),
      attribute: (id, attribute) => this.resource(id, frame).attribute(attribute, frame),
      condition: (name) => this.condition(name, frame),
      mapping: (map, first, second) => {
        const entry = this.source.raw.Mappings?.[map]?.[first]?.[second];
        return entry === undefined ? undefined : frame.evaluate(entry);
      },
      importValue: (name) => this.source.surroundings.exported(name) ?? this.source.options.imports?.[name]
        ?? frame.fail(`no stack of the assembly exports '${name}': give its value in 'imports'`),
      stackOutput: (stack, output) => this.source.surroundings.output(stack, output)
        ?? frame.fail(`stack '${stack}' of the assembly has no output '${output}'`),
      fail: (problem) => { throw new AssemblyError(`${this.stackName}: ${place}`, problem); },
    };
    return frame;
  }

  private ref(name: string, frame: Frame): Json | undefined {
    const { environment, stackName, raw } = this.source;
    if (name.startsWith('AWS::')) return pseudoParameter(name, environment, stackName, frame);
    const parameter = raw.Parameters?.[name];
    if (parameter !== undefined) return this.parameter(name, parameter, frame);
    return this.resource(name, frame).ref(frame);
  }

  private parameter(name: string, parameter: RawParameter, frame: Frame): Json | undefined {
    const given = this.source.parameters?.[name]?.() ?? this.source.options.parameters?.[name];
    const type = parameter.Type ?? 'String';
    if (given === undefined && type.startsWith('AWS::SSM::Parameter::Value')) {
      return frame.fail(`parameter '${name}' takes its value from SSM parameter '${String(parameter.Default ?? '')}': give the value in 'parameters'`);
    }
    const value = given ?? parameter.Default;
    if (value === undefined) return frame.fail(`parameter '${name}' has no default: give its value in 'parameters'`);
    const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
    if (isList && !Array.isArray(value)) return String(value as string).split(',').map((member) => member.trim());
    return typeof value === 'object' ? value : String(value);
  }

  private resource(id: string, frame: Frame): StackResource {
    const resource = this.resources.get(id);
    if (resource === undefined) {
      return frame.fail(`there is no resource or parameter '${id}'${didYouMean(id, [...Object.keys(this.source.raw.Parameters ?? {}), ...this.resources.keys()])}`);
    }
    return resource;
  }
}

