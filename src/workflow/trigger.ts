import { Construct } from 'constructs';
import { IWorkflow } from './i-workflow';
import { PropChecks } from './prop-checks';
import { ApiTriggerOptions } from './triggers/api-options';
import { ApiTrigger } from './triggers/api-trigger';
import { EventTrigger, EventTriggerOptions } from './triggers/event-trigger';
import { QueueTrigger, QueueTriggerOptions } from './triggers/queue-trigger';
import { S3ObjectTrigger, S3ObjectTriggerOptions } from './triggers/s3-object-trigger';
import { ScheduleTrigger, ScheduleTriggerOptions } from './triggers/schedule-trigger';
import { StreamTrigger, StreamTriggerOptions } from './triggers/stream-trigger';
import { TriggerOptions } from './triggers/trigger-options';
import { TriggerResources } from './triggers/trigger-resources';
import { WorkflowTrigger, WorkflowTriggerOptions } from './triggers/workflow-trigger';

/**
 * What starts a workflow; goes into the `triggers` of a workflow, or into `addTrigger`.
 *
 * Each trigger has a role of its own that can start its workflow and nothing else. Where EventBridge delivers, it tries again for a day
 * and then parks the event in a dead-letter queue with an alarm.
 *
 * To start a workflow that this app does not define, make the construct itself: `new ScheduleTrigger(this, 'Nightly', { workflow, … })`.
 */
export class Trigger {
  /** Starts the workflow at times: cron, rate or once. */
  public static schedule(options: ScheduleTriggerOptions): Trigger {
    return new Trigger('Schedule', options, (scope, id, workflow) => new ScheduleTrigger(scope, id, { ...options, workflow }));
  }

  /** Starts the workflow for each event that matches a pattern. */
  public static event(options: EventTriggerOptions): Trigger {
    return new Trigger('Event', options, (scope, id, workflow) => new EventTrigger(scope, id, { ...options, workflow }));
  }

  /** Starts the workflow for each object that arrives in a bucket. */
  public static s3Object(options: S3ObjectTriggerOptions): Trigger {
    return new Trigger('S3Object', options, (scope, id, workflow) => new S3ObjectTrigger(scope, id, { ...options, workflow }), options);
  }

  /** Starts the workflow for the messages of a queue. */
  public static queue(options: QueueTriggerOptions): Trigger {
    return new Trigger('Queue', options, (scope, id, workflow) => new QueueTrigger(scope, id, { ...options, workflow }));
  }

  /** Starts the workflow for the changes of a table or the records of a Kinesis stream. */
  public static stream(options: StreamTriggerOptions): Trigger {
    return new Trigger('Stream', options, (scope, id, workflow) => new StreamTrigger(scope, id, { ...options, workflow }));
  }

  /** Starts the workflow for each POST request; for Express workflows, it can answer with the output. */
  public static api(options: ApiTriggerOptions = {}): Trigger {
    return new Trigger('Api', options, (scope, id, workflow) => new ApiTrigger(scope, id, { ...options, workflow }));
  }

  /** Starts the workflow after an execution of another one has ended, by default in success. */
  public static workflow(options: WorkflowTriggerOptions): Trigger {
    return new Trigger('Workflow', options, (scope, id, workflow) => new WorkflowTrigger(scope, id, { ...options, workflow }));
  }

  private bound?: TriggerResources;

  private constructor(
    private readonly kind: string,
    private readonly options: TriggerOptions,
    private readonly create: (scope: Construct, id: string, workflow: IWorkflow) => TriggerResources,
    /**
     * Which objects start the workflow, where it is objects that do.
     * @internal
     */
    public readonly _s3Objects?: S3ObjectTriggerOptions,
  ) {}

  /**
   * What the trigger created, once it is part of a workflow.
   *
   * @throws before that
   */
  public get resources(): TriggerResources {
    if (this.bound) return this.bound;
    throw new Error(`trigger '${this.name}' has no resources yet: give it to a workflow's triggers, or to addTrigger, first`);
  }

  /**
   * Creates the trigger's resources under `scope`, to start `workflow`.
   * @internal
   */
  public _bind(scope: Construct, workflow: IWorkflow): TriggerResources {
    const checks = new PropChecks(scope);
    if (!/^[\w-]+$/.test(this.name)) checks.add('triggerName', this.name, 'give letters, digits, - and _');
    if (scope.node.tryFindChild(this.name)) {
      checks.add('triggerName', this.name, 'another trigger of this workflow has the name; give each one a triggerName of its own');
    }
    if (this.bound) checks.add('triggers', this.name, `it starts ${this.bound.workflow.node.path} already; make a trigger for each workflow`);
    checks.throwIfAny();

    this.bound = this.create(scope, this.name, workflow);
    return this.bound;
  }

  private get name(): string {
    return this.options.triggerName ?? this.kind;
  }
}
