import * as path from 'node:path';
import {
  aws_glue as glue, aws_s3 as s3, aws_s3_assets as assets, aws_scheduler as scheduler, aws_sns as sns, Duration, Stack, StackProps,
  TimeZone, Validations,
} from 'aws-cdk-lib';
import { EtlCatalog, EtlPipeline, JobBookmark, RunLock, Step, Trigger } from 'cdk-stepwise';
import { Construct } from 'constructs';
import { acknowledgeGlueLogs, GlueRole } from './glue-role';

const RULES = `Rules = [
  RowCount > 0,
  IsComplete "sale_id",
  IsUnique "sale_id",
  ColumnLength "sku" > 0,
  ColumnValues "amount" > 0
]`;

const LOAD = 'INSERT INTO revenue SELECT day, shop, count(*) AS sales, sum(amount) AS revenue FROM sales WHERE day = ? GROUP BY day, shop';
const REPORT = 'SELECT shop, sales, revenue FROM revenue WHERE day = ? ORDER BY shop';

/** The role of the evaluation names the ruleset too. */
const RULESET = 'sales';

/** How long a step may take: shorter than the lease of the lock. */
const LONGEST = Duration.hours(1);

/** The sales of three shops: crawled, cleaned, checked, loaded and added up, once a night or when their files have arrived. */
export class SalesEtlStack extends Stack {
  /** Runs a day. */
  public readonly pipeline: EtlPipeline;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const lake = new s3.Bucket(this, 'Lake', {
      enforceSSL: true, encryption: s3.BucketEncryption.S3_MANAGED, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, versioned: true,
    });
    const operators = new sns.Topic(this, 'Operators', { enforceSSL: true });
    const catalog = new EtlCatalog(this, 'Catalog', {
      databaseName: 'sales',
      tables: ['sales', 'revenue'],
      data: [{ bucket: lake, prefix: 'clean/' }, { bucket: lake, prefix: 'revenue/' }],
      bytesScannedPerQuery: 10_000_000_000,
    });
    const crawler = catalog.addCrawler('CrawlClean', { bucket: lake, prefix: 'clean/' });
    const job = this.cleaningJob(lake);
    const rules = new glue.CfnDataQualityRuleset(this, 'SalesRules', { name: RULESET, ruleset: RULES });
    const checker = new GlueRole(this, 'CheckerRole', {
      lake, reads: ['clean/'], table: { database: catalog.databaseName, name: 'sales' }, ruleset: RULESET,
    });

    this.pipeline = new EtlPipeline(this, 'Sales', {
      stages: [
        {
          name: 'clean',
          steps: [Step.runGlueJob(job, {
            jobArguments: { '--run_date': '{% $states.input.runDate %}' },
            bookmark: JobBookmark.DISABLE,
            workerType: 'G.1X',
            numberOfWorkers: 2,
            timeout: LONGEST,
            result: "{% {'JobRunId': $states.result.Id} %}",
          })],
        },
        { name: 'crawl', steps: [Step.startCrawler(crawler, { timeout: LONGEST })] },
        {
          name: 'check',
          steps: [Step.evaluateRuleset(rules, {
            database: catalog.databaseName,
            table: 'sales',
            role: checker,
            pushDownPredicate: "{% \"day = '\" & $states.input.runDate & \"'\" %}",
            timeout: LONGEST,
          })],
        },
        {
          name: 'load',
          steps: [catalog.query(LOAD, {
            name: 'LoadRevenue', parameters: DAY, timeout: LONGEST, result: '{% $states.result.QueryExecution.QueryExecutionId %}',
          })],
        },
        { name: 'report', steps: [catalog.query(REPORT, { name: 'Report', parameters: DAY, timeout: LONGEST, rows: { pageSize: 2, maxRows: 100 } })] },
      ],
      catalog,
      runLock: RunLock.waits({ lease: Duration.hours(2), patience: Duration.hours(4) }),
      newObjects: { bucket: lake, prefix: 'raw/', suffix: '.csv', quietPeriod: Duration.minutes(10) },
      quarantine: {
        bucket: lake, prefix: 'raw/', subPrefix: "{% $states.input.runDate & '/' %}", errors: ['Glue.RulesetFailed'],
      },
      triggers: [Trigger.schedule({
        schedule: scheduler.ScheduleExpression.cron({ hour: '22', minute: '30', timeZone: TimeZone.EUROPE_BERLIN }), alarmTopic: operators,
      })],
      timeout: Duration.hours(8),
      alarms: { topic: operators, duration: { threshold: Duration.hours(3) } },
      freshness: Duration.hours(26),
    });

    Validations.of(lake).acknowledge({ id: 'AwsSolutions-S1', reason: 'who reads the lake is on record in CloudTrail' });
  }

  private cleaningJob(lake: s3.IBucket): glue.CfnJob {
    const script = new assets.Asset(this, 'CleanScript', { path: path.join(__dirname, 'jobs', 'clean_sales.py') });
    const role = new GlueRole(this, 'CleanerRole', { lake, reads: ['raw/'], writes: ['clean/'], objects: [script.bucket.arnForObjects(script.s3ObjectKey)] });
    const job = new glue.CfnJob(this, 'CleanSales', {
      role: role.roleArn,
      glueVersion: '5.0',
      command: { name: 'glueetl', pythonVersion: '3', scriptLocation: script.s3ObjectUrl },
      defaultArguments: { '--source': lake.s3UrlForObject('raw/'), '--target': lake.s3UrlForObject('clean/sales/') },
      executionProperty: { maxConcurrentRuns: 1 },
    });
    acknowledgeGlueLogs(job);
    return job;
  }
}

/** The day of the run, as the value of a question mark: text has quotation marks of its own. */
const DAY = ["{% \"'\" & $states.input.runDate & \"'\" %}"];
