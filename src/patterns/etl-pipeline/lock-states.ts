import { aws_dynamodb as dynamodb, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ETL_ERRORS, ETL_MEMBERS, ETL_STATES } from './etl-names';
import { call, inAnyCase, lastRetry } from './etl-states';
import { failureRecord } from './failure-record';
import { RunLock } from './run-lock';
import { AslState } from '../../workflow/steps/asl-state';
import { JsonObject } from '../../workflow/steps/json';
import { expression, quoted } from '../../workflow/steps/jsonata';

const HELD_BY_OTHER = 'DynamoDB.ConditionalCheckFailedException';
const OWNER = { S: '{% $states.context.Execution.Id %}' };
const SECONDS = '$floor($millis() / 1000)';

/** What the states of a lock need to know. */
export interface LockSettings {
  readonly lock: RunLock;
  readonly table: dynamodb.ITable;
  readonly tableKey: string;
  readonly lockName: string;
  /** Length of the lease, in seconds. */
  readonly lease: number;
  /** Whether the lease may end before the workflow does, so that a stage has to be shorter. */
  readonly endsEarly: boolean;
}

/**
 * The states that take, keep and give back the lock: one item, `{ owner, expiresAt }`, with times in seconds since 1970. Each write holds
 * that the item is free, or this run's own; so a write that is retried because its answer was lost does no harm.
 */
export class LockStates {
  constructor(private readonly scope: Construct, private readonly settings: LockSettings) {}

  /**
   * Takes the lock, or does what the lock says where another run has it.
   *
   * @param failed where a run goes that may not have it; the input may be the one's that has it
   */
  public take(next: sfn.IChainable, failed: sfn.IChainable): AslState {
    const take = this.write(ETL_STATES.takeLock, 'attribute_not_exists(#owner) OR #owner = :owner OR #expiresAt < :now', { ':now': { N: expression(`$string(${SECONDS})`) } },
      `$merge([$sift($states.input, function($v, $k) { $k != '${ETL_MEMBERS.waitsUntil}' }), {'${ETL_MEMBERS.startedAt}': $now()}])`);
    const until = `{'${ETL_MEMBERS.waitsUntil}': $exists($states.input.${ETL_MEMBERS.waitsUntil}) ? $states.input.${ETL_MEMBERS.waitsUntil} `
      + `: $millis() + ${(this.settings.lock._patience?.toSeconds() ?? 0) * 1000}}`;
    take.catchTo(this.taken(take), [HELD_BY_OTHER], expression(this.settings.lock._mode === 'waits' ? `$merge([$states.input, ${until}])` : '$states.input'));
    take.catchTo(failed, ['States.ALL'], expression(failureRecord.joining(quoted(ETL_STATES.takeLock), `$states.input.${ETL_MEMBERS.startFrom}`)));
    take.next(next);
    return take;
  }

  /** Renews the lease before a stage; a lock that another run has taken meanwhile is a failure. */
  public keep(stage: string, next: sfn.IChainable, failed: sfn.IChainable): AslState {
    const keep = this.write(ETL_STATES.keepLock(stage), '#owner = :owner', {}, '$states.input');
    const lost = `{'error': '${ETL_ERRORS.leaseLost}', 'cause': 'the lease ended before the stage, and another run has taken the lock'}`;
    keep.catchTo(failed, [HELD_BY_OTHER], expression(failureRecord.joining(quoted(stage), quoted(stage), lost)));
    keep.catchTo(failed, ['States.ALL'], expression(failureRecord.joining(quoted(stage), quoted(stage))));
    keep.next(next);
    return keep;
  }

  /** Renews the lease before the input is moved; `lost` comes where it may be another run's by now, or nobody can tell. */
  public keepToMove(next: sfn.IChainable, lost: sfn.IChainable): AslState {
    const keep = this.write(ETL_STATES.keepToMove, '#owner = :owner', {}, '$states.input');
    keep.catchTo(lost, [HELD_BY_OTHER], expression(failureRecord.with('notMoved', quoted(ETL_ERRORS.leaseLost))));
    keep.catchTo(lost, ['States.ALL'], expression(failureRecord.with('notMoved', failureRecord.caught)));
    keep.next(next);
    return keep;
  }

  /** Gives the lock back where this run has it still; `next` comes in any case, and the lease ends by itself. */
  public giveBack(name: string, next: sfn.IChainable): AslState {
    const giveBack = call(this.scope, {
      name,
      resource: 'dynamodb:deleteItem',
      errors: 'DynamoDB',
      arguments: {
        ...this.item(), ConditionExpression: '#owner = :owner', ExpressionAttributeNames: { '#owner': 'owner' }, ExpressionAttributeValues: { ':owner': OWNER },
      },
      retry: lastRetry(HELD_BY_OTHER),
    });
    return inAnyCase(giveBack, next);
  }

  private taken(take: AslState): sfn.IChainable {
    const { lock, lockName } = this.settings;
    if (lock._mode === 'skips') {
      return new AslState(this.scope, ETL_STATES.skipped, { Type: 'Succeed', Output: { runDate: expression(`$states.input.${ETL_MEMBERS.runDate}`), status: 'SKIPPED' } });
    }
    const notFree = new AslState(this.scope, ETL_STATES.lockNotFree, {
      Type: 'Fail',
      Error: ETL_ERRORS.alreadyRunning,
      Cause: lock._mode === 'fails' ? `another run has the lock ${lockName}` : `another run had the lock ${lockName} for ${lock._patience!.toHumanString()}`,
    });
    if (lock._mode === 'fails') return notFree;
    const wait = new AslState(this.scope, ETL_STATES.waitForLock, { Type: 'Wait', Seconds: lock._pause });
    wait.next(take);
    return new AslState(this.scope, ETL_STATES.lockTaken, { Type: 'Choice' })
      .when(expression(`$millis() >= $states.input.${ETL_MEMBERS.waitsUntil}`), notFree).otherwise(wait);
  }

  private write(name: string, condition: string, values: JsonObject, output: string): AslState {
    return call(this.scope, {
      name,
      resource: 'dynamodb:updateItem',
      errors: 'DynamoDB',
      arguments: {
        ...this.item(),
        UpdateExpression: 'SET #owner = :owner, #expiresAt = :expiresAt',
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#owner': 'owner', '#expiresAt': 'expiresAt' },
        ExpressionAttributeValues: { ':owner': OWNER, ':expiresAt': { N: expression(`$string(${SECONDS} + ${this.settings.lease})`) }, ...values },
      },
      output,
    });
  }

  private item(): JsonObject {
    const { table, tableKey, lockName } = this.settings;
    return { TableName: table.tableName, Key: { [tableKey]: { S: `lock#${lockName}` } } };
  }
}
