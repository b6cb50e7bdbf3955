import type { Catalog } from './catalog';
import { didYouMean } from '../../asl';
import { namesOfArn } from '../mocks/resource-match';
import type { SimulatedMachine } from '../simulated-machine';

/** State machines known by their definitions alone: any text may name a resource of theirs. */
export class DefinitionCatalog implements Catalog {
  public readonly activities = new Set<string>();

  constructor(public readonly machines: readonly SimulatedMachine[]) {}

  public machine(which: string | undefined): SimulatedMachine {
    if (which === undefined && this.machines.length === 1) return this.machines[0];
    const names = this.machines.map((machine) => machine.logicalId);
    if (which === undefined) throw new Error(`there are ${names.length} workflows (${names.map((name) => `'${name}'`).join(', ')}); say which one`);
    const found = this.machines.find((machine) => [machine.logicalId, machine.name, machine.arn].includes(which));
    if (!found) throw new Error(`there is no workflow '${which}'${didYouMean(which, names, { listNames: true })}`);
    return found;
  }

  public namesOf(which: string): ReadonlySet<string> {
    return new Set(namesOfArn(which));
  }

  public resourceNamed(): undefined {
    return undefined;
  }
}
