import { parseDefinition, type Definition, type JsonObject } from '../asl';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from './assembly-options';
import { environmentOf } from './template/environment';
import type { WorkflowModel, WorkflowType } from './workflow-model';

/** What a definition alone does not say. */
export interface DefinitionOptions {
  /** @default DEFAULT_WORKFLOW_NAME */
  readonly name?: string;
  /** @default 'STANDARD' */
  readonly type?: WorkflowType;
  /** @default - a role of the workflow's name */
  readonly roleArn?: string;
  /** @default DEFAULT_ACCOUNT */
  readonly account?: string;
  /** @default DEFAULT_REGION */
  readonly region?: string;
}

/** Name of a definition that is given none. */
export const DEFAULT_WORKFLOW_NAME = 'Workflow';

/** Makes the model of a plain definition: no resources, a role without statements. @throws DefinitionError what is wrong with it */
export function modelOfDefinition(source: string | JsonObject, options: DefinitionOptions = {}): WorkflowModel {
  const name = options.name ?? DEFAULT_WORKFLOW_NAME;
  const { partition, region, account } = environmentOf(options.account ?? DEFAULT_ACCOUNT, options.region ?? DEFAULT_REGION);
  const type = options.type ?? 'STANDARD';
  const definition: Definition = parseDefinition(source, { workflowType: type });
  return {
    logicalId: name,
    name,
    arn: `arn:${partition}:states:${region}:${account}:stateMachine:${name}`,
    type,
    definition,
    definitionText: typeof source === 'string' ? source : JSON.stringify(source),
    roleArn: options.roleArn ?? `arn:${partition}:iam::${account}:role/${name}Role`,
    roleStatements: [],
    logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
    tracing: false,
    resources: new Map(),
  };
}
