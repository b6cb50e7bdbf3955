import { isToken, splitOutsideTokens } from './tokens';

/** The parts of an ARN; `resource` is all that follows the account. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Takes an ARN apart; tokens inside stay whole. Nothing when the text is not written as an ARN. */
export function parseArn(text: string): ArnParts | undefined {
  const parts = splitOutsideTokens(text, ':');
  if (parts[0] !== 'arn' || parts.length < 6) return undefined;
  const [, partition, service, region, account, ...rest] = parts;
  return { partition, service, region, account, resource: rest.join(':') };
}

/** Whether a text is written as an ARN (a token that may stand for one is not). */
export function isArn(text: string): boolean {
  return parseArn(text) !== undefined;
}

/** The resource of an ARN without the type in front (`stateMachine:Child` → `Child`, `table/Orders` → `Orders`). */
export function arnResourceName(text: string): string | undefined {
  const resource = parseArn(text)?.resource;
  if (resource === undefined) return undefined;
  const at = resource.search(/[:/]/);
  return at < 0 ? resource : resource.slice(at + 1);
}

/** Whether a token says of itself that it stands for an ARN (`${Token[Orders.Arn.12]}`, `${QueueArn}`). */
export function isArnToken(text: string): boolean {
  return isToken(text) && /Arn(?![a-z])|ARN/.test(text);
}

/**
 * Whether a text with run-time parts still limits what it may name: it begins with text of its own, and where it is an ARN,
 * so does the name in it, in one service, region and account.
 */
export function isScoped(pattern: string): boolean {
  const parts = parseArn(pattern);
  if (parts === undefined) return !pattern.startsWith('*') && !pattern.startsWith('arn:');
  const { partition, service, region, account } = parts;
  return ![partition, service, region, account].some((part) => part.includes('*')) && !arnResourceName(pattern)!.startsWith('*');
}

/** Services whose ARNs begin with a name instead of a type. */
const UNTYPED = ['sqs', 'sns', 's3', 'execute-api', 'iam', 'apigateway'];

/** Whether an ARN is of a kind (`ecs:task-definition`). */
export function isOfKind({ service, resource }: ArnParts, kind: string): boolean {
  const at = kind.indexOf(':');
  if (service !== kind.slice(0, at)) return false;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/s$/, '');
  const type = plain(resource.replace(/^\//, '').split(/[:/]/)[0]);
  return UNTYPED.includes(service) || plain(kind.slice(at + 1)).startsWith(type);
}
