import type { Definition } from '../asl';
import type { ResourceModel } from './resource-model';
import type { RoleModel, StatementModel } from './role-model';

/** A state machine as every analysis and the simulator see it: one way in, whatever it was read from. */
export interface WorkflowModel {
  /** Logical id in its template; of a plain definition, its name. */
  readonly logicalId: string;
  /** Path of its construct (`Orders/Workflow/Resource`), where the assembly tells it. */
  readonly constructPath?: string;
  /** Name of the stack that holds it. */
  readonly stackName?: string;
  readonly name: string;
  readonly arn: string;
  readonly type: WorkflowType;
  /** The definition with its intrinsics and substitutions resolved, as text. */
  readonly definitionText: string;
  /** The definition, parsed. @throws DefinitionError what is wrong with it */
  readonly definition: Definition;
  readonly roleArn: string;
  /** The execution role, where the assembly holds it. */
  readonly role?: RoleModel;
  /** Statements of the execution role: none where the assembly does not hold the role. */
  readonly roleStatements: readonly StatementModel[];
  readonly logging: LoggingModel;
  /** X-Ray tracing. */
  readonly tracing: boolean;
  readonly encryption?: EncryptionModel;
  /** The resources that the definition names, each under every text (ARN, URL, name) that names it there. */
  readonly resources: ReadonlyMap<string, ResourceModel>;
}

export type WorkflowType = 'STANDARD' | 'EXPRESS';

/** Where and how much a state machine logs. */
export interface LoggingModel {
  readonly level: 'OFF' | 'ALL' | 'ERROR' | 'FATAL';
  readonly includeExecutionData: boolean;
  /** ARNs of the log groups. */
  readonly logGroupArns: readonly string[];
}

/** How a state machine's data is encrypted with a customer's key. */
export interface EncryptionModel {
  readonly kmsKeyId: string;
  /** For how long a data key is used again, in seconds. */
  readonly dataKeyReusePeriodSeconds: number;
}
