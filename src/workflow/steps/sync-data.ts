import { Arn, ArnFormat, Aws, interfaces } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { PollWork } from './poll-work';
import { transientErrors } from './transient-errors';

/**
 * How to run a DataSync task. Step Functions cannot wait for one, so the step starts it and looks at it with growing pauses, up to a
 * minute, until it is done. `arguments` are further fields of StartTaskExecution. The result is the task execution with what it moved.
 * One that fails is the error `DataSync.TaskFailed` with DataSync's words as cause; one that takes longer than `timeout` is
 * `DataSync.TaskTimedOut`. Throttled calls are always retried; `retry` starts the task anew.
 *
 * @see https://docs.aws.amazon.com/datasync/latest/userguide/API_StartTaskExecution.html
 */
export interface SyncDataProps extends StepProps {}

/** Runs a DataSync task. */
export class SyncData extends PollWork {
  protected readonly transientErrors = transientErrors('DataSync', 'InternalException');
  protected readonly done = "$states.input.status = 'SUCCESS'";
  protected readonly failed = "$states.input.status = 'ERROR'";
  protected readonly failure = {
    error: 'DataSync.TaskFailed',
    cause: "$join([$states.input.code, $states.input.detail, 'of ' & $states.input.arn], ' ')",
  };
  protected readonly timedOut = 'DataSync.TaskTimedOut';
  protected readonly jobResult = "{'TaskExecutionArn': $states.input.arn, 'Status': $states.input.status, "
    + "'FilesTransferred': $states.input.files, 'BytesTransferred': $states.input.bytes}";

  constructor(private readonly dataTask: interfaces.aws_datasync.ITaskRef, props: SyncDataProps) {
    super('syncData', dataTask.node.id, props, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  protected start() {
    return {
      resource: 'aws-sdk:datasync:startTaskExecution',
      arguments: { TaskArn: this.dataTask.taskRef.taskArn, ...this.props.arguments },
      keeps: { arn: '$states.result.TaskExecutionArn', execution: "$substringAfter($states.result.TaskExecutionArn, '/execution/')" },
    };
  }

  protected look() {
    return {
      resource: 'aws-sdk:datasync:describeTaskExecution',
      arguments: { TaskExecutionArn: `{% '${this.executionArns}' & $states.input.execution %}` },
      keeps: {
        status: '$states.result.Status',
        files: '$states.result.FilesTransferred',
        bytes: '$states.result.BytesTransferred',
        code: '$states.result.Result.ErrorCode',
        detail: '$states.result.Result.ErrorDetail',
      },
    };
  }

  /** The ARN says whose executions are looked at, so that the role may look at those and no others. */
  private get executionArns(): string {
    const id = Arn.split(this.dataTask.taskRef.taskArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName;
    return `arn:${Aws.PARTITION}:datasync:${Aws.REGION}:${Aws.ACCOUNT_ID}:task/${id}/execution/`;
  }
}
