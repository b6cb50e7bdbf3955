import {
  ArnFormat, aws_athena as athena, aws_batch as batch, aws_codebuild as codebuild, aws_databrew as databrew, aws_datasync as datasync,
  aws_dynamodb as dynamodb, aws_ecs as ecs, aws_emrserverless as emrserverless, aws_events as events, aws_glue as glue, aws_iam as iam,
  aws_kinesis as kinesis, aws_lambda as lambda, aws_redshift as redshift, aws_redshiftserverless as redshiftserverless, aws_s3 as s3,
  aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn, CfnResource, Reference, Stack, Tokenization,
} from 'aws-cdk-lib';
import { keyArnOf } from './key-arn';
import type { KnownResource } from '../../iam';
import { resolveKeepingReferences } from '../definition/rendered-tokens';

/** How a CloudFormation resource becomes what the derivation of permissions knows. */
type Reader = (resource: CfnResource) => KnownResource;

/** One entry a CloudFormation type that definitions name; types that are not here are told from their ARN. */
const READERS: Readonly<Record<string, Reader>> = {
  'AWS::Lambda::Function': of<lambda.CfnFunction>((fn) => ({ kind: 'lambda:function', arn: fn.attrArn, name: fn.ref })),
  'AWS::Lambda::Version': of<lambda.CfnVersion>((version) => ({ kind: 'lambda:function', arn: version.ref })),
  'AWS::Lambda::Alias': of<lambda.CfnAlias>((alias) => ({ kind: 'lambda:function', arn: alias.ref })),
  'AWS::DynamoDB::Table': of<dynamodb.CfnTable>((table) => ({
    kind: 'dynamodb:table',
    arn: table.attrArn,
    name: table.ref,
    encryptionKeyArn: keyArnOf(table, member(table.sseSpecification, 'kmsMasterKeyId')),
  })),
  'AWS::DynamoDB::GlobalTable': of<dynamodb.CfnGlobalTable>((table) => ({
    kind: 'dynamodb:table', arn: table.attrArn, name: table.ref, encryptionKeyArn: replicaKey(table),
  })),
  'AWS::S3::Bucket': of<s3.CfnBucket>((bucket) => ({ kind: 's3:bucket', arn: bucket.attrArn, name: bucket.ref, encryptionKeyArn: bucketKey(bucket) })),
  'AWS::SQS::Queue': of<sqs.CfnQueue>((queue) => ({
    kind: 'sqs:queue', arn: queue.attrArn, name: queue.attrQueueName, encryptionKeyArn: keyArnOf(queue, queue.kmsMasterKeyId),
  })),
  'AWS::SNS::Topic': of<sns.CfnTopic>((topic) => ({
    kind: 'sns:topic', arn: topic.ref, name: topic.attrTopicName, encryptionKeyArn: keyArnOf(topic, topic.kmsMasterKeyId),
  })),
  'AWS::StepFunctions::StateMachine': of<sfn.CfnStateMachine>((machine) => ({
    kind: 'states:stateMachine', arn: machine.ref, name: machine.attrName, encryptionKeyArn: machineKey(machine),
  })),
  'AWS::StepFunctions::StateMachineAlias': of<sfn.CfnStateMachineAlias>((alias) => ({
    kind: 'states:stateMachine', arn: alias.ref, encryptionKeyArn: aliasKey(alias),
  })),
  'AWS::StepFunctions::StateMachineVersion': of<sfn.CfnStateMachineVersion>((version) => ({
    kind: 'states:stateMachine', arn: version.ref, encryptionKeyArn: versionKey(version),
  })),
  'AWS::StepFunctions::Activity': of<sfn.CfnActivity>((activity) => ({ kind: 'states:activity', arn: activity.ref, name: activity.attrName })),
  'AWS::Events::EventBus': of<events.CfnEventBus>((bus) => ({ kind: 'events:event-bus', arn: bus.attrArn, name: bus.ref })),
  'AWS::Events::Connection': of<events.CfnConnection>((connection) => ({
    kind: 'events:connection', arn: connection.attrArn, name: connection.ref, usedArns: [connection.attrSecretArn],
  })),
  'AWS::Events::ApiDestination': of<events.CfnApiDestination>((target) => ({ kind: 'events:api-destination', arn: target.attrArn, name: target.ref })),
  'AWS::ECS::Cluster': of<ecs.CfnCluster>((cluster) => ({ kind: 'ecs:cluster', arn: cluster.attrArn, name: cluster.ref })),
  'AWS::ECS::TaskDefinition': of<ecs.CfnTaskDefinition>((task) => ({
    kind: 'ecs:task-definition', arn: task.ref, passedRoleArns: texts(task, task.taskRoleArn, task.executionRoleArn),
  })),
  'AWS::Batch::JobQueue': of<batch.CfnJobQueue>((queue) => ({ kind: 'batch:job-queue', arn: queue.attrJobQueueArn })),
  'AWS::Batch::JobDefinition': of<batch.CfnJobDefinition>((job) => ({ kind: 'batch:job-definition', arn: job.ref })),
  'AWS::Glue::Job': of<glue.CfnJob>((job) => ({ kind: 'glue:job', arn: formatted(job, 'glue', 'job', job.ref), name: job.ref })),
  'AWS::Glue::Crawler': of<glue.CfnCrawler>((crawler) => ({ kind: 'glue:crawler', arn: formatted(crawler, 'glue', 'crawler', crawler.ref), name: crawler.ref })),
  'AWS::Athena::WorkGroup': of<athena.CfnWorkGroup>((group) => ({
    kind: 'athena:workgroup', arn: formatted(group, 'athena', 'workgroup', group.ref), name: group.ref, usedArns: resultLocation(group),
  })),
  'AWS::CodeBuild::Project': of<codebuild.CfnProject>((project) => ({ kind: 'codebuild:project', arn: project.attrArn, name: project.ref })),
  'AWS::EMRServerless::Application': of<emrserverless.CfnApplication>((app) => ({
    kind: 'emr-serverless:applications', arn: app.attrArn, name: app.attrApplicationId,
  })),
  'AWS::DataSync::Task': of<datasync.CfnTask>((task) => ({ kind: 'datasync:task', arn: task.attrTaskArn })),
  'AWS::Kinesis::Stream': of<kinesis.CfnStream>((stream) => ({
    kind: 'kinesis:stream', arn: stream.attrArn, name: stream.ref, encryptionKeyArn: keyArnOf(stream, member(stream.streamEncryption, 'keyId')),
  })),
  'AWS::Redshift::Cluster': of<redshift.CfnCluster>((cluster) => ({
    kind: 'redshift:cluster', arn: formatted(cluster, 'redshift', 'cluster', cluster.ref, ArnFormat.COLON_RESOURCE_NAME), name: cluster.ref,
  })),
  'AWS::RedshiftServerless::Workgroup': of<redshiftserverless.CfnWorkgroup>((group) => ({
    kind: 'redshift-serverless:workgroup', arn: group.attrWorkgroupWorkgroupArn, name: group.ref,
  })),
  'AWS::Glue::DataQualityRuleset': of<glue.CfnDataQualityRuleset>((ruleset) => ({
    kind: 'glue:dataQualityRuleset', arn: formatted(ruleset, 'glue', 'dataQualityRuleset', ruleset.ref), name: ruleset.ref,
  })),
  'AWS::DataBrew::Job': of<databrew.CfnJob>((job) => ({ kind: 'databrew:Job', arn: formatted(job, 'databrew', 'job', job.ref), name: job.ref })),
  'AWS::IAM::Role': of<iam.CfnRole>((role) => ({ kind: 'iam:role', arn: role.attrArn, name: role.ref })),
};

