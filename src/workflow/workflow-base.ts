import {
  ArnFormat, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_sns as sns, aws_stepfunctions as sfn, Resource, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from './i-workflow';
import { acknowledgeWildcard } from './role/wildcards';

const TASK_RESPONSES = ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'];

/**
 * What workflows of this app and imported ones share.
 *
 * @internal
 */
export abstract class WorkflowBase extends Resource implements IWorkflow {
  public abstract readonly stateMachine: sfn.IStateMachine;
  public abstract readonly workflowArn: string;
  public abstract readonly workflowName: string;
  public abstract readonly workflowType: sfn.StateMachineType;
  public abstract readonly startArn: string;
  public abstract readonly encryptionKey?: kms.IKey;
  public abstract readonly alarmTopic?: sns.ITopic;

  /** ARN without a reference to the state machine, for policies that the state machine may wait for. */
  protected abstract readonly arnWithoutReference: string;

  public grantStart(grantee: iam.IGrantable): iam.Grant {
    return this.grantOn(grantee, ['states:StartExecution'], [this.startArn]);
  }

  public grantStartSync(grantee: iam.IGrantable): iam.Grant {
    this.require(sfn.StateMachineType.EXPRESS, 'grantStartSync', 'only Express workflows run synchronously, use grantStart');
    return this.decrypting(grantee, this.grantOn(grantee, ['states:StartSyncExecution'], [this.startArn]));
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const machine = this.grantOn(grantee, ['states:DescribeStateMachine'], [this.workflowArn]);
    if (this.workflowType === sfn.StateMachineType.EXPRESS) return this.decrypting(grantee, machine);
    const executions = this.grantOn(grantee, [
      'states:DescribeExecution', 'states:DescribeStateMachineForExecution', 'states:GetExecutionHistory', 'states:ListMapRuns',
    ], [this.executionArn('*'), this.ownArn('execution', '/*:*')]);
    const list = this.grantOn(grantee, ['states:ListExecutions'], [this.workflowArn]);
    const mapRuns = this.grantOn(grantee, ['states:DescribeMapRun'], [this.ownArn('mapRun', '/*:*')]);
    return this.decrypting(grantee, machine.combine(list).combine(executions).combine(mapRuns));
  }

  public grantRedrive(grantee: iam.IGrantable): iam.Grant {
    this.require(sfn.StateMachineType.STANDARD, 'grantRedrive', 'executions of Express workflows cannot be redriven, start them again');
    return this.grantOn(grantee, ['states:RedriveExecution'], [this.executionArn('*')]);
  }

  public grantTaskResponse(grantee: iam.IGrantable): iam.Grant {
    this.require(sfn.StateMachineType.STANDARD, 'grantTaskResponse', 'tasks of Express workflows do not wait for callbacks');
    const principal = grantee.grantPrincipal;
    if (Construct.isConstruct(principal)) {
      acknowledgeWildcard(principal, this.arnWithoutReference, 'CloudFormation makes the end of the name of the state machine that is answered');
    }
    return this.grantOn(grantee, TASK_RESPONSES, [this.arnWithoutReference]);
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.stateMachine.metric(metricName, { statistic: 'Sum', ...props });
  }

  public metricStarted(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionsStarted', props);
  }

  public metricSucceeded(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionsSucceeded', props);
  }

  public metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionsFailed', props);
  }

  public metricTimedOut(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionsTimedOut', props);
  }

  public metricAborted(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionsAborted', props);
  }

  public metricThrottled(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionThrottled', props);
  }

  public metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExecutionTime', { statistic: 'Average', ...props });
  }

  private grantOn(grantee: iam.IGrantable, actions: string[], resourceArns: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  }

  /** Who gets data of a workflow with a customer managed key back has to be able to decrypt it. */
  private decrypting(grantee: iam.IGrantable, grant: iam.Grant): iam.Grant {
    if (this.encryptionKey === undefined) return grant;
    const conditions = { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': this.workflowArn } };
    return grant.combine(iam.Grant.addToPrincipal({
      grantee, actions: ['kms:Decrypt'], resourceArns: [this.encryptionKey.keyArn], conditions,
    }));
  }

  private executionArn(execution: string): string {
    return this.ownArn('execution', `:${execution}`);
  }

  /** ARN of what is named after the state machine: an execution, or a map run or one of its children (`NAME/LABEL:ID`). */
  private ownArn(resource: string, rest: string): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource,
      resourceName: `${this.workflowName}${rest}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      region: this.env.region,
      account: this.env.account,
    });
  }

  private require(type: sfn.StateMachineType, method: string, fix: string): void {
    if (this.workflowType !== type) throw new Error(`${this.node.path}: ${method}: got a workflow of type ${this.workflowType}; ${fix}`);
  }
}
