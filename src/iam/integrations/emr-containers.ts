import type { Call, ResourceForm } from '../call';
import { ANSWERS, Integration, RUNS_JOB } from '../integration';
import { tellServiceLinkedRole } from '../service-linked-role';

function virtualCluster(call: Call): ResourceForm {
  return { kind: 'emr-containers:virtualCluster', arn: (id) => call.arn('emr-containers', `/virtualclusters/${id}`) };
}

/** The role that the job runs under limits the call itself, as a condition: it is not passed. */
function tellStart(call: Call): void {
  const clusters = call.arns(virtualCluster(call), 'VirtualClusterId');
  const role = call.text('ExecutionRoleArn');
  call.need(['emr-containers:StartJobRun'], clusters, 'runs the job', role === undefined ? {} : {
    conditions: { StringEquals: { 'emr-containers:ExecutionRoleArn': role } },
  });
  if (call.isJob) {
    call.need(['emr-containers:CancelJobRun', 'emr-containers:DescribeJobRun'], clusters?.map((arn) => `${arn}/jobruns/*`), 'follows the job and stops it');
  }
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html */
export const emrContainers: Integration = {
  service: 'emr-containers',
  actions: {
    createVirtualCluster: {
      patterns: ANSWERS,
      tell: (call) => {
        call.need(['emr-containers:CreateVirtualCluster'], ['*'], 'creates the virtual cluster', { wildcardReason: 'IAM knows no resources for this action' });
        tellServiceLinkedRole(call, 'emr-containers.amazonaws.com', 'AWSServiceRoleForAmazonEMRContainers');
      },
    },
    deleteVirtualCluster: {
      patterns: RUNS_JOB,
      tell: (call) => {
        const clusters = call.arns(virtualCluster(call), 'Id');
        call.need(['emr-containers:DeleteVirtualCluster'], clusters, 'deletes the virtual cluster');
        if (call.isJob) call.need(['emr-containers:DescribeVirtualCluster'], clusters, 'follows the deletion');
      },
    },
    startJobRun: { patterns: RUNS_JOB, tell: tellStart },
  },
};
