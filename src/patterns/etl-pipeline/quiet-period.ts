import { aws_dynamodb as dynamodb, aws_sns as sns, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { call, lastRetry } from './etl-states';
import { checkNewObjects, NEW_OBJECTS_DEFAULTS, NewObjects } from './new-objects';
import { IWorkflow, S3ObjectTrigger, Trigger, Workflow } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { AslState } from '../../workflow/steps/asl-state';
import { JsonObject } from '../../workflow/steps/json';
import { expression, quoted } from '../../workflow/steps/jsonata';

/** Props of `QuietPeriod`. */
export interface QuietPeriodProps extends NewObjects {
  /** The workflow that is started, with the input `{ arrivals: { bucket, prefix, count, first, last } }`. */
  readonly workflow: IWorkflow;

  /** Table for one item. It has no sort key. */
  readonly table: dynamodb.ITable;

  /**
   * Partition key of the table, a text attribute.
   *
   * @default id
   */
  readonly tableKey?: string;

  /**
   * Topic that hears when one of the two workflows fails, or an event cannot be delivered.
   *
   * @default - the alarms only show in CloudWatch
   */
  readonly alarmTopic?: sns.ITopic;
}

/** @internal */
export const DEFAULT_KEY = 'id';

/** How long a wait may take beyond the longest one: retries of its calls. */
const MARGIN = Duration.hours(1);

const TAKEN = 'StepFunctions.ExecutionAlreadyExistsException';
const CHANGED = 'DynamoDB.ConditionalCheckFailedException';

/**
 * Starts a workflow once objects have stopped arriving. Two small workflows do that, over one item `{ window, first, last, count }`:
 *
 * - `noting` (Express) runs for each object: it notes when it came, in the window that is open, or opens one; and it starts `waiting`
 *   under the window's name, which Step Functions does once.
 * - `waiting` (Standard) runs for each window: it looks at the item until nothing has come for the quiet period, closes the window and
 *   starts the workflow under the window's name. An object that comes while the window is being closed keeps it open; one that comes
 *   afterwards opens the next.
 *
 * Every write is conditional and bears its own repetition, so what is delivered twice starts one run. A `waiting` that was stopped, failed
 * or timed out leaves its window open: the next object opens another in its place, with all that came before, and the workflow is started
 * for all of them.
 */
export class QuietPeriod extends Construct {
  /** Notes each object. */
  public readonly noting: Workflow;
  /** Waits until no more come, and starts the workflow. */
  public readonly waiting: Workflow;
  /** The rule for new objects, with its role and dead-letter queue. */
  public readonly trigger: S3ObjectTrigger;
  private readonly item: JsonObject;

  /** @throws when props contradict each other; one error lists every problem */
  constructor(scope: Construct, id: string, private readonly props: QuietPeriodProps) {
    super(scope, id);
    const checks = new PropChecks(this);
    checkNewObjects(props, '', checks);
    checks.throwIfAny();
    const { bucket, prefix, suffix, switchOnEvents, alarmTopic } = props;
    this.item = { TableName: props.table.tableName, Key: { [props.tableKey ?? DEFAULT_KEY]: { S: `arrivals#${this.node.path}` } } };
    const alarms = alarmTopic && { topic: alarmTopic };
    const longest = props.longestWait ?? NEW_OBJECTS_DEFAULTS.longestWait;
    this.waiting = new Workflow(this, 'Waiting', {
      definition: this.waitingStates(new Construct(this, 'WaitingStates')), timeout: longest.plus(MARGIN), alarms, comment: 'waits until no more objects arrive',
    });
    this.noting = new Workflow(this, 'Noting', {
      definition: this.notingStates(new Construct(this, 'NotingStates')),
      workflowType: sfn.StateMachineType.EXPRESS,
      alarms,
      comment: 'notes an object that has arrived',
    });
    this.trigger = this.noting.addTrigger(Trigger.s3Object({ bucket, prefix, suffix, switchOnEvents, alarmTopic })) as S3ObjectTrigger;
  }

  private notingStates(scope: Construct): sfn.IChainable {
    const now = { N: '{% $string($millis()) %}' };
    const note = call(scope, {
      name: 'Note arrival',
      resource: 'dynamodb:updateItem',
      errors: 'DynamoDB',
      arguments: {
        ...this.item,
        UpdateExpression: 'SET #window = if_not_exists(#window, :window), #first = if_not_exists(#first, :now), #last = :now ADD #count :one',
        ExpressionAttributeNames: { '#window': 'window', '#first': 'first', '#last': 'last', '#count': 'count' },
        ExpressionAttributeValues: { ':window': { S: '{% $uuid() %}' }, ':now': now, ':one': { N: '1' } },
        ReturnValues: 'ALL_NEW',
      },
      output: "{'window': $states.result.Attributes.window.S}",
    });
    const waits = this.letWait(scope, 'Let somebody wait', 'window');
    const noted = new AslState(scope, 'Arrival noted', { Type: 'Succeed' });
    // the name of an execution that has ended; while it runs, the same start succeeds again
    waits.catchTo(this.replace(scope, noted), [TAKEN], "{% $merge([$states.input, {'next': $uuid()}]) %}");
    waits.next(noted);
    return note.next(waits);
  }

  /** Opens another window in place of one whose waiter has ended without closing it, and lets somebody wait for that. */
  private replace(scope: Construct, noted: AslState): AslState {
    const replace = call(scope, {
      name: 'Replace window',
      resource: 'dynamodb:updateItem',
      errors: 'DynamoDB',
      arguments: {
        ...this.item,
        UpdateExpression: 'SET #window = :next',
        ConditionExpression: '#window = :window OR #window = :next',
        ExpressionAttributeNames: { '#window': 'window' },
        ExpressionAttributeValues: { ':window': { S: '{% $states.input.window %}' }, ':next': { S: '{% $states.input.next %}' } },
      },
    });
    const waits = this.letWait(scope, 'Let another wait', 'next');
    // the waiter has closed it meanwhile, with this object, or another object was faster
    replace.catchTo(noted, [CHANGED], '{% $states.input %}');
    replace.next(waits);
    waits.catchTo(noted, [TAKEN], '{% $states.input %}');
    waits.next(noted);
    return replace;
  }

  /**
   * Starts `waiting` under a window's name.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   */
  private letWait(scope: Construct, name: string, member: string): AslState {
    const window = expression(`$states.input.${member}`);
    return call(scope, {
      name, resource: 'states:startExecution', errors: 'StepFunctions', arguments: { StateMachineArn: this.waiting.startArn, Name: window, Input: { window } },
    });
  }

  private waitingStates(scope: Construct): sfn.IChainable {
    const quiet = (this.props.quietPeriod ?? NEW_OBJECTS_DEFAULTS.quietPeriod).toMilliseconds();
    const longest = (this.props.longestWait ?? NEW_OBJECTS_DEFAULTS.longestWait).toMilliseconds();
    const wait = new AslState(scope, 'Wait for quiet', {
      Type: 'Wait', Seconds: expression(`$exists($states.input.seconds) ? $states.input.seconds : ${quiet / 1000}`),
    });
    const look = call(scope, {
      name: 'Look at arrivals',
      resource: 'dynamodb:getItem',
      errors: 'DynamoDB',
      arguments: { ...this.item, ConsistentRead: true },
      output: lookedAt(quiet, longest),
    });
    const start = this.start(scope);
    const close = this.close(scope, start, wait);
    const nothing = new AslState(scope, 'Nothing to start', { Type: 'Succeed' });
    const quietYet = new AslState(scope, 'Quiet?', { Type: 'Choice' })
      .when('{% $states.input.closed %}', start).when('{% $states.input.over %}', close).when('{% $states.input.open %}', wait).otherwise(nothing);
    wait.next(look);
    look.next(quietYet);
    return sfn.Chain.start(wait);
  }

  /** Closes the window unless something has come since it was looked at; after the longest wait, even so. */
  private close(scope: Construct, next: sfn.IChainable, again: AslState): AslState {
    const close = call(scope, {
      name: 'Close window',
      resource: 'dynamodb:updateItem',
      errors: 'DynamoDB',
      arguments: {
        ...this.item,
        UpdateExpression: 'SET #closed = :window REMOVE #window, #first, #last, #count',
        ConditionExpression: '#window = :window AND #last <= :seen',
        ExpressionAttributeNames: { '#closed': 'closed', '#window': 'window', '#first': 'first', '#last': 'last', '#count': 'count' },
        ExpressionAttributeValues: {
          ':window': { S: '{% $states.input.window %}' },
          ':seen': { N: `{% $states.input.late ? '${Number.MAX_SAFE_INTEGER}' : $states.input.seen %}` },
        },
      },
      retry: lastRetry(CHANGED),
    });
    // something came, or an answer was lost: the item tells
    close.catchTo(again, [CHANGED], "{% $merge([$states.input, {'seconds': 1}]) %}");
    close.next(next);
    return close;
  }

  private start(scope: Construct): AslState {
    const { workflow, bucket, prefix } = this.props;
    const started = new AslState(scope, 'Run started', { Type: 'Succeed' });
    const start = call(scope, {
      name: 'Start run',
      resource: 'states:startExecution',
      errors: 'StepFunctions',
      arguments: {
        StateMachineArn: workflow.startArn,
        Name: '{% $states.input.window %}',
        Input: {
          arrivals: expression(`$merge([$states.input.arrivals, {'bucket': '${bucket.bucketName}'${prefix === undefined ? '' : `, 'prefix': ${quoted(prefix)}`}}])`),
        },
      },
      retry: lastRetry(TAKEN),
    });
    start.catchTo(started, [TAKEN], '{% $states.input %}');
    start.next(started);
    return start;
  }
}

/** What the item says of the window that is waited for; times in milliseconds. */
function lookedAt(quiet: number, longest: number): string {
  return '($item := $states.result.Item; $window := $states.input.window; $open := $item.window.S = $window; $now := $millis(); '
    + '$first := $number($item.first.N); $last := $number($item.last.N); '
    + `$rest := $open ? $min([${quiet} + $last - $now, ${longest} + $first - $now]) : 0; `
    + "{'window': $window, 'open': $open, 'closed': $item.closed.S = $window, 'over': $open and $rest <= 0, "
    + `'late': $open and $now - $first >= ${longest}, 'seconds': $max([1, $ceil($rest / 1000)]), 'seen': $item.last.N, `
    + "'arrivals': $open ? {'count': $number($item.count.N), 'first': $fromMillis($first), 'last': $fromMillis($last)} : $states.input.arrivals})";
}
