import type { Environment } from '../template/environment';

/** How CloudFormation names the resources of one type: what `Ref` and `Fn::GetAtt` give. */
export interface ResourceType {
  /** CloudFormation type. */
  readonly type: string;
  /** The property that names it. @default - its name is always generated */
  readonly nameProperty?: string;
  /** Longest name in characters. @default - no limit */
  readonly maxNameLength?: number;
  /** Whether generated names are lowercase. @default false */
  readonly lowercase?: boolean;
  /** The name where no property gives it. @default - stack name and logical id, as CloudFormation does */
  readonly defaultName?: (facts: ResourceFacts) => string;
  readonly arn: (facts: ResourceFacts) => string;
  /** What `Ref` gives. @default - the name */
  readonly ref?: (facts: ResourceFacts) => string;
  /** What `Fn::GetAtt` gives besides `Arn`. */
  readonly attributes?: Readonly<Record<string, (facts: ResourceFacts) => string>>;
}

/** What is known of a resource when its ARN is made. */
export interface ResourceFacts extends Environment {
  readonly logicalId: string;
  readonly stackName: string;
  readonly name: string;
  /** A property as text, `undefined` where the template does not set it. */
  text(property: string): string | undefined;
  /** Letters that are the same at every reading, for ids that AWS draws at random. */
  digits(length: number): string;
}
