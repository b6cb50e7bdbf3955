import type { ChildResult, RunFacts } from './child-result';
import type { Results } from './results';
import type { Transformation } from './transformations';
import type { Json } from '../../../asl';
import { StateFailure, ErrorName } from '../../engine/failure';
import { byteLength, PAYLOAD_LIMIT } from '../../engine/payload';

/**
 * The results as the state's own result: an array in the order of the items. What goes over the payload limit is counted and
 * not kept, so a run of any size ends as it does on AWS, in flat memory.
 */
export class StateResult implements Results {
  public readonly takesPending = false;
  private readonly values: Array<readonly Json[] | undefined> = [];
  private bytes = 2;

  constructor(private readonly stateName: string, private readonly transformation: Transformation, private readonly facts: RunFacts) {}

  public add(index: number, result: ChildResult): void {
    if (this.bytes > PAYLOAD_LIMIT) return;
    const values = this.transformation(result, this.facts);
    for (const value of values) this.bytes += byteLength(value) + 1;
    this.values[index] = values;
    if (this.bytes > PAYLOAD_LIMIT + 1) this.values.length = 0;
  }

  public pending(): void {}

  public reopen(): void {}

  public close(): Json {
    if (this.bytes > PAYLOAD_LIMIT + 1) {
      throw new StateFailure({
        error: ErrorName.DATA_LIMIT_EXCEEDED,
        cause: `The state/task '${this.stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
        terminal: true,
      });
    }
    return this.values.flatMap((values) => [...values ?? []]);
  }
}
