/** What only a deployment would know, given by hand. */
export interface AssemblyOptions {
  /** Account of stacks that name none. @default DEFAULT_ACCOUNT */
  readonly account?: string;
  /** Region of stacks that name none. @default DEFAULT_REGION */
  readonly region?: string;
  /** Values of template parameters, by name. @default - each parameter's own default */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Values of `Fn::ImportValue` whose exports are outside the assembly, by export name. @default - none */
  readonly imports?: Readonly<Record<string, string>>;
  /** Values of attributes that only a deployment knows, as `LogicalId.Attribute` (`LogicalId` alone for its `Ref`). @default - none */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Account of a stack that names none: the one of AWS's own examples. */
export const DEFAULT_ACCOUNT = '123456789012';

/** Region of a stack that names none. */
export const DEFAULT_REGION = 'us-east-1';
