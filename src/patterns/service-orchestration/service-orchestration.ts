import { aws_dynamodb as dynamodb, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallRecords } from './call-records';
import { CoordinatedCalls } from './coordinated-calls';
import { checkOrchestrationProps } from './orchestration-checks';
import { FailureMode, ORCHESTRATION_DEFAULTS, ServiceOrchestrationProps } from './service-orchestration-props';
import { ApiTrigger, Saga, Trigger, TriggerInvocation, Workflow } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { WORKFLOW_LIMITS } from '../../workflow/workflow-defaults';

/**
 * A central coordinator that calls several services and handles their failures: one after the other, beside each other, the first answer of several,
 * one for each item of a list. The retries, circuits, fallbacks and limits that each application would have in its code are states here.
 *
 * **What goes in and out.** The request is a JSON object. What of it is named as a call, or as what a call says beside its result (`NAME failure`,
 * `NAME fallback`, `NAME from`), is dropped, so that nobody can send results. Each call receives it with the results of the calls before it, each under its call's name
 * (see `Step`). The output is
 * `{ status, statusCode, results, failures: [{ call, error, cause }], fallbacks: [{ call, source, error, cause }], answeredBy }`, with a result for each
 * call that was made, null where it failed; `answeredBy` says for each race which call won it. `status` is `COMPLETE`; `DEGRADED` where something stood in for a call; `PARTIAL` where a call or some items of a
 * fan-out failed; `FAILED` where every call failed or a required one did. A call that failed leaves `NAME failure` in the object, so that a later one can
 * be made on condition: `Step.when` with `$not($exists($lookup($states.input, 'Flights failure')))`.
 *
 * **Shape.** Express behind an API that answers with the output and its `statusCode`; Standard, with an API that answers with the execution's ARN, where a
 * call needs that: one that waits for the end of a job, or for a callback.
 *
 * **All or nothing.** With `FailureMode.ALL_OR_NOTHING` the calls are the steps of a `Saga`: when one fails for good, the compensations of the others run,
 * and the execution fails with its error, which the API answers with status 500.
 */
export class ServiceOrchestration extends Construct {
  /** The workflow. */
  public readonly workflow: Workflow;
  /** What circuits, permits and last good answers stand in; none where no call needs it. */
  public readonly table?: dynamodb.ITable;
  /** What undoes the calls; none with partial results. */
  public readonly saga?: Saga;
  /** The API that takes requests; none where only other triggers are given. */
  public readonly api?: ApiTrigger;

  /** @throws when props contradict each other; one error lists every problem */
  constructor(scope: Construct, id: string, props: ServiceOrchestrationProps) {
    super(scope, id);
    const checks = new PropChecks(this);
    checkOrchestrationProps(props, checks);
    checks.throwIfAny();

    const allOrNothing = (props.failureMode ?? ORCHESTRATION_DEFAULTS.failureMode) === FailureMode.ALL_OR_NOTHING;
    this.saga = allOrNothing ? new Saga(this, 'Saga', {
      name: 'Calls',
      steps: props.calls,
      compensationRetry: props.compensationRetry,
      parkingQueue: props.parkingQueue,
      alarmTopic: props.alarms?.topic,
    }) : undefined;
    const calls = new CoordinatedCalls(props, this.saga);
    const workflowType = props.workflowType
      ?? (calls._expressProblems().length > 0 ? sfn.StateMachineType.STANDARD : sfn.StateMachineType.EXPRESS);
    const express = workflowType === sfn.StateMachineType.EXPRESS;
    const answers = express && props.api?.invocation !== TriggerInvocation.ASYNCHRONOUS;
    const api = props.api || !props.triggers ? Trigger.api({
      ...(answers ? { invocation: TriggerInvocation.SYNCHRONOUS, statusCodeField: ORCHESTRATION_DEFAULTS.statusCodeField } : {}),
      ...props.api,
    }) : undefined;
    const timeout = props.timeout ?? (answers && api ? ORCHESTRATION_DEFAULTS.timeoutBehindApi : undefined);
    const records = new CallRecords(this, {
      express,
      allOrNothing,
      timeout: timeout ?? (express ? WORKFLOW_LIMITS.timeoutExpress : undefined),
      table: props.table,
      tableEncryptionKey: props.tableEncryptionKey,
    });

    this.workflow = new Workflow(this, 'Workflow', {
      ...props,
      workflowType,
      timeout,
      steps: [calls],
      triggers: [...api ? [api] : [], ...props.triggers ?? []],
    });
    this.table = records.used;
    this.api = api?.resources as ApiTrigger | undefined;
  }
}
