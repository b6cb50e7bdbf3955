import { Stack } from 'aws-cdk-lib';
import { IAuthorizer } from './authorizer';
import { AssemblyCatalog } from './catalog/assembly-catalog';
import type { Catalog } from './catalog/catalog';
import { DefinitionCatalog } from './catalog/definition-catalog';
import { namedBy } from './catalog/named-by';
import type { MapRunner } from './engine/map-run-port';
import { mapRunner } from './map-run';
import { Mock } from './mocks/mock';
import { MockBook } from './mocks/mock-book';
import { SimulatedBucket } from './simulated-bucket';
import type { SimulatedMachine } from './simulated-machine';
import { SimulatedWorkflow } from './simulated-workflow';
import type { SimulatedWorld } from './simulated-world';
import { StackOptions } from './stack-options';
import { Buckets } from './storage';
import { JsonObject, parseDefinition } from '../asl';
import { readCdkOut, readStack, readTemplate } from '../assembly';

/** The type of a simulated workflow. */
export enum SimulatedWorkflowType {
  /** Up to a year, with a history. */
  STANDARD = 'STANDARD',
  /** Up to five minutes. */
  EXPRESS = 'EXPRESS',
}

/** What a definition alone does not tell. */
export interface DefinitionOptions {
  /**
   * Name of the state machine.
   *
   * @default 'Workflow'
   */
  readonly stateMachineName?: string;
  /**
   * Type of the workflow.
   *
   * @default SimulatedWorkflowType.STANDARD
   */
  readonly workflowType?: SimulatedWorkflowType;
  /**
   * Id of the AWS account that ARNs are made of.
   *
   * @default '123456789012'
   */
  readonly account?: string;
  /**
   * ARN of the role that the workflow runs with.
   *
   * @default - a role that goes by the name of the state machine
   */
  readonly roleArn?: string;
}

const DEFAULT_NAME = 'Workflow';
const DEFAULT_ACCOUNT = '123456789012';

/** What the name of a bucket may look like; a logical id or a path does not. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]*$/;

/**
 * Runs workflows on virtual time, as AWS Step Functions would.
 *
 * Calls are answered by mocks; workflows that start each other really run. The same workflow, input, mocks and seed
 * give the same history, to the byte.
 */
export class Simulator {
  /**
   * Simulates one state machine from its definition in the Amazon States Language.
   *
   * @param definition the definition as an object. JSON nulls in it are lost outside of TypeScript: see `fromDefinitionJson`
   * @throws if the definition is invalid, with everything that is wrong with it
   */
  public static fromDefinition(definition: any, options: DefinitionOptions = {}): Simulator {
    return Simulator._fromMachines([machineOf(typeof definition === 'string' ? definition : definition as JsonObject, options)]);
  }

  /**
   * Simulates one state machine from its definition in the Amazon States Language.
   *
   * @param definitionJson the definition as JSON text
   * @throws if the text is not JSON or the definition is invalid, with everything that is wrong with it
   */
  public static fromDefinitionJson(definitionJson: string, options: DefinitionOptions = {}): Simulator {
    return Simulator._fromMachines([machineOf(definitionJson, options)]);
  }

  /**
   * Simulates the state machines of a stack, as they would be deployed. The stack is synthesized, unless its app was already.
   *
   * Machines of other stacks of the app run too where they are started by one of this stack.
   *
   * @throws if the stack has no state machine
   */
  public static fromStack(stack: Stack, options: StackOptions = {}): Simulator {
    return new Simulator(new AssemblyCatalog(readStack(stack, options), `stack '${stack.stackName}'`), {});
  }

  /**
   * Simulates the state machines of a CloudFormation template.
   *
   * @param template the template as an object, or the path of a JSON file
   * @throws if it is no template, or has no state machine
   */
  public static fromTemplate(template: any, options: StackOptions = {}): Simulator {
    return new Simulator(new AssemblyCatalog(readTemplate(template, options), typeof template === 'string' ? `'${template}'` : 'the template'), {});
  }

  /**
   * Simulates the state machines of an app in any language, from what `cdk synth` writes.
   *
   * @param directory the cloud assembly, such as `cdk.out`
   * @throws if it is no cloud assembly, or has no state machine
   */
  public static fromAssembly(directory: string, options: StackOptions = {}): Simulator {
    return new Simulator(new AssemblyCatalog(readCdkOut(directory, options), `'${directory}'`), {});
  }

