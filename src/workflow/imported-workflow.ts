import { Arn, ArnFormat, aws_kms as kms, aws_sns as sns, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { WorkflowAttributes } from './workflow-attributes';
import { WorkflowBase } from './workflow-base';
import { WORKFLOW_DEFAULTS } from './workflow-defaults';

/** A workflow that this app does not define. */
export class ImportedWorkflow extends WorkflowBase {
  public readonly stateMachine: sfn.IStateMachine;
  public readonly workflowArn: string;
  public readonly workflowName: string;
  public readonly workflowType: sfn.StateMachineType;
  public readonly startArn: string;
  public readonly encryptionKey?: kms.IKey;
  public readonly alarmTopic?: sns.ITopic;
  protected readonly arnWithoutReference: string;

  constructor(scope: Construct, id: string, attrs: WorkflowAttributes) {
    super(scope, id, { environmentFromArn: attrs.workflowArn });
    this.stateMachine = sfn.StateMachine.fromStateMachineArn(this, 'StateMachine', attrs.workflowArn);
    this.workflowArn = attrs.workflowArn;
    this.workflowName = Arn.split(attrs.workflowArn, ArnFormat.COLON_RESOURCE_NAME).resourceName!;
    this.workflowType = attrs.workflowType ?? WORKFLOW_DEFAULTS.workflowType;
    this.startArn = attrs.aliasName === undefined ? attrs.workflowArn : `${attrs.workflowArn}:${attrs.aliasName}`;
    this.encryptionKey = attrs.encryptionKey;
    this.alarmTopic = attrs.alarmTopic;
    this.arnWithoutReference = attrs.workflowArn;
  }
}
