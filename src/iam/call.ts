import type { Argument, ArgumentReader } from './argument-reader';
import { arnResourceName, isArn, isArnToken, isOfKind, isScoped, parseArn } from './arn';
import type { AllowedResources, KnownResource, PermissionContext, ResourceKind } from './permission-context';
import type { PermissionDiagnostic, PermissionDiagnosticCode } from './permission-error';
import type { Conditions, PermissionNeed } from './permission-need';
import { holdsToken, splitOutsideTokens } from './tokens';

export type { Argument } from './argument-reader';

/** How the workflow waits for a call. */
export type CallPattern = 'REQUEST_RESPONSE' | 'SYNC' | 'SYNC_2' | 'CALLBACK';

/** What a need may say besides actions, resources and reason. */
export interface NeedExtras {
  readonly conditions?: Conditions;
  readonly wildcardReason?: string;
  readonly self?: boolean;
}

/** How the text of an argument becomes the ARN of a resource. */
export interface ResourceForm {
  /** What it is. */
  readonly kind: ResourceKind;
  /** ARN for a name (or URL) that the definition gives in full. Nothing when it cannot be told. */
  readonly arn: (name: string) => string | undefined;
  /** What the resource is when the argument isn't there. Default: the argument is required. */
  readonly absent?: () => string | undefined;
}

/** Which prop of the context scopes a kind of resource; everything else is in `resources`. */
const ALLOWED_BY_KIND: Readonly<Record<ResourceKind, keyof AllowedResources>> = {
  'lambda:function': 'functions',
  's3:bucket': 'buckets',
  's3:object': 'buckets',
  'dynamodb:table': 'tables',
  'sqs:queue': 'queues',
  'sns:topic': 'topics',
  'states:statemachine': 'stateMachines',
  'iam:role': 'roles',
};

function allowedBy(kind: ResourceKind): keyof AllowedResources {
  return ALLOWED_BY_KIND[kind.toLowerCase()] ?? 'resources';
}

/** One call of a definition while its needs are being told: what an integration sees. */
export class Call {
  public readonly needs: PermissionNeed[] = [];
  public readonly diagnostics: PermissionDiagnostic[] = [];

  constructor(
    public readonly state: string,
    /** What is called, in the definition's words (`sqs:sendMessage`). */
    public readonly name: string,
    public readonly pattern: CallPattern,
    public readonly context: PermissionContext,
    /** What the call sends. */
    public readonly sent: ArgumentReader,
    private readonly argumentsField: string,
    /** The other calls of the definition whose `Resource` is asked for: what this call follows up on. */
    public readonly others: (where: (resource: string) => boolean) => Call[] = () => [],
  ) {}

  /** Whether the workflow waits until the job ends. */
  public get isJob(): boolean {
    return this.pattern === 'SYNC' || this.pattern === 'SYNC_2';
  }

  /** ARN in the machine's partition, region and account. */
  public arn(service: string, resource: string): string {
    const { partition, region, account } = this.context;
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }

  /** ARN in the machine's partition, of a service whose ARNs have no region, or neither region nor account. */
  public globalArn(service: string, resource: string, account: string = ''): string {
    return `arn:${this.context.partition}:${service}::${account}:${resource}`;
  }

  /** The argument at a path of names (`Destination`, `S3Bucket`). */
  public argument(...path: string[]): Argument | undefined {
    return this.sent.read(path);
  }

  /** Whether the definition writes an argument of this name out. */
  public gives(name: string): boolean {
    return this.sent.leaves.some(({ path }) => path[0] === name);
  }

  /** The argument of this name, if the definition writes it out and it is a scalar or an expression. */
  public given(name: string): Argument | undefined {
    return this.gives(name) ? this.sent.read([name]) : undefined;
  }

  /** The argument's text when it is known in full. */
  public text(...path: string[]): string | undefined {
    const argument = this.sent.read(path);
    return argument?.exact ? argument.pattern : undefined;
  }

  /** Adds a need; a need without resources (what it needs is not known, and has been reported) adds nothing. */
  public need(actions: readonly string[], resources: readonly string[] | undefined, reason: string, extras: NeedExtras = {}): void {
    if (resources === undefined || resources.length === 0 || actions.length === 0) return;
    this.needs.push({ actions, resources, reason, states: [this.state], ...extras });
  }

  /** What the definition's text names, if the context knows. */
  public find(text: string, kind?: ResourceKind): KnownResource | undefined {
    const found = this.context.lookup?.find(text, kind);
    if (found !== undefined || kind === undefined) return found;
    // the reference of IAM and those who name resources do not always spell a type alike
    const any = this.context.lookup?.find(text);
    return any !== undefined && spelling(any.kind) === spelling(kind) ? any : undefined;
  }

