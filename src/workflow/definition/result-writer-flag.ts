import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The feature flag that decides which of its two result writers a `DistributedMap` renders. */
const FLAG = '@aws-cdk/aws-stepfunctions:useDistributedMapResultWriterV2';

/** Makes each distributed map render the result writer it was given, whether the app has CDK's feature flag or not. */
export function renderGivenResultWriters(within: IConstruct): void {
  for (const construct of within.node.findAll()) {
    if (!(construct instanceof sfn.DistributedMap) || construct.node.children.length > 0) continue;
    const { resultWriter, resultWriterV2 } = construct as unknown as { resultWriter?: unknown; resultWriterV2?: unknown };
    if (resultWriter !== undefined && resultWriterV2 !== undefined) continue;
    construct.node.setContext(FLAG, resultWriterV2 !== undefined);
  }
}
