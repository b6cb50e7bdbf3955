"""Writes src/simulation/test-state/response-shapes.json from the service models of botocore (pip install botocore).

It is run by hand when an API is to be known or has changed; the file it writes is committed, since a build has no Python.
"""
import gzip
import json
import os

import botocore

# what Step Functions calls a service, its folder in botocore, and the actions to know (None: all)
SERVICES = {
    'lambda': ('lambda', ['Invoke']),
    'dynamodb': ('dynamodb', ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem', 'TransactGetItems', 'TransactWriteItems', 'DescribeTable', 'ExecuteStatement']),
    'sns': ('sns', ['Publish', 'PublishBatch', 'Subscribe', 'CreateTopic', 'ListTopics']),
    'sqs': ('sqs', None),
    'eventbridge': ('events', ['PutEvents', 'PutRule', 'PutTargets', 'DescribeRule', 'ListRules', 'ListTargetsByRule', 'RemoveTargets', 'DeleteRule']),
    'sfn': ('stepfunctions', ['StartExecution', 'StartSyncExecution', 'DescribeExecution', 'StopExecution', 'SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat', 'ListExecutions', 'GetExecutionHistory', 'RedriveExecution', 'DescribeStateMachine', 'DescribeMapRun', 'ListMapRuns']),
    'kms': ('kms', ['Encrypt', 'Decrypt', 'ReEncrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateRandom', 'GenerateMac', 'VerifyMac', 'Sign', 'Verify', 'DescribeKey', 'ListKeys', 'ListAliases', 'CreateKey', 'GetPublicKey']),
    'secretsmanager': ('secretsmanager', ['GetSecretValue', 'PutSecretValue', 'CreateSecret', 'UpdateSecret', 'DeleteSecret', 'DescribeSecret', 'ListSecrets', 'GetRandomPassword']),
    'ssm': ('ssm', ['GetParameter', 'GetParameters', 'GetParametersByPath', 'PutParameter', 'DeleteParameter', 'SendCommand', 'GetCommandInvocation']),
    's3': ('s3', ['GetObject', 'PutObject', 'HeadObject', 'DeleteObject', 'DeleteObjects', 'CopyObject', 'ListObjects', 'ListObjectsV2', 'ListBuckets', 'HeadBucket', 'GetObjectTagging', 'PutObjectTagging']),
    'glue': ('glue', ['StartJobRun', 'GetJobRun', 'StartCrawler', 'GetCrawler', 'GetTable', 'GetTables', 'GetDatabase', 'GetPartitions', 'StartWorkflowRun']),
    'athena': ('athena', ['StartQueryExecution', 'StopQueryExecution', 'GetQueryExecution', 'GetQueryResults', 'BatchGetQueryExecution']),
    'batch': ('batch', ['SubmitJob', 'DescribeJobs', 'TerminateJob']),
    'ecs': ('ecs', ['RunTask', 'DescribeTasks', 'StopTask']),
    'codebuild': ('codebuild', ['StartBuild', 'StopBuild', 'BatchDeleteBuilds', 'BatchGetReports', 'StartBuildBatch', 'BatchGetBuilds']),
    'sts': ('sts', None),
    'sesv2': ('sesv2', ['SendEmail', 'SendBulkEmail']),
    'ses': ('ses', ['SendEmail', 'SendRawEmail', 'SendTemplatedEmail']),
    'cloudwatch': ('cloudwatch', ['PutMetricData', 'GetMetricData', 'GetMetricStatistics', 'DescribeAlarms']),
    'databrew': ('databrew', ['StartJobRun']),
    'emrserverless': ('emr-serverless', ['CreateApplication', 'StartApplication', 'StopApplication', 'DeleteApplication', 'StartJobRun', 'CancelJobRun', 'GetJobRun']),
    'bedrockruntime': ('bedrock-runtime', ['InvokeModel']),
    'comprehend': ('comprehend', ['DetectSentiment', 'DetectEntities', 'DetectDominantLanguage', 'DetectKeyPhrases']),
    'translate': ('translate', ['TranslateText']),
    'rekognition': ('rekognition', ['DetectLabels', 'DetectFaces', 'DetectText', 'DetectModerationLabels']),
    'textract': ('textract', ['DetectDocumentText', 'AnalyzeDocument']),
    'polly': ('polly', ['SynthesizeSpeech', 'StartSpeechSynthesisTask']),
    'kinesis': ('kinesis', ['PutRecord', 'PutRecords']),
    'firehose': ('firehose', ['PutRecord', 'PutRecordBatch']),
    'scheduler': ('scheduler', ['CreateSchedule', 'DeleteSchedule', 'GetSchedule']),
    'sagemaker': ('sagemaker', ['CreateTrainingJob', 'CreateTransformJob', 'CreateEndpoint', 'CreateEndpointConfig', 'CreateHyperParameterTuningJob', 'CreateLabelingJob', 'CreateModel', 'CreateProcessingJob', 'UpdateEndpoint']),
    'emr': ('emr', ['RunJobFlow', 'AddJobFlowSteps', 'CancelSteps', 'TerminateJobFlows']),
    'eks': ('eks', ['CreateCluster', 'DeleteCluster', 'CreateNodegroup', 'DeleteNodegroup']),
}

KINDS = {
    'string': 'string', 'blob': 'string', 'timestamp': 'string', 'boolean': 'boolean',
    'integer': 'number', 'long': 'number', 'float': 'number', 'double': 'number',
}
TARGET = os.path.join(os.path.dirname(__file__), '../src/simulation/test-state/response-shapes.json')


def upper(name):
    """Step Functions writes the first letter of each field as a capital."""
    return name[:1].upper() + name[1:]


def lower(name):
    return name[:1].lower() + name[1:]


def latest_model(folder):
    base = os.path.join(os.path.dirname(botocore.__file__), 'data', folder)
    version = sorted(os.listdir(base))[-1]
    with gzip.open(os.path.join(base, version, 'service-2.json.gz')) as file:
        return json.load(file)


def collect(model, name, shapes):
    """Puts a shape, and those that it is made of, into `shapes`."""
    if name in shapes:
        return
    shape = model['shapes'][name]
    kind = shape['type']
    shapes[name] = None
    if kind == 'structure':
        fields = {upper(key): member['shape'] for key, member in shape.get('members', {}).items()}
        for inner in fields.values():
            collect(model, inner, shapes)
        required = [upper(key) for key in shape.get('required', [])]
        shapes[name] = {'fields': fields, **({'required': required} if required else {})}
    elif kind in ('list', 'map'):
        inner = shape['member' if kind == 'list' else 'value']['shape']
        collect(model, inner, shapes)
        shapes[name] = {kind: inner}
    else:
        value = 'any' if shape.get('streaming') else KINDS[kind]
        bounds = {bound: shape[bound] for bound in ('min', 'max') if bound in shape and value in ('string', 'number')}
        shapes[name] = {'is': value, **bounds}


def service(folder, actions):
    model = latest_model(folder)
    shapes, operations = {}, {}
    for name, operation in model['operations'].items():
        if actions is not None and name not in actions:
            continue
        output = operation.get('output', {}).get('shape')
        operations[lower(name)] = output
        if output is not None:
            collect(model, output, shapes)
    return {'operations': operations, 'shapes': shapes}


with open(TARGET, 'w', encoding='utf-8') as target:
    json.dump({name: service(*which) for name, which in SERVICES.items()}, target, separators=(',', ':'))
