import { aws_s3 as s3, aws_stepfunctions as sfn } from 'aws-cdk-lib';

/** A bucket: one of the app, or one that an expression names at run time. Give `bucket`, or `bucketName` with `allowedBuckets`. */
export interface BucketChoice {
  /**
   * The bucket. Step Functions reads and writes buckets of its own account and Region only.
   *
   * @default - `bucketName` says which at run time
   */
  readonly bucket?: s3.IBucket;

  /**
   * Name of the bucket: a JSONata expression in `{% %}` over `$states.input`.
   *
   * @default - `bucket` says which
   */
  readonly bucketName?: string;

  /**
   * The buckets that `bucketName` may give, for the permissions of the workflow's role.
   *
   * @default - none; required with `bucketName`
   */
  readonly allowedBuckets?: s3.IBucket[];
}

/** Objects below a prefix. */
export interface ObjectListingProps extends BucketChoice {
  /**
   * What the objects' keys start with; text, or a JSONata expression in `{% %}`. End it with `/`, or it matches `images-old/` for `images`.
   *
   * @default - every object of the bucket
   */
  readonly prefix?: string;
}

/** One object of a bucket. */
export interface ItemFileProps extends BucketChoice {
  /** Key of the object; text, or a JSONata expression in `{% %}`. */
  readonly key: string;
}

/** A CSV file. Each row is an item: an object of texts. */
export interface CsvFileProps extends ItemFileProps {
  /**
   * Names of the columns, at most 10 KiB of them.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
   * @default - the first row has them
   */
  readonly headers?: string[];

  /**
   * What stands between two fields.
   *
   * @default CsvDelimiter.COMMA
   */
  readonly delimiter?: sfn.CsvDelimiter;
}

/** A JSON file. Each element of an array, or member of an object, is an item. */
export interface JsonFileProps extends ItemFileProps {
  /**
   * Where in the file the array or object stands, as a JSON Pointer (`/inventory/products`), under 2,000 characters.
   *
   * @default - the file is the array or object
   */
  readonly pointer?: string;
}

/** The form of the files that an Athena manifest lists. */
export enum AthenaManifestFormat {
  /** CSV; Athena writes no header row. */
  CSV = 'CSV',
  /** One JSON value a line. */
  JSONL = 'JSONL',
  /** Apache Parquet. */
  PARQUET = 'PARQUET',
}

/**
 * The manifest that Athena's UNLOAD leaves beside its results (`QUERY_ID-manifest.csv`).
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/unload.html
 */
export interface AthenaManifestProps extends ItemFileProps {
  /** Form of the files. */
  readonly format: AthenaManifestFormat;

  /**
   * Names of the columns: with `AthenaManifestFormat.CSV` only, where they are required.
   *
   * @default - none
   */
  readonly headers?: string[];

  /**
   * Buckets that the files lie in, when not in the manifest's folder or below it.
   *
   * @default - the files lie below the manifest's folder
   */
  readonly dataBuckets?: s3.IBucket[];
}

/** A file of the results of an earlier map run, `FAILED_n` or `PENDING_n`. */
export interface FailedItemsProps extends ItemFileProps {
  /**
   * The form that the earlier run wrote its results in.
   *
   * @default OutputType.JSON
   */
  readonly outputType?: sfn.OutputType;
}
