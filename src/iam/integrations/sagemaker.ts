import type { Call } from '../call';
import { ANSWERS, Integration, IntegrationAction, RUNS_JOB } from '../integration';
import { tellManagedRule } from '../managed-rule';
import { passRoles } from '../pass-roles';

/** How a kind of job is named, watched and what role it gets. */
interface SageMakerJob {
  /** `TrainingJob`: the rest of its actions' names. */
  readonly noun: string;
  /** Argument that names it. */
  readonly argument: string;
  /** Type in its ARN. */
  readonly type: string;
  /** Argument that gives its role. Default: it has none. */
  readonly role?: readonly string[];
  /** Rule that tells of its end. */
  readonly rule: string;
}

/** SageMaker tags what Step Functions starts, so that both can be told apart: each job needs its tags too. */
function job({ noun, argument, type, role, rule }: SageMakerJob): IntegrationAction {
  return {
    patterns: RUNS_JOB,
    tell: (call) => {
      const jobs = named(call, argument, type);
      call.need([`sagemaker:Create${noun}`], jobs, 'runs the job');
      call.need(['sagemaker:AddTags', 'sagemaker:ListTags'], jobs, 'tags the job');
      if (role !== undefined) passRoles(call, role, 'sagemaker.amazonaws.com');
      if (call.isJob) call.need([`sagemaker:Describe${noun}`, `sagemaker:Stop${noun}`], jobs, 'follows the job and stops it');
      tellManagedRule(call, rule);
    },
  };
}

/** A resource that the call creates or changes, and others that it uses. */
function resource(action: string, argument: string, type: string, more: (call: Call) => void = () => undefined): IntegrationAction {
  return {
    patterns: ANSWERS,
    tell: (call) => {
      const arns = named(call, argument, type);
      call.need([action], arns, 'makes the resource');
      call.need(['sagemaker:AddTags', 'sagemaker:ListTags'], arns, 'tags the resource');
      more(call);
    },
  };
}

/** SageMaker writes names in ARNs in lowercase. */
function named(call: Call, argument: string, type: string): string[] | undefined {
  return call.arns({ kind: `sagemaker:${type}`, arn: (name) => call.arn('sagemaker', `${type}/${name.includes('${') ? name : name.toLowerCase()}`) }, argument);
}

function usesConfig(action: string): (call: Call) => void {
  return (call) => call.need([action], named(call, 'EndpointConfigName', 'endpoint-config'), 'uses the configuration');
}

const RULE = (kind: string) => `StepFunctionsGetEventsForSageMaker${kind}Rule`;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
export const sagemaker: Integration = {
  service: 'sagemaker',
  actions: {
    createTrainingJob: job({ noun: 'TrainingJob', argument: 'TrainingJobName', type: 'training-job', role: ['RoleArn'], rule: RULE('TrainingJobs') }),
    createTransformJob: job({ noun: 'TransformJob', argument: 'TransformJobName', type: 'transform-job', rule: RULE('TransformJobs') }),
    createProcessingJob: job({ noun: 'ProcessingJob', argument: 'ProcessingJobName', type: 'processing-job', role: ['RoleArn'], rule: RULE('ProcessingJobs') }),
    createLabelingJob: job({ noun: 'LabelingJob', argument: 'LabelingJobName', type: 'labeling-job', role: ['RoleArn'], rule: RULE('LabelingJobs') }),
    createHyperParameterTuningJob: job({
      noun: 'HyperParameterTuningJob',
      argument: 'HyperParameterTuningJobName',
      type: 'hyper-parameter-tuning-job',
      role: ['TrainingJobDefinition', 'RoleArn'],
      rule: RULE('HyperParameterTuningJobs'),
    }),
    createModel: resource('sagemaker:CreateModel', 'ModelName', 'model', (call) => passRoles(call, ['ExecutionRoleArn'], 'sagemaker.amazonaws.com')),
    createEndpointConfig: resource('sagemaker:CreateEndpointConfig', 'EndpointConfigName', 'endpoint-config'),
    createEndpoint: resource('sagemaker:CreateEndpoint', 'EndpointName', 'endpoint', usesConfig('sagemaker:CreateEndpoint')),
    updateEndpoint: resource('sagemaker:UpdateEndpoint', 'EndpointName', 'endpoint', usesConfig('sagemaker:UpdateEndpoint')),
  },
};