  /** A part of a text, also of one that only the deployment knows. */
  public part(text: string, separator: string, index: number): string | undefined {
    return holdsToken(text) ? this.context.lookup?.part?.(text, separator, index) : text.split(separator)[index];
  }

  /**
   * The resources that an argument names: the one it gives, or, where an expression decides, those that are allowed.
   * What cannot be told is reported.
   *
   * @returns nothing when it has been reported, or when the argument is absent and says so
   */
  public resources(form: ResourceForm, ...path: string[]): KnownResource[] | undefined {
    const given = this.sent.list(path);
    if (given.length > 0) {
      const resources = given.map((argument) => this.resourcesOf(form, argument));
      return resources.some((one) => one === undefined) ? undefined : resources.flatMap((one) => one!);
    }
    if (form.absent === undefined) {
      this.report('MISSING_ARGUMENT', this.fieldOf(path), undefined, `has no ${this.fieldOf(path)}, so what ${this.name} reaches is not known`);
      return undefined;
    }
    const arn = form.absent();
    return arn === undefined ? undefined : [{ kind: form.kind, arn }];
  }

  /** The resources that one argument names; what cannot be told is reported. */
  public resourcesOf(form: ResourceForm, argument: Argument): KnownResource[] | undefined {
    return argument.exact || isScoped(argument.pattern) ? this.exactResource(form, argument) : this.allowedResources(form.kind, argument);
  }

  /** ARNs of the resources that an argument names. */
  public arns(form: ResourceForm, ...path: string[]): string[] | undefined {
    return this.resources(form, ...path)?.map((resource) => resource.arn);
  }

  /** The resources of a kind that the context allows, for an argument that an expression decides; reported when there are none. */
  public allowedResources(kind: ResourceKind, argument: Argument): KnownResource[] | undefined {
    const arns = this.allowed(kind);
    if (arns.length > 0) return arns.map((arn) => this.find(arn, kind) ?? { kind, arn });
    this.report('DYNAMIC_RESOURCE', argument.field, argument.source,
      `decides ${argument.field} at run time with '${argument.source}'; name what it may be in ${propOf(kind)}`);
    return undefined;
  }

  /** ARNs of a kind that the context allows. */
  public allowed(kind: ResourceKind): readonly string[] {
    const list = allowedBy(kind);
    const named = list === 'resources' ? [] : this.context.allowed?.[list] ?? [];
    const others = (this.context.allowed?.resources ?? []).filter((arn) => {
      const parts = parseArn(arn);
      // a token may stand for an ARN, and a part of what it names may follow (a bucket's objects below a prefix)
      return parts === undefined ? this.find(splitOutsideTokens(arn, '/')[0], kind) !== undefined : isOfKind(parts, kind);
    });
    return [...named, ...others];
  }

  /** Reports what keeps the needs of this call from being told. */
  public report(code: PermissionDiagnosticCode, field: string, got: string | undefined, what: string): void {
    const message = `state '${this.state}' ${what}`;
    if (this.diagnostics.some((other) => other.message === message)) return;
    this.diagnostics.push({ code, state: this.state, field, got, message });
  }

  /** The field of an argument, as the user writes it. */
  public fieldOf(path: readonly string[]): string {
    return [this.argumentsField, ...path].join('.');
  }

  /** Name of a known resource: as the context knows it, or the last part of its ARN. */
  public nameOf(resource: KnownResource): string | undefined {
    return resource.name ?? arnResourceName(resource.arn) ?? this.find(resource.arn, resource.kind)?.name;
  }

  private exactResource(form: ResourceForm, argument: Argument): KnownResource[] | undefined {
    const text = argument.pattern;
    const known = this.find(text, form.kind);
    if (known !== undefined) return [known];
    const arn = isArn(text) || isArnToken(text) ? text : form.arn(text);
    if (arn !== undefined) return [{ kind: form.kind, arn }];
    this.report('UNKNOWN_RESOURCE', argument.field, text,
      `has ${argument.field} '${text}', which does not tell the ARN that ${this.name} reaches; give the ARN or name it in ${propOf(form.kind)}`);
    return undefined;
  }
}

function spelling(kind: ResourceKind): string {
  return kind.toLowerCase().replace(/[^a-z0-9:]/g, '').replace(/s$/, '');
}

/** The prop of the workflow that names what calls of a kind may reach. */
export function propOf(kind: ResourceKind): string {
  const list: string = allowedBy(kind);
  return `allowed${list[0].toUpperCase()}${list.slice(1)}`;
}
