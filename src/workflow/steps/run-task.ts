import { aws_ec2 as ec2, aws_ecs as ecs } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { Json, JsonObject } from './json';
import { RequestWork } from './request-work';
import { TASK_TOKEN } from './task-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to run an ECS task. `arguments` are further fields of RunTask. The result is the task; with `WaitFor.CALLBACK` what the answer
 * says, and the default container gets the task token as environment variable `TASK_TOKEN`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export interface RunTaskProps extends StepProps {
  /** Cluster that runs the task. */
  readonly cluster: ecs.ICluster;

  /**
   * Environment of the default container, each text or an expression in `{% %}`.
   *
   * @default - the task definition's own
   */
  readonly environment?: { [name: string]: string };

  /**
   * Command of the default container, each text or an expression in `{% %}`.
   *
   * @default - the task definition's own
   */
  readonly command?: string[];

  /**
   * Subnets of a Fargate task, or of one with network mode awsvpc.
   *
   * @default - the private subnets of the cluster's VPC
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Security groups of a Fargate task.
   *
   * @default - the default group of the VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether a Fargate task gets a public address.
   *
   * @default false
   */
  readonly assignPublicIp?: boolean;
}

/** Runs an ECS task. */
export class RunTask extends RequestWork {
  public readonly resource = 'ecs:runTask';
  protected readonly transientErrors = transientErrors('ECS', 'AmazonECSException', 'ServerException');

  constructor(private readonly taskDefinition: ecs.TaskDefinition, private readonly run: RunTaskProps) {
    super('runTask', taskDefinition.node.id, run, [WaitFor.JOB, WaitFor.RESPONSE, WaitFor.CALLBACK]);
  }

  protected fields(): JsonObject {
    const override = this.override();
    return {
      Cluster: this.run.cluster.clusterArn,
      TaskDefinition: this.taskDefinition.taskDefinitionArn,
      LaunchType: this.taskDefinition.isFargateCompatible ? 'FARGATE' : 'EC2',
      ...(this.taskDefinition.networkMode === ecs.NetworkMode.AWS_VPC ? { NetworkConfiguration: this.network() } : {}),
      ...(override ? { Overrides: { ContainerOverrides: [override] } } : {}),
    };
  }

  protected defaultResult(): string {
    return this.wait === WaitFor.RESPONSE ? '$states.result.Tasks[0]' : '$states.result';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    checks.check(this.taskDefinition.defaultContainer !== undefined || !this.overrides, prop('environment'), this.run.environment,
      'add a container to the task definition first');
  }

  private get overrides(): boolean {
    return this.wait === WaitFor.CALLBACK || this.run.environment !== undefined || this.run.command !== undefined;
  }

  private override(): JsonObject | undefined {
    if (!this.overrides) return undefined;
    const token = this.wait === WaitFor.CALLBACK ? { TASK_TOKEN: `{% ${TASK_TOKEN} %}` } : {};
    const environment = Object.entries({ ...this.run.environment, ...token });
    return {
      Name: this.taskDefinition.defaultContainer!.containerName,
      ...(this.run.command === undefined ? {} : { Command: this.run.command }),
      ...(environment.length === 0 ? {} : { Environment: environment.map(([Name, Value]) => ({ Name, Value })) }),
    };
  }

  private network(): JsonObject {
    const { cluster, subnets, securityGroups, assignPublicIp } = this.run;
    const awsvpc: { [name: string]: Json } = {
      Subnets: cluster.vpc.selectSubnets(subnets).subnetIds,
      AssignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED',
    };
    if (securityGroups) awsvpc.SecurityGroups = securityGroups.map((group) => group.securityGroupId);
    return { AwsvpcConfiguration: awsvpc };
  }
}
