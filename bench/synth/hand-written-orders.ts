// The orders example written by hand on aws-cdk-lib's own constructs: the same resources, the same states.
import * as path from 'node:path';
import {
  aws_apigateway as apigateway, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_dynamodb as dynamodb, aws_events as events,
  aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_sns as sns, aws_sqs as sqs,
  aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks, Duration, RemovalPolicy, Stack,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

const HANDLERS = path.join(__dirname, '../../examples/typescript/orders/handlers');
const TRANSIENT = ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'];
const THROTTLED = ['DynamoDB.ThrottlingException', 'DynamoDB.ProvisionedThroughputExceededException', 'DynamoDB.InternalServerError'];
const FAILED = '{% $merge([$states.input, {"Order": {"failures": [$states.errorOutput], "undone": [], "parked": []}}]) %}';
const CAUSE = '{% $states.input.Order.failures[0].Cause %}';

type Task = sfn.TaskStateBase;

/** @returns a stack with what examples/typescript/orders creates */
export function handWrittenOrders(scope: Construct): Stack {
  const stack = new Stack(scope, 'Orders');
  const tls = (id: string, more: sqs.QueueProps = {}) => new sqs.Queue(stack, id, { enforceSSL: true, ...more });

  const inventory = new dynamodb.Table(stack, 'Inventory', {
    partitionKey: { name: 'sku', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  const table = new dynamodb.Table(stack, 'Table', {
    partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
  });
  const bus = new events.EventBus(stack, 'OrderBus');
  const customers = new sns.Topic(stack, 'Customers', { enforceSSL: true });
  const operators = new sns.Topic(stack, 'Operators', { enforceSSL: true });
  const shipments = tls('Shipments', { deadLetterQueue: { queue: tls('UnreadableShipments'), maxReceiveCount: 5 } });
  const parking = tls('Parking', { retentionPeriod: Duration.days(14) });
  const deadLetters = tls('DeadLetters', { retentionPeriod: Duration.days(14) });

  const fn = (id: string, folder: string, name: string, environment?: { [name: string]: string }) => {
    const logGroup = new logs.LogGroup(stack, `${id}Log`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(stack, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    return new lambda.Function(stack, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(HANDLERS, folder)),
      handler: `index.${name}`,
      environment,
      timeout: Duration.seconds(10),
      memorySize: 256,
      logGroup,
      role,
    });
  };
  const environment = { INVENTORY_TABLE: inventory.tableName };
  const reserveItems = fn('ReserveItems', 'inventory', 'reserve', environment);
  const releaseItems = fn('ReleaseItems', 'inventory', 'release', environment);
  inventory.grant(reserveItems, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  inventory.grant(releaseItems, 'dynamodb:DeleteItem', 'dynamodb:UpdateItem');

  const states = new Construct(stack, 'States');
  // ── the states ────────────────────────────────────────────────────────────────────────────
  const id = tasks.DynamoAttributeValue.fromString('{% $string($states.input.orderId) %}');
  const execution = tasks.DynamoAttributeValue.fromString('{% $states.context.Execution.Id %}');
  const now = tasks.DynamoAttributeValue.fromString('{% $now() %}');
  const patient = (task: Task, errors: string[]) => {
    task.addRetry({
      errors, interval: Duration.seconds(2), maxAttempts: 5, backoffRate: 2, maxDelay: Duration.seconds(60), jitterStrategy: sfn.JitterType.FULL,
    });
    return task;
  };
  const call = (name: string, target: lambda.IFunction) => patient(tasks.LambdaInvoke.jsonata(states, name, {
    lambdaFunction: target,
    payload: sfn.TaskInput.fromText('{% $states.input %}'),
    taskTimeout: sfn.Timeout.duration(Duration.seconds(15)),
    retryOnServiceExceptions: false,
    outputs: `{% $merge([$states.input, {'${name}': $states.result.Payload}]) %}`,
  }), TRANSIENT);
  const record = (name: string, from: string, to: string) => patient(tasks.DynamoUpdateItem.jsonata(states, name, {
    table,
    key: { orderId: id },
    updateExpression: 'SET #status = :status, #updatedAt = :now, #history = list_append(#history, :entry)',
    conditionExpression: '#execution = :execution AND #status IN (:from, :status)',
    expressionAttributeNames: { '#status': 'status', '#updatedAt': 'updatedAt', '#history': 'history', '#execution': 'execution' },
    expressionAttributeValues: {
      ':status': tasks.DynamoAttributeValue.fromString(to),
      ':from': tasks.DynamoAttributeValue.fromString(from),
      ':now': now,
      ':execution': execution,
      ':entry': tasks.DynamoAttributeValue.fromList([
        tasks.DynamoAttributeValue.fromMap({ status: tasks.DynamoAttributeValue.fromString(to), at: now }),
      ]),
    },
    taskTimeout: sfn.Timeout.duration(Duration.seconds(60)),
    outputs: '{% $states.input %}',
  }), THROTTLED);
  const publish = (detailType: string, suffix = '') => patient(tasks.EventBridgePutEvents.jsonata(states, `Publish ${detailType}${suffix}`, {
    entries: [{
      detailType,
      eventBus: bus,
      source: 'shop.orders',
      detail: sfn.TaskInput.fromObject({ orderId: '{% $string($states.input.orderId) %}', execution: '{% $states.context.Execution.Id %}' }),
    }],
    taskTimeout: sfn.Timeout.duration(Duration.seconds(60)),
    outputs: '{% $states.input %}',
  }), ['EventBridge.ThrottlingException', 'EventBridge.InternalException']);
  const park = (name: string) => patient(tasks.SqsSendMessage.jsonata(states, `Park ${name}`, {
    queue: parking,
    messageBody: sfn.TaskInput.fromObject({ step: name, execution: '{% $states.context.Execution.Id %}', input: '{% $states.input %}' }),
    taskTimeout: sfn.Timeout.duration(Duration.seconds(60)),
    outputs: '{% $states.input %}',
  }), ['Sqs.ThrottlingException', 'Sqs.InternalServerException']);

  const accept = patient(tasks.DynamoPutItem.jsonata(states, 'Accept order', {
    table,
    item: { orderId: id, status: tasks.DynamoAttributeValue.fromString('ACCEPTED'), execution, acceptedAt: now, updatedAt: now },
    conditionExpression: 'attribute_not_exists(#key) OR #execution = :execution',
    expressionAttributeNames: { '#key': 'orderId', '#execution': 'execution' },
    expressionAttributeValues: { ':execution': execution },
    taskTimeout: sfn.Timeout.duration(Duration.seconds(60)),
    outputs: '{% $states.input %}',
  }), THROTTLED);
  const duplicate = sfn.Succeed.jsonata(states, 'Order is a duplicate', { outputs: { status: 'DUPLICATE' } });
  const failed = sfn.Fail.jsonata(states, 'Order failed', { error: '{% $states.input.Order.failures[0].Error %}', cause: CAUSE });

  const compensated = sfn.Parallel.jsonata(states, 'whether Publish OrderCompensated', { outputs: '{% $states.input %}' });
  compensated.branch(sfn.Choice.jsonata(states, 'Publish OrderCompensated?')
    .when(sfn.Condition.jsonata('{% $count($states.input.Order.undone) > 0 %}'), publish('OrderCompensated'))
    .otherwise(sfn.Pass.jsonata(states, 'no Publish OrderCompensated')));
  const parkCompensated = park('Publish OrderCompensated');
  const orderFailed = publish('OrderFailed');
  const parkFailed = park('Publish OrderFailed');
  const recordFailure = record('Record failure', 'ACCEPTED', 'FAILED');
  const parkRecord = park('Record failure');
  const anyError = (task: Task | sfn.Parallel, handler: sfn.IChainable) => task.addCatch(handler, { errors: ['States.ALL'], outputs: FAILED });
  anyError(parkCompensated, failed).next(failed);
  anyError(compensated, parkCompensated).next(failed);
  anyError(parkFailed, compensated).next(compensated);
  anyError(orderFailed, parkFailed).next(compensated);
  anyError(parkRecord, orderFailed).next(orderFailed);
  anyError(recordFailure, parkRecord).next(orderFailed);

  const undo = (name: string, target: lambda.IFunction, after: sfn.IChainable) => {
    const undoing = call(name, target);
    const parked = park(name);
    anyError(parked, after).next(after);
    anyError(undoing, parked).next(after);
    return undoing;
  };
  const release = undo('ReleaseItems', releaseItems, recordFailure);
  const toRelease = sfn.Choice.jsonata(states, 'ReserveItems to undo?')
    .when(sfn.Condition.jsonata('{% $not("ReserveItems" in $states.input.Order.failures.step) %}'), release)
    .otherwise(recordFailure);
  const refund = undo('RefundCard', fn('RefundCard', 'payments', 'refund'), toRelease);
  const cancel = undo('CancelLabel', fn('CancelLabel', 'shipping', 'cancelLabel'), refund);

  const completed = sfn.Pass.jsonata(states, 'Order completed', { outputs: { status: 'COMPLETED', order: '{% $states.input %}' } });
  const notify = patient(tasks.SnsPublish.jsonata(states, 'Notify customers', {
    topic: customers,
    message: sfn.TaskInput.fromText('{% $string($states.input) %}'),
    taskTimeout: sfn.Timeout.duration(Duration.seconds(60)),
    outputs: '{% $states.input %}',
  }), ['Sns.ThrottledException', 'Sns.InternalErrorException']);
  anyError(notify, park('Notify customers').next(completed)).next(completed);
  const orderCompleted = publish('OrderCompleted');
  anyError(orderCompleted, park('Publish OrderCompleted').next(notify)).next(notify);

  const branches = sfn.Parallel.jsonata(states, 'Inventory and fraud check', { outputs: '{% $merge($append([$states.input], $states.result)) %}' });
  for (const [name, target] of [['ReserveItems', reserveItems], ['CheckFraud', fn('CheckFraud', 'fraud', 'check')]] as const) {
    branches.branch(anyError(call(name, target), sfn.Pass.jsonata(states, `${name} failed`)));
  }
  const ship = patient(tasks.SqsSendMessage.jsonata(states, 'Ship', {
    queue: shipments,
    integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    messageBody: sfn.TaskInput.fromObject({ taskToken: '{% $states.context.Task.Token %}', input: '{% $states.input %}' }),
    taskTimeout: sfn.Timeout.duration(Duration.days(5)),
    heartbeatTimeout: sfn.Timeout.duration(Duration.days(2)),
    outputs: '{% $merge([$states.input, {"Shipments": $states.result}]) %}',
  }), ['Sqs.ThrottlingException', 'Sqs.InternalServerException']);

  const line: Array<[Task, sfn.IChainable]> = [
    [publish('OrderAccepted'), recordFailure],
    [call('ValidateOrder', fn('ValidateOrder', 'orders', 'validate')), recordFailure],
    [record('Record VALIDATED', 'ACCEPTED', 'VALIDATED'), recordFailure],
    [record('Record RESERVED', 'VALIDATED', 'RESERVED'), toRelease],
    [call('ChargeCard', fn('ChargeCard', 'payments', 'charge')), toRelease],
    [record('Record PAID', 'RESERVED', 'PAID'), refund],
    [call('CreateLabel', fn('CreateLabel', 'shipping', 'createLabel')), refund],
    [record('Record LABELLED', 'PAID', 'LABELLED'), cancel],
    [ship, cancel],
    [record('Record SHIPPED', 'LABELLED', 'SHIPPED'), cancel],
    [record('Record COMPLETED', 'SHIPPED', 'COMPLETED'), cancel],
  ];
  for (const [task, handler] of line) anyError(task, handler);
  const chain = (from: number, to: number) => line.slice(from, to).map(([task]) => task as sfn.INextable & sfn.IChainable)
    .reduce((done: sfn.Chain | undefined, task) => done ? done.next(task) : sfn.Chain.start(task), undefined)!;
  const fulfil = sfn.Pass.jsonata(states, 'Inventory and fraud check done').next(chain(3, line.length)).next(orderCompleted);
  const definition = accept.addCatch(duplicate, { errors: ['DynamoDB.ConditionalCheckFailedException'] })
    .next(chain(0, 3))
    .next(branches)
    .next(sfn.Choice.jsonata(states, 'Inventory and fraud check ok?')
      .when(sfn.Condition.jsonata('{% $count($states.input.Order.failures) > 0 %}'), toRelease)
      .otherwise(fulfil));

  // ── what is around it ─────────────────────────────────────────────────────────────────────
  const logGroup = new logs.LogGroup(stack, 'Log', { logGroupName: '/aws/vendedlogs/states/orders', retention: logs.RetentionDays.ONE_MONTH });
  const machine = new sfn.StateMachine(stack, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(definition),
    queryLanguage: sfn.QueryLanguage.JSONATA,
    timeout: Duration.days(30),
    logs: { destination: logGroup, level: sfn.LogLevel.ERROR, includeExecutionData: false },
    tracingEnabled: true,
  });
  const ring = (name: string, metric: cloudwatch.IMetric) => new cloudwatch.Alarm(stack, name, {
    metric,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  }).addAlarmAction(new actions.SnsAction(operators));
  ring('Failed', machine.metricFailed());
  ring('TimedOut', machine.metricTimedOut());
  ring('Aborted', machine.metricAborted());
  ring('Throttled', machine.metricThrottled());
  ring('Parked', parking.metricApproximateNumberOfMessagesVisible());
  ring('Undelivered', deadLetters.metricApproximateNumberOfMessagesVisible());

  new events.Rule(stack, 'Placed', {
    eventBus: bus,
    eventPattern: { source: ['shop.checkout'], detailType: ['OrderPlaced'] },
    targets: [new targets.SfnStateMachine(machine, { input: events.RuleTargetInput.fromEventPath('$.detail'), deadLetterQueue: deadLetters })],
  });
  orderApi(stack, machine);
  return stack;
}

function orderApi(stack: Stack, machine: sfn.StateMachine): IConstruct {
  const accessLog = new logs.LogGroup(stack, 'AccessLog', { retention: logs.RetentionDays.ONE_MONTH });
  const role = new iam.Role(stack, 'ApiRole', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
  machine.grantStartExecution(role);
  const api = new apigateway.RestApi(stack, 'Api', {
    cloudWatchRole: true,
    deployOptions: {
      accessLogDestination: new apigateway.LogGroupLogDestination(accessLog),
      loggingLevel: apigateway.MethodLoggingLevel.ERROR,
      throttlingRateLimit: 100,
      throttlingBurstLimit: 200,
      tracingEnabled: true,
      metricsEnabled: true,
    },
  });
  const model = api.addModel('Request', { schema: { type: apigateway.JsonSchemaType.OBJECT, required: ['customer', 'items', 'payment', 'total'] } });
  const responses = ['200', '400', '502'].map((statusCode) => ({ statusCode }));
  return api.root.addResource('orders').addMethod('POST', new apigateway.AwsIntegration({
    service: 'states',
    action: 'StartExecution',
    options: {
      credentialsRole: role,
      passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': `{"stateMachineArn": "${machine.stateMachineArn}", "input": "$util.escapeJavaScript($input.json('$'))"}` },
      integrationResponses: [{ statusCode: '200' }, { statusCode: '400', selectionPattern: '4\\d{2}' }, { statusCode: '502', selectionPattern: '5\\d{2}' }],
    },
  }), {
    authorizationType: apigateway.AuthorizationType.IAM,
    requestModels: { 'application/json': model },
    requestValidator: api.addRequestValidator('Validator', { validateRequestBody: true }),
    methodResponses: responses,
  });
}