  /**
   * Simulates state machines that were read elsewhere.
   *
   * @internal
   */
  public static _fromMachines(machines: readonly SimulatedMachine[], options: SimulatorParts = {}): Simulator {
    return new Simulator(new DefinitionCatalog(machines), options);
  }

  private readonly world: SimulatedWorld;
  private readonly workflows = new Map<string, SimulatedWorkflow>();
  private readonly buckets = new Buckets();

  private constructor(private readonly catalog: Catalog, parts: SimulatorParts) {
    const { machines } = catalog;
    this.world = {
      machines: new Map(machines.map((machine) => [machine.arn, machine])),
      book: new MockBook(catalog, (name) => machines.find((machine) => machine.name === name.split('/')[0])?.logicalId ?? name),
      mapRunner: parts.mapRunner ?? mapRunner,
      storage: parts.storage ?? (() => this.buckets),
    };
  }

  /**
   * One of the state machines.
   *
   * @param which the construct (or one around it), or its logical id, path, name or ARN; the stack's only one where it is left out
   * @throws if there is no such state machine
   */
  public workflow(which?: any): SimulatedWorkflow {
    const machine = this.catalog.machine(which === undefined ? undefined : namedBy(which));
    let workflow = this.workflows.get(machine.arn);
    if (!workflow) {
      workflow = SimulatedWorkflow._of(machine, this.world);
      this.workflows.set(machine.arn, workflow);
    }
    return workflow;
  }

  /**
   * Says what calls to a resource answer, from whichever state they come. A mock of the state goes before it.
   *
   * @param resource the construct, or its logical id, or an ARN, a name or a URL that a definition calls it by
   * @param mock     what the calls answer
   * @returns the simulator, for the next mock
   */
  public mockResource(resource: any, mock: Mock): Simulator {
    const what = namedBy(resource);
    this.world.book.forResource(what, this.catalog.namesOf(what), mock);
    return this;
  }

  /**
   * Says what calls of a service's action answer. Mocks of the state or of the resource go before it.
   *
   * @param service the service as a Resource names it: `dynamodb`, `aws-sdk:s3`
   * @param action  the action as a Resource names it: `putItem`
   * @param mock    what the calls answer
   * @returns the simulator, for the next mock
   */
  public mockService(service: string, action: string, mock: Mock): Simulator {
    this.world.book.forService(service, action, mock);
    return this;
  }

  /**
   * One of the buckets that Distributed Maps read and write. It is in memory until a folder stands for it.
   *
   * @param which the construct, or its logical id, or the name or ARN that a definition calls it by
   * @throws if the stack has no such bucket
   */
  public bucket(which: any): SimulatedBucket {
    const what = namedBy(which);
    // a bucket that no stack declares is called by its name
    const texts = BUCKET_NAME.test(what) && !this.catalog.resourceNamed(what) ? [what] : [...this.catalog.namesOf(what)];
    return SimulatedBucket._of([...new Set(texts.map((text) => text.replace(/^arn:[^:]*:s3:::/, '')))], this.buckets);
  }

  /**
   * Lets an authorizer see every call with the role that makes it. A call that it denies fails with `States.Permissions`.
   *
   * @returns the simulator
   */
  public authorizeWith(authorizer: IAuthorizer): Simulator {
    this.world.book.authorizer = authorizer;
    return this;
  }

  /** The mocks that have answered no call so far, in the words that set them. */
  public get unusedMocks(): string[] {
    return this.world.book.unused;
  }
}

/**
 * What a simulator is made of besides its state machines.
 */
interface SimulatorParts {
  readonly mapRunner?: MapRunner;
  /** makes the storage of a run */
  readonly storage?: () => unknown;
}

function machineOf(definition: string | JsonObject, options: DefinitionOptions): SimulatedMachine {
  const name = options.stateMachineName ?? DEFAULT_NAME;
  const account = options.account ?? DEFAULT_ACCOUNT;
  const type = options.workflowType ?? SimulatedWorkflowType.STANDARD;
  return {
    logicalId: name,
    name,
    arn: `arn:aws:states:us-east-1:${account}:stateMachine:${name}`,
    type,
    roleArn: options.roleArn ?? `arn:aws:iam::${account}:role/${name}`,
    definition: parseDefinition(definition, { workflowType: type }),
  };
}
