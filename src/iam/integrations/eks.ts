import type { Call, ResourceForm } from '../call';
import { ANSWERS, Integration, IntegrationAction, RUNS_JOB, WAITS_ANYHOW } from '../integration';
import { passRoles } from '../pass-roles';

function cluster(call: Call): ResourceForm {
  return { kind: 'eks:cluster', arn: (name) => call.arn('eks', `cluster/${name}`) };
}

function tellCreateCluster(call: Call): void {
  call.need(['eks:CreateCluster'], ['*'], 'creates the cluster', { wildcardReason: 'IAM knows no resources for this action' });
  if (call.isJob) call.need(['eks:DescribeCluster'], call.arns(cluster(call), 'Name'), 'follows the cluster');
  passRoles(call, ['RoleArn'], 'eks.amazonaws.com');
}

/** A part of a cluster: its ARN ends in an id that only AWS knows. */
function part(noun: string, type: string, argument: string, role?: readonly [argument: string, service: string]): Record<'create' | 'delete', IntegrationAction> {
  const parts = (call: Call) => {
    const name = call.given(argument)?.pattern ?? '*';
    return call.resources(cluster(call), 'ClusterName')?.map((one) => call.arn('eks', `${type}/${call.nameOf(one) ?? '*'}/${name}/*`));
  };
  return {
    create: {
      patterns: RUNS_JOB,
      tell: (call) => {
        call.need([`eks:Create${noun}`], call.arns(cluster(call), 'ClusterName'), 'adds to the cluster');
        if (call.isJob) call.need([`eks:Describe${noun}`], parts(call), 'follows what it adds');
        if (role !== undefined) passRoles(call, [role[0]], role[1]);
      },
    },
    delete: {
      patterns: RUNS_JOB,
      tell: (call) => {
        call.need([`eks:Delete${noun}`], parts(call), 'removes from the cluster');
        if (call.isJob) call.need([`eks:Describe${noun}`], parts(call), 'follows what it removes');
      },
    },
  };
}

const fargateProfile = part('FargateProfile', 'fargateprofile', 'FargateProfileName', ['PodExecutionRoleArn', 'eks-fargate-pods.amazonaws.com']);
const nodegroup = part('Nodegroup', 'nodegroup', 'NodegroupName', ['NodeRole', 'ec2.amazonaws.com']);

/** Kubernetes authorizes these calls by its own rules: AWS's policies have no part in them. */
const NOTHING = () => undefined;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html */
export const eks: Integration = {
  service: 'eks',
  actions: {
    createCluster: { patterns: RUNS_JOB, tell: tellCreateCluster },
    deleteCluster: {
      patterns: RUNS_JOB,
      tell: (call) => {
        const clusters = call.arns(cluster(call), 'Name');
        call.need(['eks:DeleteCluster'], clusters, 'deletes the cluster');
        if (call.isJob) call.need(['eks:DescribeCluster'], clusters, 'follows the deletion');
      },
    },
    createFargateProfile: fargateProfile.create,
    deleteFargateProfile: fargateProfile.delete,
    createNodegroup: nodegroup.create,
    deleteNodegroup: nodegroup.delete,
    call: { patterns: ANSWERS, tell: NOTHING },
    runJob: { patterns: WAITS_ANYHOW, tell: NOTHING },
  },
};
