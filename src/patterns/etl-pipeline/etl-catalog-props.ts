import { aws_kms as kms, aws_s3 as s3, Duration, interfaces } from 'aws-cdk-lib';
import { QueryRows, StepProps } from '../../workflow';

/** A part of a bucket that the data of tables lies in. */
export interface DataLocation {
  /** The bucket. */
  readonly bucket: s3.IBucket;

  /**
   * Start of the keys, ending with `/`.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

/** Props of `EtlCatalog`. */
export interface EtlCatalogProps {
  /**
   * Database in the Glue catalog.
   *
   * @default - a new one
   */
  readonly database?: interfaces.aws_glue.IDatabaseRef;

  /**
   * Name of the new database: lower-case letters, digits and `_`, up to 255.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
   * @default - made of the stack's name and the construct's path
   */
  readonly databaseName?: string;

  /**
   * Tables of the database that queries may reach, by name. Those that they create count too.
   *
   * @default - all tables of the database
   */
  readonly tables?: string[];

  /**
   * Where the data of the tables lies: queries read it, and those that change tables (INSERT, CREATE TABLE AS) write it. Data that is under
   * Lake Formation need not be named.
   *
   * @default - none
   */
  readonly data?: DataLocation[];

  /**
   * Work group of Athena that queries run in.
   *
   * @default - a new one that keeps to `resultBucket`, whatever a query says
   */
  readonly workGroup?: interfaces.aws_athena.IWorkGroupRef;

  /**
   * Bucket that results of queries are written to. Give it for a work group that this app does not create: only that one knows its own.
   *
   * @default - a new one, encrypted, for TLS only, whose objects expire after `resultRetention`
   */
  readonly resultBucket?: s3.IBucket;

  /**
   * Start of the keys of results, ending with `/`.
   *
   * @default athena/
   */
  readonly resultPrefix?: string;

  /**
   * How long the new bucket keeps results, in whole days.
   *
   * @default Duration.days(30)
   */
  readonly resultRetention?: Duration;

  /**
   * Key that encrypts the results of the new work group, and the new bucket.
   *
   * @default - a key that S3 manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Bytes that one query may scan in the new work group, from 10,000,000 on; then it is cancelled.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
   * @default - no limit
   */
  readonly bytesScannedPerQuery?: number;
}

/** What a crawler of an `EtlCatalog` looks at. */
export interface EtlCrawlerProps {
  /** Bucket of the data. */
  readonly bucket: s3.IBucket;

  /** Start of the keys of the data, ending with `/`: each folder below becomes a table. */
  readonly prefix: string;

  /**
   * Start of the names of the tables that it makes.
   *
   * @default - none
   */
  readonly tablePrefix?: string;
}

/** What a query of a catalog can be told besides its SQL. */
export interface EtlQueryOptions extends StepProps {
  /**
   * Values of the question marks in the query, each text or an expression in `{% %}`.
   *
   * @default - none
   */
  readonly parameters?: string[];

  /**
   * Reads the rows of the result back: see `RunQueryProps`.
   *
   * @default - the rows stay in the result bucket
   */
  readonly rows?: QueryRows;
}

/** @internal */
export const CATALOG_DEFAULTS = { resultPrefix: 'athena/', resultRetention: Duration.days(30) };
