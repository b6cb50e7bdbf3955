import { aws_stepfunctions as sfn, Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bucketNameOf } from './bucket-choice';
import { checkChildren } from './child-checks';
import { ItemSource } from './item-source';
import { mapProblems } from './map-checks';
import { MAP_DEFAULTS, MAP_LIMITS } from './map-limits';
import { AGAIN, AGAIN_LABEL, FAILED_ITEMS, labelOf, mapStateNames } from './map-names';
import { MapProcessor, MapState } from './map-state';
import { keyBelow, summarize } from './map-summary';
import { renameStates } from './renamed-states';
import { DistributedMapStepProps, S3_MAP_DEFAULTS } from './s3-distributed-map-props';
import { PropChecks } from '../../workflow/prop-checks';
import { AslState } from '../../workflow/steps/asl-state';
import { BranchWork } from '../../workflow/steps/branch-work';
import { JsonObject } from '../../workflow/steps/json';
import { expression } from '../../workflow/steps/jsonata';
import { PropName } from '../../workflow/steps/work-base';
import { WaitFor } from '../../workflow/wait-for';

/** A distributed map, its summary and, where asked for, the way in for a file of failed items. */
export class MapWork extends BranchWork {
  protected readonly transientErrors: readonly string[] = [];
  /** Label of its map runs. */
  public readonly label: string;

  constructor(private readonly map: DistributedMapStepProps, private readonly secondRun: boolean) {
    super('step', map.name, { name: map.name, comment: map.comment, compensation: map.compensation }, [WaitFor.RESPONSE]);
    this.label = map.label ?? labelOf(map.name, MAP_LIMITS.labelLength - (secondRun ? AGAIN_LABEL.length : 0));
  }

  public get stateNames(): readonly string[] {
    const { group, which, refused, map, again, count, failed } = mapStateNames(this.name);
    const items = this.map.itemProcessor._stateNames;
    return [group, map, count, failed, ...items, ...(this.secondRun ? [which, refused, again, ...items.map((name) => name + AGAIN)] : [])];
  }

  public expressProblems(): string[] {
    return [`step '${this.name}': an Express workflow runs no distributed map: make the workflow Standard and give executionType EXPRESS for the children`];
  }

  /** What is wrong with the props, without the step's name in front. */
  public mapProblems(): string[] {
    return mapProblems(this.map, this.label, this.secondRun);
  }

  protected check(checks: PropChecks, prop: PropName): void {
    checks.merge(this.mapProblems().map((problem) => prop(problem)));
  }

  protected branch(scope: Construct): sfn.IChainable {
    const { source, itemProcessor, itemRetry, maxItems, results } = this.map;
    const executionType = this.map.executionType ?? S3_MAP_DEFAULTS.executionType;
    const names = mapStateNames(this.name);
    const processor = new MapProcessor(itemProcessor._render(scope, { retry: itemRetry, executionType }), this.name, executionType);
    checkChildren(scope, processor.toJson(sfn.QueryLanguage.JSONATA), this.secondRun);
    const summary = summarize(scope, names, results);
    const all = new MapState(scope, names.map, {
      ...source._fields(maxItems),
      ...(this.map.itemSelector === undefined ? {} : { ItemSelector: this.map.itemSelector }),
      ...this.batcher(),
      ...this.common(this.label),
    }, processor);
    all.next(summary);
    if (!this.secondRun) return all;

    const again = new MapState(scope, names.again, { ...this.failedItems()._fields(undefined), ...this.common(`${this.label}${AGAIN_LABEL}`) }, processor,
      (json) => renameStates(json, (name) => name + AGAIN));
    again.next(summary);
    const refused = new AslState(scope, names.refused, {
      Type: 'Fail',
      Error: 'FailedItems.NotOneFile',
      Cause: `give ${FAILED_ITEMS} the key of one FAILED_n or PENDING_n file below '${this.prefix}/', or leave it out to process all items`,
    });
    return new AslState(scope, names.which, { Type: 'Choice' })
      .when(expression(`$count($states.input.${FAILED_ITEMS}) = 1 and $type($states.input.${FAILED_ITEMS}[0]) = 'string'`), again)
      .when(expression(`'${FAILED_ITEMS}' in $keys($states.input)`), refused)
      .otherwise(all);
  }

  private get prefix(): string {
    return this.map.results.prefix ?? MAP_DEFAULTS.prefix;
  }

  /** What a result file lists, of this workflow's own results. */
  private failedItems(): ItemSource {
    const { results: { bucket, bucketName, allowedBuckets, outputType } } = this.map;
    return ItemSource.failedItems({ bucket, bucketName, allowedBuckets, outputType, key: keyBelow(this.prefix, `$states.input.${FAILED_ITEMS}[0]`) });
  }

  private batcher(): JsonObject {
    const { batching } = this.map;
    if (batching === undefined) return {};
    const { maxItems, maxInputBytes, batchInput } = batching;
    return {
      ItemBatcher: {
        ...(maxItems === undefined ? {} : { MaxItemsPerBatch: maxItems }),
        ...(maxInputBytes === undefined ? {} : { MaxInputBytesPerBatch: maxInputBytes }),
        ...(batchInput === undefined ? {} : { BatchInput: batchInput }),
      },
    };
  }

  private common(label: string): JsonObject {
    const { maxConcurrency, toleratedFailurePercentage: percentage, toleratedFailureCount: count, results } = this.map;
    return {
      Label: label,
      MaxConcurrency: maxConcurrency ?? MAP_DEFAULTS.maxConcurrency,
      ...(percentage === undefined ? {} : { ToleratedFailurePercentage: percentage }),
      ...(count === undefined ? {} : { ToleratedFailureCount: count }),
      ResultWriter: {
        Resource: `arn:${Aws.PARTITION}:states:::s3:putObject`,
        WriterConfig: {
          OutputType: results.outputType ?? S3_MAP_DEFAULTS.outputType,
          Transformation: results.transformation ?? S3_MAP_DEFAULTS.transformation,
        },
        Arguments: { Bucket: bucketNameOf(results), Prefix: this.prefix },
      },
      Output: {
        mapRunArn: '{% $states.result.MapRunArn %}',
        bucket: '{% $states.result.ResultWriterDetails.Bucket %}',
        manifest: '{% $states.result.ResultWriterDetails.Key %}',
      },
    };
  }
}
