import { Aws, aws_athena as athena, aws_glue as glue, aws_s3 as s3, Duration, interfaces, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { crawlerRole } from './crawler-role';
import { CATALOG_DEFAULTS, EtlCatalogProps, EtlCrawlerProps, EtlQueryOptions } from './etl-catalog-props';
import { RunQueryProps, Step } from '../../workflow';
import { acknowledge } from '../../workflow/acknowledge';
import { ownName } from '../../workflow/own-name';
import { PropChecks } from '../../workflow/prop-checks';

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html */
const WORK_GROUP_NAME_LENGTH = 128;

/** @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-databases.html */
const DATABASE_NAME_LENGTH = 255;

/** @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html */
const FEWEST_BYTES_SCANNED = 10_000_000;

const FOLDER = /^[^/].*\/$/;

/**
 * Where the tables of a pipeline stand and how they are asked: a database of the Glue catalog, a work group of Athena, a bucket for results,
 * crawlers. Each is given or created. Give it to a pipeline's `catalog`, and its queries reach these tables and their data, and no others.
 */
export class EtlCatalog extends Construct {
  /** Name of the database. */
  public readonly databaseName: string;
  /** The database. */
  public readonly database: interfaces.aws_glue.IDatabaseRef;
  /** The work group. */
  public readonly workGroup: interfaces.aws_athena.IWorkGroupRef;
  /** Bucket of the results; none where the work group is given and its bucket is not. */
  public readonly resultBucket?: s3.IBucket;

  /**
   * ARNs of what queries may reach.
   * @internal
   */
  public readonly _allowedResources: string[];

  /** @throws when props contradict each other; one error lists every problem */
  constructor(scope: Construct, id: string, private readonly props: EtlCatalogProps = {}) {
    super(scope, id);
    this.checkProps(props);
    this.database = props.database ?? this.createDatabase(props.databaseName);
    this.databaseName = this.database.databaseRef.databaseName;
    this.resultBucket = props.resultBucket ?? (props.workGroup ? undefined : this.createResultBucket(props));
    this.workGroup = props.workGroup ?? this.createWorkGroup(this.resultBucket!, props);
    this._allowedResources = [
      ...(props.tables ?? []).map((table) => Stack.of(this).formatArn({ service: 'glue', resource: 'table', resourceName: `${this.databaseName}/${table}` })),
      ...(props.data ?? []).map(({ bucket, prefix }) => prefix === undefined ? bucket.bucketArn : bucket.arnForObjects(`${prefix}*`)),
    ];
  }

  /**
   * A query in the database, as a step. What `props` says goes before what the catalog says.
   *
   * @param query the SQL; text or an expression in `{% %}`
   */
  public query(query: string, props: EtlQueryOptions = {}): Step {
    const results = this.props.workGroup && this.props.resultBucket
      ? { resultBucket: this.props.resultBucket, resultPrefix: this.props.resultPrefix ?? CATALOG_DEFAULTS.resultPrefix } : {};
    const all: RunQueryProps = { workGroup: this.workGroup, database: this.databaseName, ...results, ...props, query };
    return Step.runQuery(all);
  }

  /**
   * Creates a crawler that makes tables of the folders below a prefix, with a role that may do that and no more. Run it with
   * `Step.startCrawler`.
   *
   * @param id id of the crawler's construct
   * @throws when the prefix is no folder
   */
  public addCrawler(id: string, props: EtlCrawlerProps): glue.CfnCrawler {
    const { bucket, prefix, tablePrefix } = props;
    const checks = new PropChecks(this);
    checks.check(FOLDER.test(prefix), `crawler '${id}': prefix`, prefix, "give the start of the keys, ending with '/' and not starting with it");
    checks.throwIfAny();
    const crawler = new glue.CfnCrawler(this, id, {
      role: crawlerRole(this, `${id}Role`, this.databaseName, bucket, prefix).roleArn,
      databaseName: this.databaseName,
      targets: { s3Targets: [{ path: bucket.s3UrlForObject(prefix) }] },
      tablePrefix,
      // what is gone is told in the log; a table that somebody queries is not taken away
      schemaChangePolicy: { updateBehavior: 'UPDATE_IN_DATABASE', deleteBehavior: 'LOG' },
    });
    acknowledge(crawler, 'AwsSolutions-GL1', 'CloudWatch Logs encrypts what the crawler logs with a key of its own; it logs no data');
    return crawler;
  }

  private createDatabase(name: string | undefined): glue.CfnDatabase {
    const own = ownName(this, DATABASE_NAME_LENGTH).toLowerCase().replace(/[^a-z0-9]/g, '_');
    return new glue.CfnDatabase(this, 'Database', { catalogId: Aws.ACCOUNT_ID, databaseInput: { name: name ?? own } });
  }

  private createResultBucket({ encryptionKey, resultRetention }: EtlCatalogProps): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Results', {
      encryption: encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey,
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [{ expiration: resultRetention ?? CATALOG_DEFAULTS.resultRetention, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    acknowledge(bucket, 'AwsSolutions-S1', 'it holds results of queries for some days, which Athena and CloudTrail have on record');
    return bucket;
  }

  private createWorkGroup(bucket: s3.IBucket, { resultPrefix, encryptionKey, bytesScannedPerQuery }: EtlCatalogProps): athena.CfnWorkGroup {
    return new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: ownName(this, WORK_GROUP_NAME_LENGTH),
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: bytesScannedPerQuery,
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(resultPrefix ?? CATALOG_DEFAULTS.resultPrefix),
          encryptionConfiguration: encryptionKey ? { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn } : { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }

  private checkProps(props: EtlCatalogProps): void {
    const checks = new PropChecks(this);
    const { database, databaseName, workGroup, resultBucket, resultPrefix, resultRetention, encryptionKey, bytesScannedPerQuery, data } = props;
    const given = (value: unknown): boolean => value !== undefined;
    checks.check(!given(database) || !given(databaseName), 'databaseName', databaseName, 'take it out: the database given has its own');
    checks.check(!given(databaseName) || Token.isUnresolved(databaseName) || new RegExp(`^[a-z0-9_]{1,${DATABASE_NAME_LENGTH}}$`).test(databaseName!), 'databaseName',
      databaseName, `give 1 to ${DATABASE_NAME_LENGTH} lower-case letters, digits and _`);
    checks.check(props.tables?.length !== 0, 'tables', props.tables, 'name at least one, or leave it out for all');
    for (const table of props.tables ?? []) checks.check(/^[^/*]+$/.test(table), 'tables', table, 'give the name of a table, without its database');
    checks.check(!given(resultPrefix) || FOLDER.test(resultPrefix!), 'resultPrefix', resultPrefix, "give the start of the keys, ending with '/'");
    (data ?? []).forEach(({ prefix }, at) => checks.check(!given(prefix) || FOLDER.test(prefix!), `data[${at}].prefix`, prefix, "give the start of the keys, ending with '/'"));
    checks.check(!given(resultRetention) || (!given(resultBucket) && !given(workGroup)), 'resultRetention', resultRetention, 'take it out: no bucket is created');
    checks.check(!given(resultRetention) || Number.isInteger(resultRetention!.toDays({ integral: false })), 'resultRetention', resultRetention, 'give whole days');
    for (const [prop, value] of [['encryptionKey', encryptionKey], ['bytesScannedPerQuery', bytesScannedPerQuery]] as const) {
      checks.check(!given(workGroup) || !given(value), prop, value, 'take it out: the work group given has its own');
    }
    checks.check(!given(bytesScannedPerQuery) || (Number.isInteger(bytesScannedPerQuery) && bytesScannedPerQuery! >= FEWEST_BYTES_SCANNED),
      'bytesScannedPerQuery', bytesScannedPerQuery, `give a whole number from ${FEWEST_BYTES_SCANNED} on`);
    checks.throwIfAny();
  }
}
