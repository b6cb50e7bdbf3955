import type { Json, JsonObject } from '../../asl';
import { AssemblyError } from '../assembly-error';
import type { Frame } from '../intrinsics';
import type { ResourceModel } from '../resource-model';
import { isCustom, resourceType, type ResourceFacts, type ResourceType } from '../resource-types';
import { digest } from './digest';
import type { RawResource } from './raw-template';
import type { StackTemplate } from './stack-template';

/** Where CDK writes a resource's path in a template. */
const PATH_METADATA = 'aws:cdk:path';

/** A resource of a template: what it is called, what `Ref` and `Fn::GetAtt` give. */
export class StackResource implements ResourceModel {
  private readonly naming: ResourceType;
  private readonly resolved = new Map<string, Json | undefined>();
  private readonly inResolution = new Set<string>();
  private named?: string;
  private facts?: ResourceFacts;
  private lazyProperties?: JsonObject;

  public constructor(public readonly template: StackTemplate, public readonly logicalId: string, private readonly raw: RawResource) {
    this.naming = resourceType(raw.Type);
  }

  public get type(): string {
    return this.raw.Type;
  }

  public get stackName(): string {
    return this.template.stackName;
  }

  public get constructPath(): string | undefined {
    const path = this.raw.Metadata?.[PATH_METADATA];
    return typeof path === 'string' ? path : this.template.source.constructPaths?.get(this.logicalId);
  }

  public get isPresent(): boolean {
    if (this.raw.Condition === undefined) return true;
    const { Condition } = this.raw;
    return this.template.resolve({ 'Fn::If': [Condition, true, false] }, `resource '${this.logicalId}', its condition`) === true;
  }

  public get name(): string {
    this.named ??= this.text(this.naming.nameProperty) ?? this.generatedName();
    return this.named;
  }

  public get arn(): string {
    return this.naming.arn(this.known());
  }

  public get identifiers(): readonly string[] {
    const reference = this.naming.ref?.(this.known()) ?? this.name;
    return [...new Set([this.arn, reference, this.name])];
  }

  /** Its properties, each resolved when it is read. */
  public get properties(): JsonObject {
    if (this.lazyProperties === undefined) {
      const properties = {};
      for (const name of Object.keys(this.raw.Properties ?? {})) {
        Object.defineProperty(properties, name, { enumerable: true, configurable: true, get: () => this.property(name) });
      }
      this.lazyProperties = properties;
    }
    return this.lazyProperties;
  }

  /** A property of the first level, resolved; `undefined` where the template does not set it. */
  public property(name: string): Json | undefined {
    const raw = this.raw.Properties?.[name];
    if (raw === undefined) return undefined;
    if (!this.resolved.has(name)) {
      const place = `resource '${this.logicalId}', property '${name}'`;
      if (this.inResolution.has(name)) throw new AssemblyError(`${this.stackName}: ${place}`, 'refers to itself');
      this.inResolution.add(name);
      try {
        this.resolved.set(name, this.template.resolve(raw, place));
      } finally {
        this.inResolution.delete(name);
      }
    }
    return this.resolved.get(name);
  }

  /** The keys of a property that holds an object. */
  public propertyKeys(name: string): string[] {
    return Object.keys(this.raw.Properties?.[name] ?? {});
  }

  public assetPath(objectKey: string): string | undefined {
    return this.template.source.surroundings.asset(objectKey);
  }

  /** What `Ref` gives. */
  public ref(_frame: Frame): string {
    const given = this.template.source.options.attributes?.[this.logicalId];
    return given ?? this.naming.ref?.(this.known()) ?? this.name;
  }

  /** What `Fn::GetAtt` gives. */
  public attribute(attribute: string, frame: Frame): Json | undefined {
    const given = this.template.source.options.attributes?.[`${this.logicalId}.${attribute}`];
    if (given !== undefined) return given;
    const nested = this.nestedOutput(attribute, frame);
    if (nested !== undefined) return nested;
    if (this.type === 'Custom::CrossRegionExportReader') {
      const exported = this.template.source.surroundings.exportedAcrossRegions(attribute);
      if (exported !== undefined) return exported;
    }
    const known = this.naming.attributes?.[attribute];
    if (known !== undefined) return known(this.known());
    if (attribute === 'Arn' && !isCustom(this.type)) return this.arn;
    const property = this.property(attribute);
    if (property !== undefined) return property;
    if (isCustom(this.type)) {
      return frame.fail(`only a deployment knows '${this.logicalId}.${attribute}', an attribute of a ${this.type}: give its value in 'attributes'`);
    }
    return attribute.endsWith('Arn') ? `${this.arn}/${attribute}` : `${this.name}.${attribute}`;
  }

  private nestedOutput(attribute: string, frame: Frame): Json | undefined {
    if (this.type !== 'AWS::CloudFormation::Stack' || !attribute.startsWith('Outputs.')) return undefined;
    const output = attribute.slice('Outputs.'.length);
    return this.template.source.surroundings.nested(this)?.output(output)
      ?? frame.fail(`the template that '${this.logicalId}' nests has no output '${output}', or is not in the assembly`);
  }

  private known(): ResourceFacts {
    if (this.facts === undefined) {
      const name = () => this.name;
      this.facts = {
        ...this.facts0(),
        get name() { return name(); },
      };
    }
    return this.facts;
  }

  /** What is known before the name. */
  private facts0(): ResourceFacts {
    return {
      ...this.template.source.environment,
      logicalId: this.logicalId,
      stackName: this.stackName,
      name: `${this.stackName}-${this.logicalId}`,
      text: (path) => this.text(path),
      digits: (length) => digest(`${this.stackName}/${this.logicalId}`, length),
    };
  }

  /** A property as text, by its path (`TableInput.Name`). */
  private text(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const [first, ...rest] = path.split('.');
    let value = this.property(first);
    for (const key of rest) value = typeof value === 'object' && value !== null ? (value as JsonObject)[key] : undefined;
    return value === undefined || typeof value === 'object' ? undefined : String(value);
  }

  private generatedName(): string {
    const name = this.naming.defaultName?.(this.facts0()) ?? `${this.stackName}-${this.logicalId}`;
    const cased = this.naming.lowercase === true ? name.toLowerCase() : name;
    const longest = this.naming.maxNameLength ?? Infinity;
    return cased.length <= longest ? cased : `${cased.slice(0, longest - 9)}-${digest(name, 8)}`;
  }
}
