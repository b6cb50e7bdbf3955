/** What only a deployment would know of a stack, given by hand. */
export interface StackOptions {
  /**
   * Account of stacks that name none.
   *
   * @default '123456789012'
   */
  readonly account?: string;
  /**
   * Region of stacks that name none.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * Values of template parameters, by name.
   *
   * @default - each parameter's own default
   */
  readonly parameters?: { [name: string]: string };
  /**
   * Values of `Fn::ImportValue` for exports of stacks outside the app, by the export's name.
   *
   * @default - none
   */
  readonly imports?: { [name: string]: string };
  /**
   * Values of attributes that only a deployment knows, such as those of custom resources, as `LogicalId.Attribute`.
   *
   * @default - none
   */
  readonly attributes?: { [name: string]: string };
}
