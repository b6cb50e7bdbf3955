import { CONTEXT, derive, lines, messages, ofTask } from './fixture';
import { PermissionContext } from '../../src/iam';
import { actionFacts } from '../../src/iam/facts';
import { INTEGRATIONS } from '../../src/iam/integrations/registry';

const HERE = 'us-east-1:111122223333';
const ROLE = 'arn:aws:iam::111122223333:role/Job';
const pass = (service: string) => `iam:PassRole on ${ROLE} if {"StringEquals":{"iam:PassedToService":"${service}.amazonaws.com"}}`;
const rule = (name: string) => `events:DescribeRule events:PutRule events:PutTargets on arn:aws:events:${HERE}:rule/${name}`;

interface Row {
  readonly call: string;
  readonly args: object;
  readonly needs: readonly string[];
  readonly context?: Partial<PermissionContext>;
}

/** Each optimized integration, by what it needs to the letter. */
const ROWS: readonly Row[] = [
  {
    call: 'apigateway:invoke',
    args: { ApiEndpoint: 'abc123.execute-api.us-east-1.amazonaws.com', Method: 'GET', Stage: 'prod', Path: '/orders/1', AuthType: 'IAM_ROLE' },
    needs: [`execute-api:Invoke on arn:aws:execute-api:${HERE}:abc123/prod/GET/orders/1`],
  },
  { call: 'apigateway:invoke', args: { ApiEndpoint: 'abc123.execute-api.us-east-1.amazonaws.com', Method: 'GET', AuthType: 'NO_AUTH' }, needs: [] },
  {
    call: 'athena:startQueryExecution.sync',
    args: {
      QueryString: 'SELECT * FROM orders',
      WorkGroup: 'reports',
      QueryExecutionContext: { Database: 'shop' },
      ResultConfiguration: { OutputLocation: 's3://results/daily/' },
    },
    needs: [
      `athena:GetDataCatalog on arn:aws:athena:${HERE}:datacatalog/AwsDataCatalog`,
      `athena:GetQueryExecution athena:StartQueryExecution athena:StopQueryExecution on arn:aws:athena:${HERE}:workgroup/reports`,
      'glue:BatchGetPartition glue:GetDatabase glue:GetDatabases glue:GetPartition glue:GetPartitions glue:GetTable glue:GetTables on '
      + ['catalog', 'database/shop', 'table/shop/*'].map((name) => `arn:aws:glue:${HERE}:${name}`).join(' '),
      'lakeformation:GetDataAccess on *',
      's3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject on arn:aws:s3:::results/daily/*',
      's3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads on arn:aws:s3:::results',
    ],
  },
  {
    call: 'batch:submitJob.sync',
    args: { JobName: 'n', JobDefinition: 'crunch', JobQueue: 'fast' },
    needs: [
      'batch:DescribeJobs on *',
      `batch:SubmitJob on arn:aws:batch:${HERE}:job-definition/crunch:* arn:aws:batch:${HERE}:job-queue/fast`,
      `batch:TerminateJob on arn:aws:batch:${HERE}:job/*`,
      rule('StepFunctionsGetEventsForBatchJobsRule'),
    ],
  },
  {
    call: 'bedrock:invokeModel',
    args: { ModelId: 'us.anthropic.claude-3-haiku-20240307-v1:0', Output: { S3Uri: 's3://answers/today.json' } },
    needs: [
      'bedrock:InvokeModel on arn:aws:bedrock:*::foundation-model/anthropic.claude-3-haiku-20240307-v1:0 '
      + `arn:aws:bedrock:${HERE}:inference-profile/us.anthropic.claude-3-haiku-20240307-v1:0`,
      's3:PutObject on arn:aws:s3:::answers/today.json',
    ],
  },
  {
    call: 'bedrock:createModelCustomizationJob.sync',
    args: { BaseModelIdentifier: 'amazon.titan-text-lite-v1', RoleArn: ROLE, JobName: 'j', CustomModelName: 'm' },
    needs: [
      `bedrock:CreateModelCustomizationJob on arn:aws:bedrock:${HERE}:custom-model/* arn:aws:bedrock:${HERE}:model-customization-job/* `
      + 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-lite-v1',
      `bedrock:GetModelCustomizationJob bedrock:StopModelCustomizationJob on arn:aws:bedrock:${HERE}:model-customization-job/*`,
      pass('bedrock'),
    ],
  },
  {
    call: 'codebuild:startBuild.sync',
    args: { ProjectName: 'site' },
    needs: [
      `codebuild:BatchGetBuilds codebuild:StartBuild codebuild:StopBuild on arn:aws:codebuild:${HERE}:project/site`,
      rule('StepFunctionsGetEventForCodeBuildStartBuildRule'),
    ],
  },
  { call: 'codebuild:stopBuild', args: { Id: 'site:0a1b' }, needs: [`codebuild:StopBuild on arn:aws:codebuild:${HERE}:project/site`] },
  {
    call: 'codebuild:batchGetReports',
    args: { ReportArns: [`arn:aws:codebuild:${HERE}:report/tests:7`] },
    needs: [`codebuild:BatchGetReports on arn:aws:codebuild:${HERE}:report-group/tests`],
  },
  {
    call: 'databrew:startJobRun.sync',
    args: { Name: 'clean' },
    needs: [`databrew:ListJobRuns databrew:StartJobRun databrew:StopJobRun on arn:aws:databrew:${HERE}:job/clean`],
  },
  { call: 'dynamodb:deleteItem', args: { TableName: 'orders', Key: {} }, needs: [`dynamodb:DeleteItem on arn:aws:dynamodb:${HERE}:table/orders`] },
  {
    call: 'ecs:runTask.sync',
    args: { Cluster: `arn:aws:ecs:${HERE}:cluster/main`, TaskDefinition: 'resize', LaunchType: 'FARGATE' },
    context: { allowed: { roles: [ROLE] } },
    needs: [
      `ecs:DescribeTasks ecs:StopTask on arn:aws:ecs:${HERE}:task/main/* if {"ArnEquals":{"ecs:cluster":"arn:aws:ecs:${HERE}:cluster/main"}}`,
      `ecs:RunTask on arn:aws:ecs:${HERE}:task-definition/resize:* if {"ArnEquals":{"ecs:cluster":"arn:aws:ecs:${HERE}:cluster/main"}}`,
      rule('StepFunctionsGetEventsForECSTaskRule'),
      pass('ecs-tasks'),
    ],
  },
  {
    call: 'eks:createNodegroup.sync',
    args: { ClusterName: 'main', NodegroupName: 'workers', NodeRole: ROLE },
    needs: [
      `eks:CreateNodegroup on arn:aws:eks:${HERE}:cluster/main`,
      `eks:DescribeNodegroup on arn:aws:eks:${HERE}:nodegroup/main/workers/*`,
      pass('ec2'),
    ],
  },
  { call: 'eks:call', args: { ClusterName: 'main', Method: 'GET', Path: '/api' }, needs: [] },
  {
    call: 'elasticmapreduce:addStep.sync',
    args: { ClusterId: 'j-1', Step: {} },
    needs: [
      `elasticmapreduce:AddJobFlowSteps elasticmapreduce:CancelSteps elasticmapreduce:DescribeStep on arn:aws:elasticmapreduce:${HERE}:cluster/j-1`,
      rule('StepFunctionsGetEventForEMRAddJobFlowStepsRule'),
    ],
  },
  {
    call: 'elasticmapreduce:createCluster.sync',
    args: { Name: 'c', ServiceRole: ROLE, JobFlowRole: ROLE },
    needs: [
      `elasticmapreduce:DescribeCluster elasticmapreduce:TerminateJobFlows on arn:aws:elasticmapreduce:${HERE}:cluster/*`,
      'elasticmapreduce:RunJobFlow on *',
      rule('StepFunctionsGetEventForEMRRunJobFlowRule'),
      pass('ec2'),
      pass('elasticmapreduce'),
    ],
  },
  {
    call: 'emr-containers:startJobRun.sync',
    args: { VirtualClusterId: 'v1', ExecutionRoleArn: ROLE },
    needs: [
      `emr-containers:CancelJobRun emr-containers:DescribeJobRun on arn:aws:emr-containers:${HERE}:/virtualclusters/v1/jobruns/*`,
      `emr-containers:StartJobRun on arn:aws:emr-containers:${HERE}:/virtualclusters/v1 if {"StringEquals":{"emr-containers:ExecutionRoleArn":"${ROLE}"}}`,
    ],
  },
  {
    call: 'emr-serverless:startJobRun.sync',
    args: { ApplicationId: 'a1', ExecutionRoleArn: ROLE },
    needs: [
      `emr-serverless:CancelJobRun emr-serverless:GetJobRun on arn:aws:emr-serverless:${HERE}:/applications/a1/jobruns/*`,
      `emr-serverless:StartJobRun on arn:aws:emr-serverless:${HERE}:/applications/a1`,
      rule('StepFunctionsGetEventsForEMRServerlessJobRule'),
      pass('emr-serverless'),
    ],
  },
  {
    call: 'events:putEvents',
    args: { Entries: [{ EventBusName: 'orders', Detail: '{% $states.input %}' }, { Detail: {}, Source: 'shop' }] },
    needs: [`events:PutEvents on arn:aws:events:${HERE}:event-bus/default arn:aws:events:${HERE}:event-bus/orders`],
  },
  {
    call: 'glue:startJobRun.sync',
    args: { JobName: 'etl' },
    needs: [`glue:BatchStopJobRun glue:GetJobRun glue:GetJobRuns glue:StartJobRun on arn:aws:glue:${HERE}:job/etl`],
  },
  {
    call: 'http:invoke',
    args: { ApiEndpoint: "{% 'https://api.example.com/v1/' & $id %}", Method: 'POST', Authentication: { ConnectionArn: `arn:aws:events:${HERE}:connection/pay/77` } },
    needs: [
      `events:RetrieveConnectionCredentials on arn:aws:events:${HERE}:connection/pay/77`,
      `secretsmanager:DescribeSecret secretsmanager:GetSecretValue on arn:aws:secretsmanager:${HERE}:secret:events!connection/pay/*`,
      'states:InvokeHTTPEndpoint on * if {"StringLike":{"states:HTTPEndpoint":"https://api.example.com/v1/*"},"StringEquals":{"states:HTTPMethod":"POST"}}',
    ],
  },
  { call: 'lambda:invoke', args: { FunctionName: 'charge', Qualifier: 'live' }, needs: [`lambda:InvokeFunction on arn:aws:lambda:${HERE}:function:charge:live`] },
  {
    call: 'mediaconvert:createJob.sync',
    args: { Role: ROLE, Settings: {} },
    needs: [
      rule('StepFunctionsGetEventsForMediaConvertJobRule'),
      pass('mediaconvert'),
      `mediaconvert:CancelJob mediaconvert:GetJob on arn:aws:mediaconvert:${HERE}:jobs/*`,
      `mediaconvert:CreateJob on arn:aws:mediaconvert:${HERE}:queues/Default`,
    ],
  },
  {
    call: 'sagemaker:createTrainingJob.sync',
    args: { TrainingJobName: "{% 'Train-' & $states.context.Execution.Name %}", RoleArn: ROLE },
    needs: [
      rule('StepFunctionsGetEventsForSageMakerTrainingJobsRule'),
      pass('sagemaker'),
      'sagemaker:AddTags sagemaker:CreateTrainingJob sagemaker:DescribeTrainingJob sagemaker:ListTags sagemaker:StopTrainingJob on '
      + `arn:aws:sagemaker:${HERE}:training-job/train-*`,
    ],
  },
  {
    call: 'sagemaker:createEndpoint',
    args: { EndpointName: 'e', EndpointConfigName: 'c' },
    needs: [
      `sagemaker:AddTags sagemaker:CreateEndpoint sagemaker:ListTags on arn:aws:sagemaker:${HERE}:endpoint/e`,
      `sagemaker:CreateEndpoint on arn:aws:sagemaker:${HERE}:endpoint-config/c`,
    ],
  },
  { call: 'sns:publish', args: { TargetArn: `arn:aws:sns:${HERE}:endpoint/GCM/app/1` }, needs: [`sns:Publish on arn:aws:sns:${HERE}:endpoint/GCM/app/1`] },
  {
    call: 'sqs:sendMessage.waitForTaskToken',
    args: { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/444455556666/work' },
    needs: ['sqs:SendMessage on arn:aws:sqs:eu-west-1:444455556666:work'],
  },
  {
    call: 'states:startExecution.sync:2',
    args: { StateMachineArn: `arn:aws:states:${HERE}:stateMachine:Child` },
    needs: [
      rule('StepFunctionsGetEventsForStepFunctionsExecutionRule'),
      `states:DescribeExecution states:StopExecution on arn:aws:states:${HERE}:execution:Child:*`,
      `states:StartExecution on arn:aws:states:${HERE}:stateMachine:Child`,
    ],
  },
];

const derivedOf = ({ call, args, context }: Row) => ofTask(`arn:aws:states:::${call}`, args, context);

describe('service integrations', () => {
  test.each(ROWS.map((row) => [row.call, row] as const))('%s needs exactly this', (_, row) => {
    const derived = derivedOf(row);
    expect(messages(derived)).toEqual([]);
    expect(lines(derived)).toEqual(row.needs);
  });

  // source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and the page of each service
  test('every optimized integration of AWS is known', () => {
    const known = INTEGRATIONS.flatMap(({ service, actions }) => Object.keys(actions).map((action) => `${service}:${action}`)).sort();
    expect(known).toEqual([
      'apigateway:invoke',
      'athena:getQueryExecution', 'athena:getQueryResults', 'athena:startQueryExecution', 'athena:stopQueryExecution',
      'batch:submitJob',
      'bedrock:createModelCustomizationJob', 'bedrock:invokeModel',
      'codebuild:batchDeleteBuilds', 'codebuild:batchGetReports', 'codebuild:deleteBuildBatch', 'codebuild:retryBuildBatch',
      'codebuild:startBuild', 'codebuild:startBuildBatch', 'codebuild:stopBuild', 'codebuild:stopBuildBatch',
      'databrew:startJobRun',
      'dynamodb:deleteItem', 'dynamodb:getItem', 'dynamodb:putItem', 'dynamodb:updateItem',
      'ecs:runTask',
      'eks:call', 'eks:createCluster', 'eks:createFargateProfile', 'eks:createNodegroup', 'eks:deleteCluster', 'eks:deleteFargateProfile',
      'eks:deleteNodegroup', 'eks:runJob',
      'elasticmapreduce:addStep', 'elasticmapreduce:cancelStep', 'elasticmapreduce:createCluster', 'elasticmapreduce:modifyInstanceFleetByName',
      'elasticmapreduce:modifyInstanceGroupByName', 'elasticmapreduce:setClusterTerminationProtection', 'elasticmapreduce:terminateCluster',
      'emr-containers:createVirtualCluster', 'emr-containers:deleteVirtualCluster', 'emr-containers:startJobRun',
      'emr-serverless:cancelJobRun', 'emr-serverless:createApplication', 'emr-serverless:deleteApplication', 'emr-serverless:startApplication',
      'emr-serverless:startJobRun', 'emr-serverless:stopApplication',
      'events:putEvents',
      'glue:startJobRun',
      'http:invoke',
      'lambda:invoke',
      'mediaconvert:createJob',
      'sagemaker:createEndpoint', 'sagemaker:createEndpointConfig', 'sagemaker:createHyperParameterTuningJob', 'sagemaker:createLabelingJob',
      'sagemaker:createModel', 'sagemaker:createProcessingJob', 'sagemaker:createTrainingJob', 'sagemaker:createTransformJob',
      'sagemaker:updateEndpoint',
      'sns:publish',
      'sqs:sendMessage',
      'states:startExecution',
    ]);
  });

  /** Every action in every pattern, with each argument that any of them reads. */
  const SUFFIXES = { REQUEST_RESPONSE: '', SYNC: '.sync', SYNC_2: '.sync:2', CALLBACK: '.waitForTaskToken' };
  const everyCall = INTEGRATIONS.flatMap(({ service, actions }) => Object.entries(actions)
    .flatMap(([action, { patterns }]) => patterns.map((pattern) => `${service}:${action}${SUFFIXES[pattern]}`)));
  const ANY_ARGS = {
    ...Object.fromEntries(['FunctionName', 'TableName', 'JobName', 'Name', 'JobDefinition', 'JobQueue', 'ProjectName', 'ClusterId', 'ClusterName', 'Id',
      'ApplicationId', 'VirtualClusterId', 'ModelId', 'BaseModelIdentifier', 'TaskDefinition', 'TrainingJobName', 'TransformJobName', 'ProcessingJobName',
      'LabelingJobName', 'HyperParameterTuningJobName', 'ModelName', 'EndpointName', 'EndpointConfigName', 'NodegroupName', 'FargateProfileName', 'Queue'].map((name) => [name, `some-${name.toLowerCase()}`])),
    ...Object.fromEntries(['RoleArn', 'Role', 'ExecutionRoleArn', 'ServiceRole', 'JobFlowRole', 'AutoScalingRole', 'NodeRole', 'PodExecutionRoleArn']
      .map((name) => [name, ROLE])),
    TopicArn: `arn:aws:sns:${HERE}:t`,
    QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q',
    StateMachineArn: `arn:aws:states:${HERE}:stateMachine:c`,
    ApiEndpoint: 'abc.execute-api.us-east-1.amazonaws.com',
    AuthType: 'IAM_ROLE',
    Ids: ['p:1'],
    ReportArns: [`arn:aws:codebuild:${HERE}:report/g:1`],
    Authentication: { ConnectionArn: `arn:aws:events:${HERE}:connection/c/1` },
    Entries: [{}],
    Tags: [{ Key: 'a', Value: 'b' }],
    TrainingJobDefinition: { RoleArn: ROLE },
    QueryExecutionId: 'x',
  };
  const allowed = { roles: [ROLE], buckets: ['arn:aws:s3:::b'], resources: [`arn:aws:athena:${HERE}:workgroup/w`] };

  test.each(everyCall)('%s names only actions that IAM knows, and * only with a reason', (call) => {
    const derived = ofTask(`arn:aws:states:::${call}`, ANY_ARGS, { allowed });
    expect(messages(derived)).toEqual([]);
    for (const need of derived.needs) {
      expect(need.actions.filter((action) => actionFacts(action)?.name !== action)).toEqual([]);
      expect(need.resources.includes('*')).toBe(need.wildcardReason !== undefined);
      expect([need.reason, need.states]).toEqual([expect.stringMatching(/^\S/), ['Call']]);
    }
  });

  test('* is only asked for actions that IAM cannot limit', () => {
    for (const call of everyCall) {
      const wild = ofTask(`arn:aws:states:::${call}`, ANY_ARGS, { allowed }).needs.filter(({ resources }) => resources.includes('*'));
      expect(wild.flatMap(({ actions }) => actions).filter((action) => actionFacts(action)!.resourceTypes.length > 0)).toEqual([]);
    }
  });

  test('an action that the integration does not have is reported with the nearest one', () => {
    expect(messages(ofTask('arn:aws:states:::dynamodb:putItems', {}))).toEqual([
      "state 'Call' calls 'putItems', which the integration of dynamodb does not have; did you mean 'putItem'?",
    ]);
  });

  test('a required argument that is missing is reported', () => {
    expect(messages(ofTask('arn:aws:states:::glue:startJobRun', { Job: 'x' }))).toEqual([
      "state 'Call' has no Arguments.JobName, so what glue:startJobRun reaches is not known",
    ]);
  });

  test('results of a query go where its work group says, if that is known', () => {
    // GIVEN
    const group = { kind: 'athena:workgroup', arn: `arn:aws:athena:${HERE}:workgroup/w`, usedArns: ['arn:aws:s3:::results/w/*'] };
    const args = { QueryString: 'SELECT 1', WorkGroup: 'w' };

    // WHEN
    const known = ofTask('arn:aws:states:::athena:startQueryExecution', args, { lookup: { find: (text) => text === 'w' ? group : undefined } });

    // THEN
    expect(lines(known)).toContain('s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject on arn:aws:s3:::results/w/*');
    expect(messages(ofTask('arn:aws:states:::athena:startQueryExecution', args))).toEqual([
      "state 'Call' has no Arguments.ResultConfiguration.OutputLocation, so where its work group writes the result is not known; "
      + 'give it or name the bucket in allowedBuckets',
    ]);
  });

  test('the result of a query is read in the work group and bucket in which the definition runs its queries', () => {
    // GIVEN
    const run = {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Next: 'Read',
      Arguments: { QueryString: 'SELECT 1', WorkGroup: 'w', ResultConfiguration: { OutputLocation: 's3://results/w' } },
    };
    const read = { Type: 'Task', Resource: 'arn:aws:states:::athena:getQueryResults', Arguments: { QueryExecutionId: '{% $id %}' }, End: true };

    // WHEN
    const derived = derive({ Run: run, Read: read });

    // THEN
    const allows = (action: string) => derived.needs.filter(({ actions, states }) => actions.includes(action) && states.includes('Read'));
    expect(derived.diagnostics).toEqual([]);
    expect(allows('athena:GetQueryResults').map(({ resources }) => resources)).toEqual([[`arn:aws:athena:${HERE}:workgroup/w`]]);
    expect(messages(derive({ Read: read }))).toEqual([
      "state 'Read' decides Arguments.QueryExecutionId at run time with '{% $id %}'; name what it may be in allowedResources",
    ]);
  });

  test('a token for the URL of a queue is taken apart by the lookup', () => {
    // GIVEN
    const lookup = { find: () => undefined, part: (text: string, separator: string, index: number) => `<${text} ${separator} ${index}>` };

    // WHEN
    const derived = ofTask('arn:aws:states:::sqs:sendMessage', { QueueUrl: '${Token[U.1]}' }, { lookup });

    // THEN
    expect(lines(derived)).toEqual(['sqs:SendMessage on arn:aws:sqs:us-east-1:<${Token[U.1]} / 3>:<${Token[U.1]} / 4>']);
  });

  test('the roles of a task definition that the lookup knows are passed, and no others', () => {
    // GIVEN
    const definition = { kind: 'ecs:task-definition', arn: '${Token[Def.1]}', passedRoleArns: ['arn:aws:iam::111122223333:role/Task'] };
    const find = (text: string) => text === '${Token[Def.1]}' ? definition : undefined;

    // WHEN
    const derived = ofTask('arn:aws:states:::ecs:runTask', { TaskDefinition: '${Token[Def.1]}' }, { lookup: { find }, allowed: { roles: [ROLE] } });

    // THEN
    expect(derived.needs.find(({ actions }) => actions[0] === 'iam:PassRole')!.resources).toEqual(['arn:aws:iam::111122223333:role/Task']);
    expect(derived.needs.find(({ actions }) => actions[0] === 'ecs:RunTask')!.conditions)
      .toEqual({ ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:us-east-1:111122223333:cluster/default' } });
  });

  test('starting itself is told apart, since the machine cannot wait for a policy that names it', () => {
    const { needs } = ofTask('arn:aws:states:::states:startExecution', { StateMachineArn: CONTEXT.machineArn });
    expect(needs.map(({ actions, self }) => [actions, self])).toEqual([[['states:StartExecution'], true]]);
  });
});
