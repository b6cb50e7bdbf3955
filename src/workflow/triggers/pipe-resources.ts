import { aws_iam as iam, aws_kms as kms, aws_pipes as pipes, aws_stepfunctions as sfn, Duration, Stack, Token } from 'aws-cdk-lib';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDuration } from './delivery';
import { PIPE_DEFAULTS, PIPE_LIMITS, PipeOptions } from './pipe-options';
import { TriggerInvocation } from './trigger-invocation';
import { TriggerResources } from './trigger-resources';

/** What makes up a trigger that is a pipe. */
export interface PipeSettings extends PipeOptions {
  readonly workflow: IWorkflow;
  readonly role: iam.IRole;
  readonly sourceArn: string;
  readonly sourceParameters: pipes.CfnPipe.PipeSourceParametersProperty;
}

/** Notes what is wrong with the props that all pipes have. */
export function checkPipeOptions(options: PipeOptions, workflow: IWorkflow, checks: PropChecks): void {
  const { filters = [], inputTemplate } = options;
  if (options.filters?.length === 0) checks.add('filters', options.filters, 'leave it out to let every record count');
  checks.check(filters.length <= PIPE_LIMITS.filters, 'filters', `${filters.length} patterns`, `give at most ${PIPE_LIMITS.filters}`);
  filters.forEach((filter, index) => {
    const { length } = JSON.stringify(filter);
    checks.check(Object.keys(filter).length > 0, `filters[${index}]`, filter, 'name at least one field');
    checks.check(length <= PIPE_LIMITS.filterCharacters, `filters[${index}]`, `${length} characters`,
      `a pattern has at most ${PIPE_LIMITS.filterCharacters}`);
  });
  if (inputTemplate !== undefined && !Token.isUnresolved(inputTemplate)) {
    const fits = inputTemplate.length > 0 && inputTemplate.length <= PIPE_LIMITS.templateCharacters;
    checks.check(fits, 'inputTemplate', `${inputTemplate.length} characters`, `give from 1 to ${PIPE_LIMITS.templateCharacters}`);
  }
  checkDuration(options.batchingWindow, { prop: 'batchingWindow', minimum: Duration.seconds(0), maximum: PIPE_LIMITS.batchingWindow }, checks);
  checkInvocation(options.invocation, workflow, checks);
}

/** Notes a synchronous start of a workflow that AWS starts asynchronously only. */
export function checkInvocation(invocation: TriggerInvocation | undefined, workflow: IWorkflow, checks: PropChecks): void {
  if (invocation === TriggerInvocation.SYNCHRONOUS && workflow.workflowType !== sfn.StateMachineType.EXPRESS) {
    checks.add('invocation', invocation, `${workflow.node.path} is Standard, and only an Express workflow can be waited for; `
      + 'start it ASYNCHRONOUS, or make it Express');
  }
}

/** Lets a pipe decrypt what a customer key protects. */
export function decryptStatements(key: kms.IKey | undefined): iam.PolicyStatement[] {
  return key ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] })] : [];
}

/** The pipe's own role: reads the source, enriches, starts this one workflow, parks failures. */
export function createPipeRole(scope: TriggerResources, options: PipeOptions, sourceStatements: iam.PolicyStatement[]): iam.Role {
  const synchronous = options.invocation === TriggerInvocation.SYNCHRONOUS;
  const enrich = options.enrichment
    ? [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [options.enrichment.functionArn] })]
    : [];
  return scope._createRole('pipes.amazonaws.com', scope._onlyFrom('pipes', 'pipe/*'), [
    ...synchronous ? scope._startSyncStatements() : [scope._startStatement()],
    ...sourceStatements,
    ...enrich,
  ]);
}

/** Creates the pipe from the source to the workflow. */
export function createPipe(scope: TriggerResources, settings: PipeSettings): pipes.CfnPipe {
  const stack = Stack.of(scope);
  const synchronous = (settings.invocation ?? PIPE_DEFAULTS.invocation) === TriggerInvocation.SYNCHRONOUS;
  return new pipes.CfnPipe(scope, 'Pipe', {
    description: `Starts ${settings.workflow.node.path}`.slice(0, MAXIMUM_DESCRIPTION_LENGTH),
    desiredState: settings.enabled ?? PIPE_DEFAULTS.enabled ? 'RUNNING' : 'STOPPED',
    roleArn: settings.role.roleArn,
    source: settings.sourceArn,
    sourceParameters: {
      ...settings.sourceParameters,
      filterCriteria: settings.filters && { filters: settings.filters.map((filter) => ({ pattern: stack.toJsonString(filter) })) },
    },
    enrichment: settings.enrichment?.functionArn,
    target: settings.workflow.startArn,
    targetParameters: {
      inputTemplate: settings.inputTemplate,
      stepFunctionStateMachineParameters: { invocationType: synchronous ? 'REQUEST_RESPONSE' : 'FIRE_AND_FORGET' },
    },
  });
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
const MAXIMUM_DESCRIPTION_LENGTH = 512;
