import {
  aws_s3 as s3, aws_scheduler as scheduler, aws_sns as sns, aws_stepfunctions as sfn, Duration, Stack, StackProps, TimeZone, Validations,
} from 'aws-cdk-lib';
import { ExecutionStatus, ItemProcessor, ItemSource, S3DistributedMap, Step, Trigger, WorkflowNotification } from 'cdk-stepwise';
import { Construct } from 'constructs';
import { CatalogFunction } from './catalog-function';

/** What suppliers send a web shop: a price list of 100,000 rows whenever one arrives, and a product sheet for each product, checked at night. */
export class CatalogStack extends Stack {
  /** What suppliers send. */
  public readonly deliveries: s3.Bucket;
  /** Imports a price list. */
  public readonly prices: S3DistributedMap;
  /** Checks the product sheets. */
  public readonly sheets: S3DistributedMap;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const accessLogs = this.bucket('AccessLogs', {});
    this.deliveries = this.bucket('Deliveries', { serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: 'deliveries/' });
    const results = this.bucket('Results', {
      serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: 'results/', lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    const operators = new sns.Topic(this, 'Operators', { enforceSSL: true });
    const importers = new sns.Topic(this, 'Importers', { enforceSSL: true });
    const { deliveries: bucket } = this;
    const around = {
      alarms: { topic: operators },
      notifications: [WorkflowNotification.toTopic(operators, { statuses: [ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT] })],
    };

    this.prices = new S3DistributedMap(this, 'Prices', {
      ...around,
      source: ItemSource.csv({
        bucket, key: "{% 'prices/' & $substringAfter($states.input.detail.object.key, 'prices/') %}", delimiter: sfn.CsvDelimiter.SEMICOLON,
      }),
      itemProcessor: ItemProcessor.invoke(new CatalogFunction(this, 'ImportRows', { code: 'prices.importRows', bucket, objects: 'suppliers.json' })),
      batching: { maxItems: 100 },
      maxConcurrency: 50,
      toleratedFailurePercentage: 5,
      results: { bucket: results, prefix: 'prices', outputType: sfn.OutputType.JSONL, transformation: sfn.Transformation.FLATTEN },
      notification: Step.publish(importers, { arguments: '{% $string($states.input.Prices) %}' }),
      dashboard: true,
      triggers: [Trigger.s3Object({ bucket, prefix: 'prices/', suffix: '.csv', alarmTopic: operators })],
    });

    this.sheets = new S3DistributedMap(this, 'Sheets', {
      ...around,
      source: ItemSource.objects({ bucket, prefix: 'sheets/' }),
      itemProcessor: ItemProcessor.invoke(new CatalogFunction(this, 'CheckSheet', { code: 'sheets.check', bucket, objects: 'sheets/*' })),
      executionType: sfn.StateMachineType.EXPRESS,
      toleratedFailurePercentage: 2,
      itemsFailedThreshold: 20,
      results: { bucket: results, prefix: 'sheets' },
      triggers: [Trigger.schedule({
        schedule: scheduler.ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }), alarmTopic: operators,
      })],
    });

    Validations.of(this.node.children.find(({ node }) => node.id.startsWith('BucketNotificationsHandler'))!).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: "CDK's own function, which switches on the events of the bucket, writes its log",
    });
  }

  private bucket(id: string, props: s3.BucketProps): s3.Bucket {
    const { BLOCK_ALL } = s3.BlockPublicAccess;
    return new s3.Bucket(this, id, { blockPublicAccess: BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true, ...props });
  }
}
