import { aws_s3 as s3, aws_stepfunctions as sfn, Aws, Token } from 'aws-cdk-lib';
import { allowedBucketsOf, bucketNameOf, checkBucketChoice } from './bucket-choice';
import {
  AthenaManifestProps, BucketChoice, CsvFileProps, FailedItemsProps, JsonFileProps, AthenaManifestFormat, ObjectListingProps, ItemFileProps,
} from './item-source-props';
import { MAP_LIMITS } from './map-limits';
import { PropChecks } from '../../workflow/prop-checks';
import { JsonObject } from '../../workflow/steps/json';
import { expression, expressionText, isExpression } from '../../workflow/steps/jsonata';

/** What a source is made of: its place in S3, or an expression over the input. */
interface SourceSpec {
  /** Name of the factory, as the user writes it. */
  readonly factory: string;
  readonly place?: BucketChoice;
  /** `ItemReader.Resource` without its partition. */
  readonly reads?: 's3:getObject' | 's3:listObjectsV2';
  /** `Key` or `Prefix`. */
  readonly arguments?: { readonly [name: string]: string };
  readonly config?: JsonObject;
  readonly items?: string;
  readonly dataBuckets?: s3.IBucket[];
  /** What of an item is a child's input, where the source says so itself. */
  readonly selector?: string;
  check(checks: PropChecks): void;
}

