import { AssemblyError } from './assembly-error';
import { didYouMean } from './closest';
import type { ResourceModel } from './resource-model';
import { StackWorkflow } from './stack-workflow';
import type { StackResource } from './template/stack-resource';
import type { StackTemplate } from './template/stack-template';
import type { WorkflowModel } from './workflow-model';

const STATE_MACHINE = 'AWS::StepFunctions::StateMachine';

/** The stacks of an app as they will be deployed, with their state machines and the resources that these call. */
export class Assembly {
  /** Its state machines, those of the stack that was asked for first. */
  public readonly workflows: readonly WorkflowModel[];
  private readonly stacks: readonly StackTemplate[];
  private readonly isPrimary: (stack: StackTemplate) => boolean;
  private byText?: Map<string, StackResource>;

  /** @param isPrimary whether names are looked up in this stack first */
  public constructor(stacks: readonly StackTemplate[], isPrimary: (stack: StackTemplate) => boolean = () => true) {
    this.stacks = [...stacks.filter(isPrimary), ...stacks.filter((stack) => !isPrimary(stack))];
    this.isPrimary = isPrimary;
    this.workflows = this.present().filter((resource) => resource.type === STATE_MACHINE).map((resource) => new StackWorkflow(resource, this));
  }

  /** The state machines of the stack that was asked for; all where none was. */
  public get ownWorkflows(): readonly WorkflowModel[] {
    return this.workflows.filter((workflow) => this.isPrimary((workflow as StackWorkflow).resource.template));
  }

  /** Every resource whose condition holds. */
  public get resources(): readonly ResourceModel[] {
    return this.present();
  }

  /**
   * The state machine with this logical id, construct path (also of a construct around it), name or ARN.
   *
   * @throws AssemblyError there is none, or more than one
   */
  public workflow(id: string): WorkflowModel {
    const machine = this.theOne(id, this.workflows.map((workflow) => (workflow as StackWorkflow).resource), 'state machine', true);
    return this.workflows.find((workflow) => (workflow as StackWorkflow).resource === machine)!;
  }

  /**
   * The resource with this logical id, construct path, name, URL or ARN.
   *
   * @throws AssemblyError there is none, or more than one
   */
  public resource(id: string): ResourceModel {
    return this.resourceNamed(id) ?? this.theOne(id, this.present(), 'resource', false);
  }

  /** The resource that a text names exactly (ARN, URL, name): a function also by the ARN of a version or alias. */
  public resourceNamed(text: string): ResourceModel | undefined {
    const index = this.index();
    return index.get(text) ?? index.get(unqualified(text));
  }

  private present(): StackResource[] {
    return this.stacks.flatMap((stack) => stack.present());
  }

  private theOne(id: string, among: readonly StackResource[], kind: string, around: boolean): StackResource {
    const found = MATCHES.map((matches) => among.filter((resource) => matches(resource, id))).find((some) => some.length > 0)
      ?? (around ? among.filter((resource) => relativePaths(resource).some((path) => path.startsWith(`${id}/`))) : []);
    const mine = found.filter((resource) => this.isPrimary(resource.template));
    const candidates = mine.length > 0 ? mine : found;
    if (candidates.length === 1) return candidates[0];
    if (candidates.length > 1) {
      throw new AssemblyError('', `'${id}' names ${candidates.length} ${kind}s: give one of ${candidates.map((c) => `'${c.constructPath ?? c.arn}'`).join(', ')}`);
    }
    throw new AssemblyError('', `there is no ${kind} '${id}'${didYouMean(id, among.map((resource) => resource.logicalId))}`);
  }

  private index(): Map<string, StackResource> {
    if (this.byText === undefined) {
      this.byText = new Map();
      for (const resource of this.present()) {
        for (const text of identifiersOf(resource)) {
          if (!this.byText.has(text)) this.byText.set(text, resource);
        }
      }
    }
    return this.byText;
  }
}

/** How an id may name a resource, the surest first. */
const MATCHES: ReadonlyArray<(resource: StackResource, id: string) => boolean> = [
  (resource, id) => resource.logicalId === id,
  (resource, id) => relativePaths(resource).some((path) => path === id || path === `${id}/Resource` || path === `${id}/Default`),
  (resource, id) => identifiersOf(resource).includes(id) || identifiersOf(resource).includes(unqualified(id)),
];

/** Its construct path, whole and as seen from its stack. */
function relativePaths(resource: StackResource): string[] {
  const path = resource.constructPath;
  if (path === undefined) return [];
  const stack = resource.template.pathPrefix;
  return stack !== '' && path.startsWith(stack) ? [path, path.slice(stack.length)] : [path];
}

/** A resource whose name cannot be resolved has no text that names it. */
function identifiersOf(resource: StackResource): readonly string[] {
  try {
    return resource.identifiers;
  } catch (error) {
    if (error instanceof AssemblyError) return [];
    throw error;
  }
}

/** The ARN without the version or alias at its end. */
function unqualified(text: string): string {
  return text.replace(/^(arn:[^:]*:(?:lambda:[^:]*:[^:]*:function|states:[^:]*:[^:]*:stateMachine):[^:]+):[^:]+$/, '$1');
}
