import { ChildResult, RunFacts } from './child-result';
import { OutputType, ResultFiles, ResultKind } from './result-file';
import type { Results } from './results';
import type { Transformation } from './transformations';
import type { Json } from '../../../asl';
import { stringify } from '../../engine/payload';
import type { Bucket } from '../../storage';
import type { Work } from '../work';

/** Where results are written, and in which form. */
export interface Destination {
  readonly bucketName: string;
  readonly bucket: Bucket;
  /** everything is written below it: the prefix and the id of the map run */
  readonly folder: string;
  readonly type: OutputType;
  readonly transformation: Transformation;
}

/**
 * The results as files: `SUCCEEDED_n`, `FAILED_n` and `PENDING_n`, and a `manifest.json` that lists them. The state's result says
 * where the manifest is.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export class WrittenResults implements Results {
  public readonly takesPending = true;
  private readonly files: Readonly<Record<ResultKind, ResultFiles>>;

  constructor(private readonly to: Destination, private readonly facts: RunFacts, private readonly now: () => number) {
    const filesOf = (kind: ResultKind): ResultFiles => new ResultFiles(to.bucket, to.folder, kind, to.type, now);
    this.files = { FAILED: filesOf('FAILED'), PENDING: filesOf('PENDING'), SUCCEEDED: filesOf('SUCCEEDED') };
  }

  public add(_index: number, result: ChildResult): void {
    const files = this.files[result.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED'];
    for (const value of this.to.transformation(result, this.facts)) files.add(value);
  }

  public pending(work: Work): void {
    this.files.PENDING.add({
      Input: stringify(work.input),
      InputDetails: { Included: true },
      StateMachineArn: this.facts.stateMachineArn,
      Status: 'PENDING',
    });
  }

  public reopen(): void {
    this.files.FAILED.forget();
    this.files.PENDING.forget();
  }

  public close(): Json {
    const { bucket, bucketName, folder } = this.to;
    for (const files of Object.values(this.files)) files.close();
    const { FAILED, PENDING, SUCCEEDED } = this.files;
    const key = `${folder}/manifest.json`;
    const manifest = bucket.create(key, this.now());
    manifest.write(stringify({
      DestinationBucket: bucketName,
      MapRunArn: this.facts.mapRunArn,
      ResultFiles: { FAILED: FAILED.written, PENDING: PENDING.written, SUCCEEDED: SUCCEEDED.written },
    }));
    manifest.close();
    return { MapRunArn: this.facts.mapRunArn, ResultWriterDetails: { Bucket: bucketName, Key: key } };
  }
}
