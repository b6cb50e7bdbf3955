import { simulation } from '../../src';

const NAME = 'RecordedMachine';

/** The account of the recordings. */
const ACCOUNT = '111111111111';

/** What stands for the role in them. */
const ROLE = 'snf_role_arn';

/** The simulator of a case. */
export function recordedMachine(recorded: { readonly definition: any; readonly type: 'STANDARD' | 'EXPRESS' }): { readonly simulator: simulation.Simulator; readonly name: string } {
  const simulator = simulation.Simulator.fromDefinitionJson(JSON.stringify(recorded.definition), {
    stateMachineName: NAME,
    account: ACCOUNT,
    roleArn: ROLE,
    workflowType: recorded.type === 'EXPRESS' ? simulation.SimulatedWorkflowType.EXPRESS : simulation.SimulatedWorkflowType.STANDARD,
  });
  return { simulator, name: 'recorded-execution' };
}
