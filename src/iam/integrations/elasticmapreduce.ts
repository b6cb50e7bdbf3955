import type { Call } from '../call';
import { ANSWERS, Integration, IntegrationAction, RUNS_JOB } from '../integration';
import { tellManagedRule } from '../managed-rule';
import { passRoles } from '../pass-roles';

function clusters(call: Call): string[] | undefined {
  return call.arns({ kind: 'elasticmapreduce:cluster', arn: (id) => call.arn('elasticmapreduce', `cluster/${id}`) }, 'ClusterId');
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html */
function onCluster(actions: readonly string[], reason: string): IntegrationAction {
  return { patterns: ANSWERS, tell: (call) => call.need(actions, clusters(call), reason) };
}

function tellCreateCluster(call: Call): void {
  call.need(['elasticmapreduce:RunJobFlow'], ['*'], 'creates the cluster', { wildcardReason: 'IAM knows no resources for this action' });
  if (call.gives('Tags')) call.need(['elasticmapreduce:AddTags'], [call.arn('elasticmapreduce', 'cluster/*')], 'tags the cluster');
  if (call.isJob) {
    call.need(['elasticmapreduce:DescribeCluster', 'elasticmapreduce:TerminateJobFlows'], [call.arn('elasticmapreduce', 'cluster/*')],
      'follows the cluster and stops it, whose id only AWS knows');
  }
  passRoles(call, ['ServiceRole'], 'elasticmapreduce.amazonaws.com');
  passRoles(call, ['AutoScalingRole'], 'application-autoscaling.amazonaws.com');
  passRoles(call, ['JobFlowRole'], 'ec2.amazonaws.com');
  tellManagedRule(call, 'StepFunctionsGetEventForEMRRunJobFlowRule');
}

function tellTerminate(call: Call): void {
  const arns = clusters(call);
  call.need(['elasticmapreduce:TerminateJobFlows'], arns, 'stops the cluster');
  if (call.isJob) call.need(['elasticmapreduce:DescribeCluster'], arns, 'follows the cluster');
  tellManagedRule(call, 'StepFunctionsGetEventForEMRTerminateJobFlowsRule');
}

function tellAddStep(call: Call): void {
  const arns = clusters(call);
  call.need(['elasticmapreduce:AddJobFlowSteps'], arns, 'runs the step');
  if (call.isJob) call.need(['elasticmapreduce:CancelSteps', 'elasticmapreduce:DescribeStep'], arns, 'follows the step and stops it');
  passRoles(call, ['ExecutionRoleArn'], 'ec2.amazonaws.com');
  tellManagedRule(call, 'StepFunctionsGetEventForEMRAddJobFlowStepsRule');
}

export const elasticmapreduce: Integration = {
  service: 'elasticmapreduce',
  actions: {
    createCluster: { patterns: RUNS_JOB, tell: tellCreateCluster },
    terminateCluster: { patterns: RUNS_JOB, tell: tellTerminate },
    addStep: { patterns: RUNS_JOB, tell: tellAddStep },
    cancelStep: onCluster(['elasticmapreduce:CancelSteps'], 'stops the step'),
    setClusterTerminationProtection: onCluster(['elasticmapreduce:SetTerminationProtection'], 'protects the cluster'),
    modifyInstanceFleetByName: onCluster(['elasticmapreduce:ListInstanceFleets', 'elasticmapreduce:ModifyInstanceFleet'], 'sizes the fleet'),
    modifyInstanceGroupByName: onCluster(['elasticmapreduce:ListInstanceGroups', 'elasticmapreduce:ModifyInstanceGroups'], 'sizes the group'),
  },
};
