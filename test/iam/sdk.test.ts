import { CONTEXT, lines, messages, ofTask } from './fixture';
import { ArgumentReader } from '../../src/iam/argument-reader';
import { Call } from '../../src/iam/call';
import { actionFacts, iamPrefixes, serviceFacts } from '../../src/iam/facts';
import { ACTION_NAMES } from '../../src/iam/sdk/action-names';
import { prefixOf } from '../../src/iam/sdk/service-prefix';
import { tellSdkCall } from '../../src/iam/sdk/tell-sdk-call';

const HERE = 'us-east-1:111122223333';
const sdk = (call: string, args: unknown, ...more: [object?]) => ofTask(`arn:aws:states:::aws-sdk:${call}`, args, ...more);

describe('AWS SDK integrations', () => {
  test.each([
    ['s3:listObjectsV2', { Bucket: 'b', Prefix: 'in/' }, ['s3:ListBucket on arn:aws:s3:::b if {"StringLike":{"s3:prefix":"in/"}}']],
    ['s3:headObject', { Bucket: 'b', Key: 'k' }, ['s3:GetObject on arn:aws:s3:::b/k']],
    ['s3:copyObject', { Bucket: 'to', Key: 'k', CopySource: 'from/in/k' }, ['s3:GetObject on arn:aws:s3:::from/in/k', 's3:PutObject on arn:aws:s3:::to/k']],
    ['s3:copyObject', { Bucket: 'to', Key: "{% 'out/' & $k %}", CopySource: "{% 'from/in/' & $k %}" }, ['s3:GetObject on arn:aws:s3:::from/in/*', 's3:PutObject on arn:aws:s3:::to/out/*']],
    ['s3:deleteObjects', { Bucket: 'b', Delete: { Objects: [{ Key: 'x' }, { Key: '{% $k %}' }] } }, ['s3:DeleteObject on arn:aws:s3:::b/*']],
    ['lambda:invoke', { FunctionName: 'f' }, [`lambda:InvokeFunction on arn:aws:lambda:${HERE}:function:f`]],
    ['dynamodb:query', { TableName: 't', IndexName: 'i' }, [`dynamodb:Query on arn:aws:dynamodb:${HERE}:table/t arn:aws:dynamodb:${HERE}:table/t/index/i`]],
    ['dynamodb:batchGetItem', { RequestItems: { a: {}, b: { Keys: [{ id: { S: '1' } }] } } }, [`dynamodb:BatchGetItem on arn:aws:dynamodb:${HERE}:table/b`]],
    ['dynamodb:transactWriteItems', { TransactItems: [{ Put: { TableName: 'a' } }, { Delete: { TableName: 'b' } }] }, [
      `dynamodb:DeleteItem on arn:aws:dynamodb:${HERE}:table/b`, `dynamodb:PutItem on arn:aws:dynamodb:${HERE}:table/a`,
    ]],
    ['sqs:purgeQueue', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q' }, [`sqs:PurgeQueue on arn:aws:sqs:${HERE}:q`]],
    ['glue:startCrawler', { Name: 'c' }, [`glue:StartCrawler on arn:aws:glue:${HERE}:crawler/c`]],
    ['sfn:startSyncExecution', { StateMachineArn: `arn:aws:states:${HERE}:stateMachine:m` }, [`states:StartSyncExecution on arn:aws:states:${HERE}:stateMachine:m`]],
    ['sfn:sendTaskSuccess', { TaskToken: '{% $t %}', Output: {} }, ['states:SendTaskSuccess on *']],
    ['sfn:sendTaskFailure', { TaskToken: '{% $states.context.Task.Token %}' }, [`states:SendTaskFailure on ${CONTEXT.machineArn}`]],
    ['cloudwatch:putMetricData', { Namespace: 'Shop', MetricData: [{ MetricName: 'm' }] }, ['cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"Shop"}}']],
    ['redshiftdata:executeStatement', { WorkgroupName: `arn:aws:redshift-serverless:${HERE}:workgroup/w-1`, Database: 'd', Sql: 's' }, [
      `redshift-data:ExecuteStatement redshift-serverless:GetCredentials on arn:aws:redshift-serverless:${HERE}:workgroup/w-1`,
    ]],
    ['glue:batchGetDataQualityResult', { ResultIds: ['r'] }, [`glue:GetDataQualityResult on arn:aws:glue:${HERE}:dataQualityRuleset/*`]],
    ['secretsmanager:getSecretValue', { SecretId: 'pay' }, [`secretsmanager:GetSecretValue on arn:aws:secretsmanager:${HERE}:secret:pay-??????`]],
    ['ssm:getParameter', { Name: '/app/flag' }, [`ssm:GetParameter on arn:aws:ssm:${HERE}:parameter/app/flag`]],
    ['ecs:updateService', { Cluster: 'c', Service: 's' }, [`ecs:UpdateService on arn:aws:ecs:${HERE}:service/c/s`]],
    ['rds:stopDBCluster', { DBClusterIdentifier: 'c' }, [`rds:StopDBCluster on arn:aws:rds:${HERE}:cluster:c`]],
    ['ec2:stopInstances', { InstanceIds: ['i-1', 'i-2'] }, [`ec2:StopInstances on arn:aws:ec2:${HERE}:instance/i-1 arn:aws:ec2:${HERE}:instance/i-2`]],
    ['ec2:describeInstances', {}, ['ec2:DescribeInstances on *']],
    ['eventbridge:putEvents', { Entries: [{ Detail: 'x' }] }, [`events:PutEvents on arn:aws:events:${HERE}:event-bus/default`]],
    ['cloudwatchlogs:createLogStream', { LogGroupName: 'g', LogStreamName: '{% $s %}' }, [`logs:CreateLogStream on arn:aws:logs:${HERE}:log-group:g:log-stream:*`]],
    ['scheduler:createSchedule', { Name: "{% 'order-' & $id %}", Target: { RoleArn: 'arn:aws:iam::111122223333:role/R', Arn: 'x' } }, [
      'iam:PassRole on arn:aws:iam::111122223333:role/R if {"StringEquals":{"iam:PassedToService":"scheduler.amazonaws.com"}}',
      `scheduler:CreateSchedule on arn:aws:scheduler:${HERE}:schedule/default/order-*`,
    ]],
    ['bedrockruntime:converse', { ModelId: 'amazon.nova-lite-v1:0' }, ['bedrock:InvokeModel on arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0']],
    ['sesv2:sendEmail', { FromEmailAddress: 'a@b.c' }, [`ses:SendEmail on arn:aws:ses:${HERE}:identity/a@b.c arn:aws:ses:${HERE}:identity/b.c`]],
    ['apigateway:getStage', { RestApiId: 'r1', StageName: 's' }, [
      'apigateway:GET on arn:aws:apigateway:us-east-1::/restapis/r1 arn:aws:apigateway:us-east-1::/restapis/r1/*',
    ]],
  ])('%s', (call, args, needs) => {
    const derived = sdk(call, args);
    expect(messages(derived)).toEqual([]);
    expect(lines(derived)).toEqual(needs);
  });

  test('an encrypted workflow that answers is decrypted for that workflow only', () => {
    // GIVEN
    const arn = `arn:aws:states:${HERE}:stateMachine:m`;
    const lookup = { find: (text: string) => text === arn ? { kind: 'states:stateMachine', arn, encryptionKeyArn: 'arn:aws:kms:k' } : undefined };
    // THEN
    expect(lines(sdk('sfn:startSyncExecution', { StateMachineArn: arn }, { lookup }))).toEqual([
      `kms:Decrypt on arn:aws:kms:k if {"StringEquals":{"kms:EncryptionContext:aws:states:stateMachineArn":"${arn}"}}`,
      `states:StartSyncExecution on ${arn}`,
    ]);
  });

  test.each([
    ['cognitoidentityprovider', 'cognito-idp'], ['cloudwatchlogs', 'logs'], ['eventbridge', 'events'], ['sfn', 'states'], ['sesv2', 'ses'],
    ['apigatewayv2', 'apigateway'], ['bedrockruntime', 'bedrock'], ['elasticloadbalancingv2', 'elasticloadbalancing'], ['efs', 'elasticfilesystem'],
    ['costexplorer', 'ce'], ['databasemigration', 'dms'], ['emrserverless', 'emr-serverless'], ['emr', 'elasticmapreduce'], ['redshiftdata', 'redshift-data'],
    ['applicationautoscaling', 'application-autoscaling'], ['servicediscovery', 'servicediscovery'], ['s3', 's3'], ['resourcegroupstaggingapi', 'tag'],
    ['cloudcontrol', 'cloudformation'], ['opensearch', 'es'], ['ssmincidents', 'ssm-incidents'], ['iotdataplane', 'iot'],
  ])('service %s has the prefix %s', (service, prefix) => {
    expect(prefixOf(service)).toBe(prefix);
  });

  test('an action decided at run time asks for what is allowed', () => {
    expect(messages(sdk('s3:getObject', { Bucket: '{% $b %}', Key: 'k' }))).toEqual([
      "state 'Call' decides Arguments.Bucket at run time with '{% $b %}'; name what it may be in allowedBuckets",
    ]);
    expect(lines(sdk('s3:getObject', { Bucket: '{% $b %}', Key: 'k' }, { allowed: { buckets: ['arn:aws:s3:::a'] } }))).toEqual(['s3:GetObject on arn:aws:s3:::a/k']);
    expect(lines(sdk('glue:startCrawler', { Name: '{% $c %}' }, { allowed: { resources: [`arn:aws:glue:${HERE}:job/j`, `arn:aws:glue:${HERE}:crawler/c`] } })))
      .toEqual([`glue:StartCrawler on arn:aws:glue:${HERE}:crawler/c`]);
  });

  test('a copy from a bucket decided at run time asks for what is allowed', () => {
    expect(messages(sdk('s3:copyObject', { Bucket: 'to', Key: 'k', CopySource: '{% $from %}' })))
      .toEqual(["state 'Call' decides Arguments.CopySource at run time with '{% $from %}'; name what it may be in allowedBuckets"]);
  });

  test('a serverless work group by name does not tell its ARN', () => {
    expect(messages(sdk('redshiftdata:executeStatement', { WorkgroupName: 'w', Database: 'd', Sql: 's' })))
      .toEqual([expect.stringContaining("has Arguments.WorkgroupName 'w', which does not tell the ARN")]);
  });

  test('arguments that are one expression are reported, not granted', () => {
    expect(messages(sdk('lambda:invoke', '{% $states.input %}'))).toEqual([
      "state 'Call' decides Arguments at run time with '{% $states.input %}'; name what it may be in allowedFunctions",
    ]);
  });

  test('an unknown service is reported with the nearest one', () => {
    expect(messages(sdk('dynamodbb:putItem', {}))).toEqual(["state 'Call' calls 'dynamodbb', which is no service of the AWS SDK; did you mean 'dynamodb'?"]);
  });

  test('an unknown action is reported with the nearest one', () => {
    expect(messages(sdk('s3:getObjects', {}))).toEqual(["state 'Call' calls 'getObjects' of s3, which AWS does not have; did you mean 'getObject'?"]);
  });

  test('every action that another name stands for is one that IAM knows', () => {
    const all = Object.entries(ACTION_NAMES).flatMap(([prefix, names]) => Object.values(names).flatMap((actions) => actions.map((action) => `${prefix}:${action}`)));
    expect(all.filter((action) => actionFacts(action)?.name !== action)).toEqual([]);
  });

  test('no other name is given to an operation that IAM knows by its own', () => {
    const all = Object.entries(ACTION_NAMES).flatMap(([prefix, names]) => Object.keys(names).map((name) => `${prefix}:${name}`));
    expect(all.filter((operation) => actionFacts(operation) !== undefined)).toEqual([]);
  });

  test('every action of every service is told or reported, with * only for a reason', () => {
    let told = 0;
    // a few services call something else by another one's prefix
    for (const prefix of iamPrefixes().filter((one) => prefixOf(one) === one)) {
      for (const { name } of serviceFacts(prefix)!.values()) {
        const call = new Call('Call', name, 'REQUEST_RESPONSE', CONTEXT, new ArgumentReader({ Name: 'x', Id: '{% $id %}' }, 'JSONata', 'Arguments'), 'Arguments');
        tellSdkCall(call, prefix, name.split(':')[1]);
        for (const { resources, wildcardReason } of call.needs) expect(resources.includes('*')).toBe(wildcardReason !== undefined);
        expect(call.diagnostics.filter(({ code }) => code.startsWith('UNKNOWN_A') || code.startsWith('UNKNOWN_S'))).toEqual([]);
        told += call.needs.length + call.diagnostics.length > 0 ? 1 : 0;
      }
    }
    expect(told).toBeGreaterThan(20_000);
  });
});
