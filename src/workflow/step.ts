import {
  aws_batch as batch, aws_codebuild as codebuild, aws_dynamodb as dynamodb, aws_ecs as ecs, aws_events as events, aws_lambda as lambda,
  aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn, interfaces,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from './i-workflow';
import { CallHttp, CallHttpProps } from './steps/call-http';
import { CallService, CallServiceProps } from './steps/call-service';
import { CallWorkflow, CallWorkflowProps } from './steps/call-workflow';
import { EvaluateRuleset, EvaluateRulesetProps } from './steps/evaluate-ruleset';
import { ExecuteStatement, ExecuteStatementProps } from './steps/execute-statement';
import { Invoke, InvokeProps } from './steps/invoke';
import { Of, OfProps } from './steps/of';
import { Parallel } from './steps/parallel';
import { Publish, PublishProps } from './steps/publish';
import { PutEvents, PutEventsProps } from './steps/put-events';
import { PutItem, PutItemProps } from './steps/put-item';
import { ReadItem, ReadItemProps } from './steps/read-item';
import { RedshiftDatabase } from './steps/redshift-database';
import { RunBatchJob, RunBatchJobProps } from './steps/run-batch-job';
import { RunBuild, RunBuildProps } from './steps/run-build';
import { RunDataBrewJob, RunDataBrewJobProps } from './steps/run-data-brew-job';
import { RunEmrServerlessJob, RunEmrServerlessJobProps } from './steps/run-emr-serverless-job';
import { RunGlueJob, RunGlueJobProps } from './steps/run-glue-job';
import { RunQuery, RunQueryProps } from './steps/run-query';
import { RunQueryForRows } from './steps/run-query-for-rows';
import { RunTask, RunTaskProps } from './steps/run-task';
import { SendMessage, SendMessageProps } from './steps/send-message';
import { StartCrawler, StartCrawlerProps } from './steps/start-crawler';
import { StartWorkflow, StartWorkflowProps } from './steps/start-workflow';
import { throwIfWrong } from './steps/step-checks';
import { Rendered, RenderOptions, StepWork } from './steps/step-work';
import { SyncData, SyncDataProps } from './steps/sync-data';
import { UpdateItem, UpdateItemProps } from './steps/update-item';
import { When } from './steps/when';

/**
 * One unit of work of a workflow, with its timeout, its retries and how it is undone.
 *
 * **What goes in and out.** A step receives one JSON object: the workflow's input and the results of the steps before it, each under
 * its step's name. Its own result joins that object. In JSONata the object is `$states.input`, so that what step `Charge` gave is
 * `$states.input.Charge`; a name that is not an identifier stands in backticks. The workflow's input therefore has to be a JSON object.
 * By default a step hands over the whole object; `arguments` hands over something else, and `result` shapes what joins.
 *
 * A step grants nothing: the workflow derives what its role may do from the rendered definition.
 */
export abstract class Step {
  /** Calls a Lambda function. */
  public static invoke(fn: lambda.IFunction, props: InvokeProps = {}): Step {
    return new WorkStep(new Invoke(fn, props));
  }

  /** Calls any action of the AWS SDK. */
  public static callService(props: CallServiceProps): Step {
    return new WorkStep(new CallService(props));
  }

  /** Writes an item to a DynamoDB table, on a condition where one is given. */
  public static putItem(table: dynamodb.ITable, props: PutItemProps): Step {
    return new WorkStep(new PutItem(table, props));
  }

  /** Sends a message to an SQS queue. */
  public static sendMessage(queue: sqs.IQueue, props: SendMessageProps = {}): Step {
    return new WorkStep(new SendMessage(queue, props));
  }

  /** Publishes a message to an SNS topic. */
  public static publish(topic: sns.ITopic, props: PublishProps = {}): Step {
    return new WorkStep(new Publish(topic, props));
  }

  /** Puts an event on an EventBridge bus. */
  public static putEvents(bus: events.IEventBus, props: PutEventsProps): Step {
    return new WorkStep(new PutEvents(bus, props));
  }

  /** Runs a Glue job and waits for its end. */
  public static runGlueJob(job: interfaces.aws_glue.IJobRef, props: RunGlueJobProps = {}): Step {
    return new WorkStep(new RunGlueJob(job, props));
  }

  /** Runs a Glue crawler and waits for its end. */
  public static startCrawler(crawler: interfaces.aws_glue.ICrawlerRef, props: StartCrawlerProps = {}): Step {
    return new WorkStep(new StartCrawler(crawler, props));
  }

  /** Runs an Athena query and waits for its end. */
  public static runQuery(props: RunQueryProps): Step {
    return new WorkStep(props.rows === undefined ? new RunQuery(props) : new RunQueryForRows(props, props.rows));
  }

  /** Runs a Glue DataBrew job and waits for its end. */
  public static runDataBrewJob(job: interfaces.aws_databrew.IJobRef, props: RunDataBrewJobProps = {}): Step {
    return new WorkStep(new RunDataBrewJob(job, props));
  }

  /** Holds a table against a ruleset of Glue Data Quality, and fails when a rule is not met. */
  public static evaluateRuleset(ruleset: interfaces.aws_glue.IDataQualityRulesetRef, props: EvaluateRulesetProps): Step {
    return new WorkStep(new EvaluateRuleset(ruleset, props));
  }

  /** Runs an SQL statement in Redshift and waits for its end. */
  public static executeStatement(database: RedshiftDatabase, props: ExecuteStatementProps): Step {
    return new WorkStep(new ExecuteStatement(database, props));
  }

  /** Runs an ECS task and waits for its end. */
  public static runTask(taskDefinition: ecs.TaskDefinition, props: RunTaskProps): Step {
    return new WorkStep(new RunTask(taskDefinition, props));
  }

  /** Runs a Batch job and waits for its end. */
  public static runBatchJob(jobDefinition: batch.IJobDefinition, props: RunBatchJobProps): Step {
    return new WorkStep(new RunBatchJob(jobDefinition, props));
  }

  /** Runs a CodeBuild project and waits for its end. */
  public static runBuild(project: codebuild.IProject, props: RunBuildProps = {}): Step {
    return new WorkStep(new RunBuild(project, props));
  }

  /** Runs a Spark job on EMR Serverless and waits for its end. */
  public static runEmrServerlessJob(application: interfaces.aws_emrserverless.IApplicationRef, props: RunEmrServerlessJobProps): Step {
    return new WorkStep(new RunEmrServerlessJob(application, props));
  }

  /** Runs a DataSync task and waits for its end. */
  public static syncData(task: interfaces.aws_datasync.ITaskRef, props: SyncDataProps = {}): Step {
    return new WorkStep(new SyncData(task, props));
  }

  /** Changes an item of a DynamoDB table, on a condition where one is given. */
  public static updateItem(table: dynamodb.ITable, props: UpdateItemProps): Step {
    return new WorkStep(new UpdateItem(table, props));
  }

  /** Reads an item of a DynamoDB table. */
  public static readItem(table: dynamodb.ITable, props: ReadItemProps): Step {
    return new WorkStep(new ReadItem(table, props));
  }

  /** Calls an HTTPS API through an EventBridge connection. */
  public static callHttp(connection: events.IConnection, props: CallHttpProps): Step {
    return new WorkStep(new CallHttp(connection, props));
  }

  /** Runs an Express workflow and waits for its answer, in Standard and Express workflows alike. */
  public static callWorkflow(workflow: IWorkflow, props: CallWorkflowProps = {}): Step {
    return new WorkStep(new CallWorkflow(workflow, props));
  }

  /** Starts another workflow and waits for its end; an Express one is only started (see `callWorkflow`). */
  public static startWorkflow(workflow: IWorkflow, props: StartWorkflowProps = {}): Step {
    return new WorkStep(new StartWorkflow(workflow, props));
  }

  /**
   * Runs steps beside each other. Each receives the same object, and the results of all join it, each under its step's name.
   * In a `Saga` all of them run to their end even when one fails; elsewhere the first failure stops the others.
   *
   * @param name name of the group, and of its state
   */
  public static parallel(name: string, steps: Step[]): Step {
    return new WorkStep(new Parallel(name, steps));
  }

  /**
   * Runs a step only where a condition holds; where it does not, the step's result is null.
   *
   * @param condition a JSONata expression in `{% %}` that gives true or false
   */
  public static when(condition: string, step: Step): Step {
    return new WorkStep(new When(condition, step));
  }

  /** Makes a step of states of your own, written in JSONata. */
  public static of(states: sfn.IChainable, props: OfProps = {}): Step {
    return new WorkStep(new Of(states, props));
  }

  /**
   * Makes a step of work that has no factory here.
   * @internal
   */
  public static _of(work: StepWork): Step {
    return new WorkStep(work);
  }

  /** Name of the step, and of its state; its result stands under this name in the object that later steps receive. */
  public abstract readonly name: string;

  /**
   * The step that undoes this one.
   * @internal
   */
  public abstract readonly _compensation?: Step;

  /**
   * The steps that run beside each other as this one.
   * @internal
   */
  public abstract readonly _members?: readonly Step[];

  /**
   * JSONata over `$states.input` that says whether the step runs at all.
   * @internal
   */
  public abstract readonly _condition?: string;

  /**
   * Names of all states that the step renders, its own first.
   * @internal
   */
  public abstract readonly _stateNames: readonly string[];

  /**
   * Resource of the one Task state that the step is, without partition and pattern (`lambda:invoke`); none for a step of several states.
   * @internal
   */
  public readonly _resource?: string;

  /**
   * What is wrong with the step, worded.
   * @internal
   */
  public abstract _problems(): string[];

  /**
   * Why an Express workflow cannot run the step, worded; none where it can.
   * @internal
   */
  public abstract _expressProblems(): string[];

  /**
   * The step as states, under `scope`.
   * @internal
   */
  public abstract _render(scope: Construct, options?: RenderOptions): Rendered;
}

/** A step that does one work. */
class WorkStep extends Step {
  public readonly name: string;

  /** @internal */
  public readonly _resource?: string;

  constructor(private readonly work: StepWork) {
    super();
    this.name = work.name;
    this._resource = work.resource;
  }

  /** @internal */
  public get _compensation(): Step | undefined {
    return this.work.compensation;
  }

  /** @internal */
  public get _members(): readonly Step[] | undefined {
    return this.work.members;
  }

  /** @internal */
  public get _condition(): string | undefined {
    return this.work.condition;
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    return this.work.stateNames;
  }

  /** @internal */
  public _problems(): string[] {
    return this.work.problems();
  }

  /** @internal */
  public _expressProblems(): string[] {
    return this.work.expressProblems();
  }

  /** @internal */
  public _render(scope: Construct, options: RenderOptions = {}): sfn.IChainable & sfn.INextable {
    throwIfWrong(this, scope, options.workflowType);
    return this.work.render(scope, options);
  }
}
