import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_sqs as sqs, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';

/** What a trigger creates: the base of `ScheduleTrigger`, `EventTrigger`, `ApiTrigger` and the others. */
export abstract class TriggerResources extends Construct {
  /** The workflow that the trigger starts. */
  public readonly workflow: IWorkflow;

  /** The role under which the trigger starts the workflow: it can start this one, and do nothing else but read the source and park failures. */
  public abstract readonly role: iam.IRole;

  /** The queue that receives what could not start an execution; none for an API, which answers its caller. */
  public abstract readonly deadLetterQueue?: sqs.IQueue;

  /** The alarm on the dead-letter queue. */
  public abstract readonly deadLetterAlarm?: cloudwatch.IAlarm;

  /** The trigger in a line, for people: `schedule cron(0 2 * * ? *) in Europe/Berlin`. */
  public abstract readonly summary: string;

  protected constructor(scope: Construct, id: string, workflow: IWorkflow) {
    super(scope, id);
    this.workflow = workflow;
  }

  /**
   * The trigger's own role.
   *
   * Its permissions are inline, so that they exist before the first event finds the role.
   *
   * @internal
   */
  public _createRole(service: string, conditions: Record<string, unknown>, statements: iam.PolicyStatement[]): iam.Role {
    return new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal(service, { conditions }),
      description: `Starts ${this.workflow.node.path} for ${this.node.path}`.slice(0, MAXIMUM_DESCRIPTION_LENGTH),
      inlinePolicies: { StartWorkflow: new iam.PolicyDocument({ statements }) },
    });
  }

  /** @internal */
  public _startStatement(): iam.PolicyStatement {
    return new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [this.workflow.startArn] });
  }

  /**
   * What waiting for an execution takes: the caller of an encrypted workflow decrypts what it is answered.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
   * @internal
   */
  public _startSyncStatements(): iam.PolicyStatement[] {
    const { startArn, encryptionKey, workflowArn } = this.workflow;
    const start = new iam.PolicyStatement({ actions: ['states:StartSyncExecution'], resources: [startArn] });
    if (encryptionKey === undefined) return [start];
    const conditions = { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': workflowArn } };
    return [start, new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn], conditions })];
  }

  /**
   * Trust conditions that keep another account's resources of the same service from using the role.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   * @internal
   */
  public _onlyFrom(service: string, resource: string): Record<string, unknown> {
    const stack = Stack.of(this);
    return {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${resource}` },
    };
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const MAXIMUM_DESCRIPTION_LENGTH = 1000;
