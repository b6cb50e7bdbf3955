import type { Catalog } from './catalog';
import { Assembly, AssemblyError, type ResourceModel } from '../../assembly';
import { namesOfArn } from '../mocks/resource-match';
import type { SimulatedMachine } from '../simulated-machine';

const ACTIVITY = 'AWS::StepFunctions::Activity';

/** The state machines and resources of an assembly. */
export class AssemblyCatalog implements Catalog {
  public readonly machines: readonly SimulatedMachine[];
  public readonly activities: ReadonlySet<string>;

  /** @throws the assembly has no state machine */
  constructor(private readonly assembly: Assembly, from: string) {
    if (assembly.workflows.length === 0) throw new Error(`${from} has no state machine to simulate`);
    this.machines = assembly.workflows.filter(isNamed);
    this.activities = new Set(assembly.resources.filter((resource) => resource.type === ACTIVITY).filter(isNamed).map((resource) => resource.arn));
  }

  public machine(which: string | undefined): SimulatedMachine {
    if (which !== undefined) return this.assembly.workflow(which);
    const { ownWorkflows } = this.assembly;
    if (ownWorkflows.length === 1) return ownWorkflows[0];
    throw new Error(`there are ${ownWorkflows.length} workflows (${ownWorkflows.map((workflow) => `'${workflow.logicalId}'`).join(', ')}); say which one`);
  }

  public namesOf(which: string): ReadonlySet<string> {
    // what no stack of the app declares may still be called by its ARN
    if (which.startsWith('arn:') && this.assembly.resourceNamed(which) === undefined) return new Set(namesOfArn(which));
    return new Set(this.assembly.resource(which).identifiers);
  }

  public resourceNamed(text: string): ResourceModel | undefined {
    return this.assembly.resourceNamed(text);
  }
}

/** Whether its ARN can be told: what cannot be told cannot be called. */
function isNamed(one: { readonly arn: string }): boolean {
  try {
    return one.arn !== '';
  } catch (error) {
    if (error instanceof AssemblyError) return false;
    throw error;
  }
}
