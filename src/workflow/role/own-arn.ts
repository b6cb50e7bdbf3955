import { ArnFormat, aws_stepfunctions as sfn, Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Up to this many characters of the logical id start the name that CloudFormation makes (80 at most, with a random end). */
const LOGICAL_ID_PART = 40;

/**
 * ARN patterns of a state machine that do not reference it, for policies that it waits for.
 *
 * CloudFormation names a state machine after its logical id; a Distributed Map runs its items under `NAME/LABEL`,
 * versions and aliases stand behind `NAME:`.
 *
 * @param name    the name that the user gave, if any
 * @param machine the state machine; asked for at synth, so it may not exist yet
 */
export function ownArnPatterns(scope: Construct, name: string | undefined, machine: () => sfn.CfnStateMachine): string[] {
  if (name !== undefined) return [name, `${name}:*`, `${name}/*`].map((pattern) => arnOf(scope, pattern));
  return [arnOf(scope, Lazy.string({ produce: () => `${generatedNameStart(machine())}*` }))];
}

/** ARN of a state machine without a reference to it: exact where its name was given, else a pattern of the name that CloudFormation makes. */
export function ownArnWithoutReference(scope: Construct, name: string | undefined, machine: () => sfn.CfnStateMachine): string {
  return arnOf(scope, name ?? Lazy.string({ produce: () => `${generatedNameStart(machine())}*` }));
}

function generatedNameStart(machine: sfn.CfnStateMachine): string {
  const id = Stack.of(machine).getLogicalId(machine);
  return id.length > LOGICAL_ID_PART ? id.slice(0, LOGICAL_ID_PART) : `${id}-`;
}

function arnOf(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'states', resource: 'stateMachine', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
