/** A resource type of a service. */
export interface ResourceType {
  /** `lambda:function`. */
  readonly kind: string;
  /** Form of its ARN without `arn:${Partition}:`, as in `lambda:${Region}:${Account}:function:${FunctionName}`. */
  readonly arn: string;
}

/** An action that IAM knows. */
export interface ActionFacts {
  /** `s3:GetObject`. */
  readonly name: string;
  /** Types of the resources that it is authorized on; empty when a policy can name none. */
  readonly resourceTypes: readonly (ResourceType & { readonly required: boolean })[];
}

/** The actions of an IAM prefix, by lowercase name. */
export type ServiceFacts = ReadonlyMap<string, ActionFacts>;

const read = new Map<string, ServiceFacts | undefined>();

/** What IAM knows of a prefix; nothing when it does not know it. */
export function serviceFacts(prefix: string): ServiceFacts | undefined {
  if (!read.has(prefix)) {
    const text = generated().services[prefix];
    read.set(prefix, text === undefined ? undefined : parse(prefix, text));
  }
  return read.get(prefix);
}

/** Facts of `prefix:Action`, in any case. */
export function actionFacts(action: string): ActionFacts | undefined {
  const [prefix, name] = action.split(':');
  return serviceFacts(prefix)?.get(name.toLowerCase());
}

/** All IAM prefixes. */
export function iamPrefixes(): string[] {
  return Object.keys(generated().services);
}

/** IAM prefixes of SDK clients whose names differ. */
export function generatedPrefixes(): Readonly<Record<string, string>> {
  return generated().prefixes;
}

function parse(prefix: string, text: string): ServiceFacts {
  const [resourceLines, actionLines] = text.split('\n\n').length === 2 ? text.split('\n\n') : ['', text.trimStart()];
  const types = resourceLines.split('\n').filter((line) => line !== '').map((line) => {
    const at = line.indexOf('=');
    return { kind: `${prefix}:${line.slice(0, at)}`, arn: line.slice(at + 1) };
  });
  return new Map(actionLines.split('\n').map((line) => {
    const [name, ...indexes] = line.split(' ');
    const resourceTypes = indexes.map((index) => ({ ...types[parseInt(index, 10)], required: index.endsWith('!') }));
    return [name.toLowerCase(), { name: `${prefix}:${name}`, resourceTypes }];
  }));
}

interface GeneratedFacts {
  /** By prefix: a line `type=arn` for each resource type, an empty line, and a line `Action 0! 3` for each action. */
  readonly services: Readonly<Record<string, string>>;
  readonly prefixes: Readonly<Record<string, string>>;
}

let unpacked: GeneratedFacts | undefined;

/** The facts are large, and only definitions that call the SDK ask for them: they load then, not with the library. */
function generated(): GeneratedFacts {
  if (unpacked === undefined) {
    /* eslint-disable @typescript-eslint/no-require-imports */
    const { FACTS } = require('./generated/iam-facts') as typeof import('./generated/iam-facts');
    const { brotliDecompressSync } = require('node:zlib') as typeof import('node:zlib');
    /* eslint-enable @typescript-eslint/no-require-imports */
    unpacked = JSON.parse(brotliDecompressSync(Buffer.from(FACTS, 'base64')).toString()) as GeneratedFacts;
  }
  return unpacked;
}
