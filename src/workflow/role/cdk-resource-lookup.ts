import { CfnResource, Fn, Reference, Resource, Tokenization, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { importedResource } from './imported-resources';
import { namedResource } from './named-resources';
import { readResource } from './resource-kinds';
import type { KnownResource, ResourceKind, ResourceLookup } from '../../iam';

/**
 * Leads from the texts of a definition to the constructs of the app: a token is a reference to a resource, whose ARN, kind and key
 * are known; a plain text may be the name or ARN of a resource that was imported with its key.
 */
export class CdkResourceLookup implements ResourceLookup {
  private imported?: readonly KnownImport[];

  constructor(private readonly scope: Construct) {}

  public find(text: string, kind?: ResourceKind): KnownResource | undefined {
    const target = referencedResource(text);
    const found = target === undefined ? this.findImported(text, kind) ?? this.findNamed(text, kind) : readResource(target);
    return found === undefined || (kind !== undefined && found.kind !== kind) ? undefined : found;
  }

  public part(text: string, separator: string, index: number): string | undefined {
    return Fn.select(index, Fn.split(separator, text));
  }

  private findNamed(text: string, kind: ResourceKind | undefined): KnownResource | undefined {
    return kind === undefined ? undefined : namedResource(this.scope, text, kind);
  }

  private findImported(text: string, kind: ResourceKind | undefined): KnownResource | undefined {
    this.imported ??= importsOf(this.scope.node.root);
    return this.imported.find(({ texts, resource }) => texts.includes(text) && (kind === undefined || resource.kind === kind))?.resource;
  }
}

interface KnownImport {
  readonly texts: readonly string[];
  readonly resource: KnownResource;
}

/** The resource that a text references when it is one token. */
function referencedResource(text: string): CfnResource | undefined {
  if (!Token.isUnresolved(text)) return undefined;
  const fragments = Tokenization.reverseString(text);
  const token = fragments.length === 1 ? fragments.firstToken : undefined;
  if (token === undefined || !Reference.isReference(token)) return undefined;
  return CfnResource.isCfnResource(token.target) ? token.target : undefined;
}

/** Imported constructs are resources without one of CloudFormation's; those with a key are worth knowing. */
function importsOf(root: IConstruct): KnownImport[] {
  return root.node.findAll()
    .filter((construct) => Resource.isResource(construct) && construct.node.defaultChild === undefined)
    .flatMap((construct) => importedResource(construct) ?? []);
}
