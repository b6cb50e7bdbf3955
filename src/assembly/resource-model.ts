import type { JsonObject } from '../asl';

/** A resource of an assembly. */
export interface ResourceModel {
  readonly logicalId: string;
  /** CloudFormation type. */
  readonly type: string;
  readonly stackName: string;
  readonly constructPath?: string;
  readonly name: string;
  readonly arn: string;
  /** Every text that may name it in a definition: its ARN, its name, its `Ref` (a queue's URL). */
  readonly identifiers: readonly string[];
  /** Its properties with intrinsics resolved, each when it is read. @throws AssemblyError the property that cannot be resolved */
  readonly properties: JsonObject;
  /** The folder or file of the assembly's asset with this object key (a function's code). */
  assetPath(objectKey: string): string | undefined;
}
