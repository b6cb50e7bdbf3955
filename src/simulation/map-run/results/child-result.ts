import type { Json } from '../../../asl';
import { stringify } from '../../engine/payload';
import type { Work } from '../work';

/** How a child execution ended, and what it was about. */
export interface ChildResult {
  readonly work: Work;
  readonly arn: string;
  readonly name: string;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** milliseconds since 1970 */
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly redriveCount: number;
}

/** What does not change in a map run. */
export interface RunFacts {
  readonly mapRunArn: string;
  /** ARN of the state machine with the map run's label, as child executions have it */
  readonly stateMachineArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** A time in ISO 8601. */
  isoOf(at: number): string;
}

/**
 * A child execution with its metadata, as AWS writes it into result files: payloads are texts.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function withMetadata(result: ChildResult, facts: RunFacts): { [name: string]: Json } {
  const record: { [name: string]: Json } = {};
  if (result.cause !== undefined) record.Cause = result.cause;
  if (result.error !== undefined) record.Error = result.error;
  record.ExecutionArn = result.arn;
  const input = stringify(result.work.input);
  record.Input = input;
  record.InputDetails = { Included: true };
  record.Name = result.name;
  if (result.status === 'SUCCEEDED') {
    // a child that passes its input on, as many do, needs it written once
    record.Output = result.output === result.work.input ? input : stringify(result.output);
    record.OutputDetails = { Included: true };
  }
  record.RedriveCount = result.redriveCount;
  writeRedriveStatus(record, result, facts.type);
  record.StartDate = facts.isoOf(result.startedAt);
  record.StateMachineArn = facts.stateMachineArn;
  record.Status = result.status;
  record.StopDate = facts.isoOf(result.stoppedAt);
  return record;
}

function writeRedriveStatus(record: { [name: string]: Json }, { status }: ChildResult, type: RunFacts['type']): void {
  const reason = status === 'SUCCEEDED' ? 'Execution is SUCCEEDED and cannot be redriven' : 'Execution is Express and cannot be redriven';
  const redrivable = status !== 'SUCCEEDED' && type === 'STANDARD';
  record.RedriveStatus = redrivable ? 'REDRIVABLE_BY_MAP_RUN' : 'NOT_REDRIVABLE';
  if (!redrivable) record.RedriveStatusReason = reason;
}
