import { CfnElement, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

/** Properties by which a construct tells what it is called, the surest first. */
const NAMING = [/Arn$/, /Url$/, /Name$/];

/**
 * How a catalog finds what a construct stands for: by its path, or by the ARN of something that was imported.
 *
 * @param what a construct, or the text itself
 * @throws it is neither, or an imported construct that does not tell its ARN
 */
export function namedBy(what: unknown): string {
  if (typeof what === 'string') return what;
  if (!Construct.isConstruct(what)) throw new Error(`got ${JSON.stringify(what) ?? String(what)}; give a construct, a logical id or an ARN`);
  return isDeclared(what) ? what.node.path : importedName(what);
}

/** Whether the construct makes something: what is imported has no resource below it. */
function isDeclared(construct: IConstruct): boolean {
  return CfnElement.isCfnElement(construct) || construct.node.findAll().some((child) => CfnElement.isCfnElement(child));
}

function importedName(construct: IConstruct): string {
  const stack = Stack.of(construct);
  for (const pattern of NAMING) {
    for (const [key, value] of textsOf(construct)) {
      if (pattern.test(key) && !Token.isUnresolved(value)) return value;
    }
  }
  throw new Error(`'${construct.node.path}' was imported into '${stack.stackName}' and tells no ARN or name that is known before the deployment: give the text that calls it`);
}

/** Its own properties and those of its classes that are texts. */
function textsOf(construct: IConstruct): Array<[string, string]> {
  const keys = new Set<string>();
  let holder: object | null = construct;
  while (holder !== null && holder !== Construct.prototype) {
    for (const key of Object.getOwnPropertyNames(holder)) keys.add(key);
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return [...keys].filter((key) => NAMING.some((pattern) => pattern.test(key))).flatMap((key) => {
    const value: unknown = readable(construct, key);
    return typeof value === 'string' ? [[key, value] as [string, string]] : [];
  });
}

/** Some getters of imported constructs throw: they need what was not given. */
function readable(construct: IConstruct, key: string): unknown {
  try {
    return (construct as unknown as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}