/**
 * Where the items of a distributed map come from.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export class ItemSource {
  /** The objects below a prefix: items `{ Key, Size, Etag, LastModified, StorageClass }`. Only the listing is read, not the objects. */
  public static objects(props: ObjectListingProps): ItemSource {
    const { prefix } = props;
    return new ItemSource({
      factory: 'objects',
      place: props,
      reads: 's3:listObjectsV2',
      arguments: prefix === undefined ? {} : { Prefix: prefix },
      check: (checks) => checks.check(!prefix?.startsWith('/'), 'source.prefix', prefix, "start it without '/': the keys of a bucket have none in front"),
    });
  }

  /** The rows of a CSV file: objects of texts. */
  public static csv(props: CsvFileProps): ItemSource {
    const { headers, delimiter } = props;
    return ItemSource.file('csv', props, {
      InputType: 'CSV',
      ...csvHeaders(headers),
      ...(delimiter === undefined || delimiter === sfn.CsvDelimiter.COMMA ? {} : { CSVDelimiter: delimiter }),
    }, (checks) => checkHeaders(headers, checks));
  }

  /** The elements of an array, or the members of an object, in a JSON file. */
  public static json(props: JsonFileProps): ItemSource {
    const { pointer } = props;
    return ItemSource.file('json', props, { InputType: 'JSON', ...(pointer === undefined ? {} : { ItemsPointer: pointer }) }, (checks) => {
      checks.check(pointer === undefined || /^(\/([^~/]|~0|~1)*)*$/.test(pointer), 'source.pointer', pointer, 'give a JSON Pointer (/inventory/products)');
      checks.check((pointer ?? '').length < MAP_LIMITS.pointerLength, 'source.pointer', pointer, `give fewer than ${MAP_LIMITS.pointerLength} characters`);
    });
  }

  /** The lines of a JSON Lines file, a JSON value each. */
  public static jsonLines(props: ItemFileProps): ItemSource {
    return ItemSource.file('jsonLines', props, { InputType: 'JSONL' });
  }

  /** The rows of an Apache Parquet file. */
  public static parquet(props: ItemFileProps): ItemSource {
    return ItemSource.file('parquet', props, { InputType: 'PARQUET' });
  }

  /**
   * The objects that an S3 inventory lists, by the key of its `manifest.json`. The inventory has to be in CSV. The role may read the
   * manifest and the folder `data/` of the same inventory.
   */
  public static inventory(props: ItemFileProps): ItemSource {
    return ItemSource.file('inventory', props, { ManifestType: 'S3_INVENTORY' });
  }

  /** The rows of the files that an Athena manifest lists. */
  public static athenaManifest(props: AthenaManifestProps): ItemSource {
    const { format, headers, dataBuckets } = props;
    const csv = format === AthenaManifestFormat.CSV;
    return ItemSource.file('athenaManifest', props, { ManifestType: 'ATHENA_DATA', InputType: format, ...(csv ? csvHeaders(headers) : {}) }, (checks) => {
      checks.check(!csv || headers !== undefined, 'source.headers', headers, 'name the columns: Athena writes CSV without a header row');
      checks.check(csv || headers === undefined, 'source.headers', headers, `take it out: ${format} files name their columns themselves`);
      checkHeaders(headers, checks);
    }, { dataBuckets });
  }

  /**
   * What a result file of an earlier map run lists as failed or never started. Each child gets the input that it had then, batches as they
   * were, so there is no `itemSelector` and no `batching`.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
   */
  public static failedItems(props: FailedItemsProps): ItemSource {
    const config = { InputType: props.outputType ?? sfn.OutputType.JSON };
    return ItemSource.file('failedItems', props, config, undefined, { selector: '{% $parse($states.context.Map.Item.Value.Input) %}' });
  }

  /**
   * An array in the workflow's input.
   *
   * JSONata makes a value of a path's one match and nothing of none. So one value is an array of one, an object too, and nothing an empty array. For the
   * members of an object, make an array of them: `$each($states.input.stock, function($value, $key) { { 'Key': $key, 'Value': $value } })`.
   *
   * @param items a JSONata expression in `{% %}` over `$states.input`
   */
  public static input(items: string): ItemSource {
    return new ItemSource({
      factory: 'input',
      items,
      check: (checks) => checks.check(isExpression(items), 'source.items', items, 'give a JSONata expression in {% %}'),
    });
  }

  private static file(
    factory: string, props: ItemFileProps, config: JsonObject, check: (checks: PropChecks) => void = () => {}, more: Partial<SourceSpec> = {},
  ): ItemSource {
    return new ItemSource({
      factory,
      place: props,
      reads: 's3:getObject',
      arguments: { Key: props.key },
      config,
      ...more,
      check(checks) {
        checks.check(props.key !== '' && !props.key.startsWith('/'), 'source.key', props.key, "give the key of an object, without '/' in front");
        check(checks);
      },
    });
  }

  private constructor(private readonly spec: SourceSpec) {}

  /** @internal */
  public get _place(): BucketChoice | undefined {
    return this.spec.place;
  }

  /**
   * What the keys of its items start with, where it lists objects under a prefix that is known at synth.
   * @internal
   */
  public get _listedPrefix(): string | undefined {
    if (this.spec.reads !== 's3:listObjectsV2') return undefined;
    const prefix = this.spec.arguments?.Prefix ?? '';
    return isExpression(prefix) || Token.isUnresolved(prefix) ? undefined : prefix;
  }

  /**
   * The buckets that the role may read because an expression, or a manifest, names them at run time.
   * @internal
   */
  public get _allowedBuckets(): s3.IBucket[] {
    return [...(this.spec.place === undefined ? [] : allowedBucketsOf(this.spec.place)), ...this.spec.dataBuckets ?? []];
  }

  /**
   * Name of its factory, where it says itself what of an item is a child's input.
   * @internal
   */
  public get _selects(): string | undefined {
    return this.spec.selector === undefined ? undefined : `ItemSource.${this.spec.factory}`;
  }

  /**
   * The fields of the Map state that say what it reads.
   * @internal
   */
  public _fields(maxItems: number | undefined): JsonObject {
    const { place, reads, config = {}, items, selector } = this.spec;
    if (place === undefined) {
      const list = `($list := (${expressionText(items!)}); $type($list) = 'array' ? $list : $exists($list) ? [$list] : [])`;
      return { Items: expression(list) };
    }
    const read = { ...config, ...(maxItems === undefined ? {} : { MaxItems: maxItems }) };
    return {
      ItemReader: {
        Resource: `arn:${Aws.PARTITION}:states:::${reads}`,
        ...(Object.keys(read).length === 0 ? {} : { ReaderConfig: read }),
        Arguments: { Bucket: bucketNameOf(place), ...this.spec.arguments },
      },
      ...(selector === undefined ? {} : { ItemSelector: selector }),
    };
  }

  /** @internal */
  public _check(maxItems: number | undefined, checks: PropChecks): void {
    const { place, factory } = this.spec;
    if (place !== undefined) checkBucketChoice(place, 'source', checks);
    this.spec.check(checks);
    if (maxItems === undefined) return;
    checks.check(place !== undefined, 'maxItems', maxItems, `take it out: ItemSource.${factory} reads no file, so limit the array in its expression`);
    checks.check(Number.isInteger(maxItems) && maxItems >= 1 && maxItems <= MAP_LIMITS.maxItems, 'maxItems', maxItems,
      `give a whole number from 1 to ${MAP_LIMITS.maxItems}`);
  }
}

function csvHeaders(headers: string[] | undefined): JsonObject {
  return headers === undefined ? { CSVHeaderLocation: 'FIRST_ROW' } : { CSVHeaderLocation: 'GIVEN', CSVHeaders: headers };
}

function checkHeaders(headers: string[] | undefined, checks: PropChecks): void {
  if (headers === undefined) return;
  checks.check(headers.length > 0 && headers.every((header) => header !== ''), 'source.headers', headers, 'name each column');
  const repeated = headers.filter((header, at) => headers.indexOf(header) !== at);
  checks.check(repeated.length === 0, 'source.headers', repeated, 'give each column a name of its own: of two that share one, a row keeps the last');
  const bytes = Buffer.byteLength(headers.join(','), 'utf8');
  checks.check(bytes <= MAP_LIMITS.headerBytes, 'source.headers', bytes, `give at most ${MAP_LIMITS.headerBytes} bytes of names`);
}
