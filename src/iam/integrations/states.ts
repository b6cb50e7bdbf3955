import { arnResourceName, parseArn } from '../arn';
import type { Call, CallPattern } from '../call';
import { Integration } from '../integration';
import { tellManagedRule } from '../managed-rule';
import type { KnownResource } from '../permission-context';
import { splitOutsideTokens } from '../tokens';

const PATTERNS: readonly CallPattern[] = ['REQUEST_RESPONSE', 'SYNC', 'SYNC_2', 'CALLBACK'];

/**
 * Executions of exactly that machine, none of one whose name merely starts like it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
function tellStart(call: Call): void {
  const machines = machinesOf(call);
  const self = (machines ?? []).some(({ arn }) => arn === call.context.machineArn);
  call.need(['states:StartExecution'], machines?.map(({ arn }) => arn), 'starts the workflow', { self });
  if (call.isJob && machines !== undefined) {
    const executions = machines.map((machine) => executionsOf(call, machine));
    if (executions.every((one) => one !== undefined)) {
      call.need(['states:DescribeExecution', 'states:StopExecution'], executions, 'follows the execution and stops it', { self });
      machines.forEach((machine, at) => tellDecryption(call, machine, executions[at]!));
    }
  }
  tellManagedRule(call, 'StepFunctionsGetEventsForStepFunctionsExecutionRule');
}

/**
 * The caller of an encrypted machine decrypts what it is answered.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
export function tellStartSync(call: Call): void {
  const machines = machinesOf(call);
  call.need(['states:StartSyncExecution'], machines?.map(({ arn }) => arn), 'runs the workflow and waits for its answer');
  for (const machine of machines ?? []) {
    if (machine.encryptionKeyArn === undefined) continue;
    const executions = executionsOf(call, machine);
    if (executions !== undefined) tellDecryption(call, machine, executions);
  }
}

function machinesOf(call: Call): readonly KnownResource[] | undefined {
  return call.resources({ kind: 'states:stateMachine', arn: (text) => text.includes('${') ? text : undefined }, 'StateMachineArn');
}

/**
 * Who reads what an execution of an encrypted machine answers has to decrypt it. What the machine may do with its own key is told elsewhere.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
function tellDecryption(call: Call, { arn, encryptionKeyArn }: KnownResource, executions: string): void {
  if (encryptionKeyArn === undefined || arn === call.context.machineArn) return;
  const machine = executions.replace(':execution:', ':stateMachine:').replace(/:\*$/, '');
  const conditions = { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': machine } };
  call.need(['kms:Decrypt'], [encryptionKeyArn], 'reads what the execution answers', { conditions });
}

/** `arn:…:execution:NAME:*`, also for a machine that only the deployment names, or an alias or version of it. */
function executionsOf(call: Call, machine: KnownResource): string | undefined {
  const parts = parseArn(machine.arn);
  const name = machine.name ?? (parts === undefined ? call.part(machine.arn, ':', 6) : splitOutsideTokens(arnResourceName(machine.arn)!, ':')[0]);
  if (name === undefined) {
    call.report('UNKNOWN_RESOURCE', call.fieldOf(['StateMachineArn']), machine.arn,
      `waits for '${machine.arn}', whose name is not known before the deployment; give the ARN with the machine's name in it`);
    return undefined;
  }
  return parts === undefined ? call.arn('states', `execution:${name}:*`)
    : `arn:${parts.partition}:states:${parts.region}:${parts.account}:execution:${name}:*`;
}

export const states: Integration = {
  service: 'states',
  actions: { startExecution: { patterns: PATTERNS, tell: tellStart } },
};
