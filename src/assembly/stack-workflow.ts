import { isObject, parseDefinition, type Definition, type Json } from '../asl';
import type { Assembly } from './assembly';
import { readDefinition } from './definition-text';
import { namedResources } from './named-resources';
import { readRole } from './read-role';
import type { ResourceModel } from './resource-model';
import type { RoleModel, StatementModel } from './role-model';
import type { StackResource } from './template/stack-resource';
import type { EncryptionModel, LoggingModel, WorkflowModel, WorkflowType } from './workflow-model';

/** A state machine of a stack: each part is read once, when it is asked for. */
export class StackWorkflow implements WorkflowModel {
  private readonly read = new Map<string, unknown>();

  public constructor(public readonly resource: StackResource, private readonly assembly: Assembly) {}

  public get logicalId(): string { return this.resource.logicalId; }
  public get constructPath(): string | undefined { return this.resource.constructPath; }
  public get stackName(): string { return this.resource.stackName; }
  public get name(): string { return this.resource.name; }
  public get arn(): string { return this.resource.arn; }

  public get type(): WorkflowType {
    return this.resource.property('StateMachineType') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
  }

  public get definitionText(): string {
    return this.once('definitionText', () => readDefinition(this.resource));
  }

  public get definition(): Definition {
    return this.once('definition', () => parseDefinition(this.definitionText, { workflowType: this.type }));
  }

  public get roleArn(): string {
    return String(this.resource.property('RoleArn') ?? '');
  }

  public get role(): RoleModel | undefined {
    return this.once('role', () => {
      const resource = this.assembly.resources.find((one) => one.type === 'AWS::IAM::Role' && one.arn === this.roleArn);
      return resource === undefined ? undefined : readRole(resource as StackResource, this.assembly.resources as StackResource[]);
    });
  }

  public get roleStatements(): readonly StatementModel[] {
    return this.role?.statements ?? [];
  }

  public get logging(): LoggingModel {
    const configuration = this.resource.property('LoggingConfiguration');
    const { Level, IncludeExecutionData, Destinations } = isObject(configuration) ? configuration : {} as Record<string, Json>;
    return {
      level: (Level ?? 'OFF') as LoggingModel['level'],
      includeExecutionData: IncludeExecutionData === true || IncludeExecutionData === 'true',
      logGroupArns: (Array.isArray(Destinations) ? Destinations as Json[] : []).map(logGroupArn).filter((arn) => arn !== undefined),
    };
  }

  public get tracing(): boolean {
    const configuration = this.resource.property('TracingConfiguration');
    return isObject(configuration) && (configuration.Enabled === true || configuration.Enabled === 'true');
  }

  public get encryption(): EncryptionModel | undefined {
    const configuration = this.resource.property('EncryptionConfiguration');
    if (!isObject(configuration) || typeof configuration.KmsKeyId !== 'string') return undefined;
    const reuse = Number(configuration.KmsDataKeyReusePeriodSeconds ?? DEFAULT_REUSE_SECONDS);
    return { kmsKeyId: configuration.KmsKeyId, dataKeyReusePeriodSeconds: reuse };
  }

  public get resources(): ReadonlyMap<string, ResourceModel> {
    return this.once('resources', () => namedResources(JSON.parse(this.definitionText) as Json, this.assembly));
  }

  private once<T>(what: string, make: () => T): T {
    if (!this.read.has(what)) this.read.set(what, make());
    return this.read.get(what) as T;
  }
}

/** Where a template does not say: AWS's own default (API reference, EncryptionConfiguration). */
const DEFAULT_REUSE_SECONDS = 300;

function logGroupArn(destination: Json): string | undefined {
  const group = isObject(destination) ? destination.CloudWatchLogsLogGroup : undefined;
  const arn = isObject(group) ? group.LogGroupArn : undefined;
  return typeof arn === 'string' ? arn : undefined;
}
