import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A physical name for a resource that has to have one: the same at each deployment, and no other construct of the account has it. It is made of
 * the stack's name, the path inside the stack and a hash of the whole path, in letters, digits and `.-_`.
 *
 * @param room how long it may be
 * @internal
 */
export function ownName(construct: Construct, room: number): string {
  const stack = outermostStack(construct);
  const inside = construct.node.path.slice(stack.node.path.length + 1).replace(/[^\w./-]/g, '-').replace(/\//g, '-');
  const hash = construct.node.addr.slice(-8);
  return `${`${stack.stackName}-${inside}`.slice(0, room - hash.length - 1)}-${hash}`;
}

/** The name of a nested stack is made at deployment; that of the stack around it is known. */
function outermostStack(scope: Construct): Stack {
  const stack = Stack.of(scope);
  return stack.nestedStackParent === undefined ? stack : outermostStack(stack.nestedStackParent);
}