/** What a resource is to the derivation; nothing for types that it takes from their ARN. */
export function readResource(resource: CfnResource): KnownResource | undefined {
  return READERS[resource.cfnResourceType]?.(resource);
}

function of<Resource extends CfnResource>(read: (resource: Resource) => KnownResource): Reader {
  return (resource) => read(resource as Resource);
}

function bucketKey(bucket: s3.CfnBucket): string | undefined {
  const rules = member(resolveKeepingReferences(bucket, bucket.bucketEncryption), 'serverSideEncryptionConfiguration');
  if (!Array.isArray(rules)) return undefined;
  return keyArnOf(bucket, member(member(rules[0], 'serverSideEncryptionByDefault'), 'kmsMasterKeyId'));
}

function machineKey(machine: sfn.CfnStateMachine): string | undefined {
  return keyArnOf(machine, member(machine.encryptionConfiguration, 'kmsKeyId'));
}

function versionKey(version: sfn.CfnStateMachineVersion): string | undefined {
  const machine = referencedBy(version.stateMachineArn);
  return machine instanceof sfn.CfnStateMachine ? machineKey(machine) : undefined;
}

function aliasKey(alias: sfn.CfnStateMachineAlias): string | undefined {
  const version = referencedBy(member(alias.deploymentPreference, 'stateMachineVersionArn'));
  return version instanceof sfn.CfnStateMachineVersion ? versionKey(version) : undefined;
}

/** The construct that a text references. */
function referencedBy(text: unknown): unknown {
  const token = typeof text === 'string' ? Tokenization.reverseString(text).firstToken : undefined;
  return token !== undefined && Reference.isReference(token) ? token.target : undefined;
}

/** Where a work group writes results, as ARN of the objects; nothing where it leaves that to its queries. */
function resultLocation(group: athena.CfnWorkGroup): string[] | undefined {
  const location = member(member(group.workGroupConfiguration, 'resultConfiguration'), 'outputLocation');
  if (typeof location !== 'string' || !location.startsWith('s3://')) return undefined;
  return [`arn:${Stack.of(group).partition}:s3:::${location.slice('s3://'.length).replace(/\/$/, '')}/*`];
}

function replicaKey(table: dynamodb.CfnGlobalTable): string | undefined {
  const region = Stack.of(table).region;
  const said = resolveKeepingReferences(table, table.replicas);
  const replicas: unknown[] = Array.isArray(said) ? said : [];
  const here = replicas.find((replica) => member(replica, 'region') === region) ?? replicas[0];
  return keyArnOf(table, member(member(here, 'sseSpecification'), 'kmsMasterKeyId'));
}

function formatted(resource: CfnResource, service: string, type: string, name: string, arnFormat = ArnFormat.SLASH_RESOURCE_NAME): string {
  return Stack.of(resource).formatArn({ service, resource: type, resourceName: name, arnFormat });
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Texts that are there: a token may resolve to nothing. */
function texts(resource: CfnResource, ...values: (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined && Stack.of(resource).resolve(value) !== undefined) as string[];
}
