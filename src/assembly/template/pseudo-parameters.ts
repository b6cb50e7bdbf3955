import type { Json } from '../../asl';
import type { Frame } from '../intrinsics';
import { digest } from './digest';
import type { Environment } from './environment';

/** The value of a pseudo-parameter of CloudFormation. */
export function pseudoParameter(name: string, environment: Environment, stackName: string, frame: Frame): Json | undefined {
  const value = PSEUDO_PARAMETERS.get(name);
  return value === undefined ? frame.fail(`there is no pseudo-parameter '${name}'`) : value(environment, stackName);
}

const PSEUDO_PARAMETERS = new Map<string, (environment: Environment, stackName: string) => Json | undefined>([
  ['AWS::AccountId', (e) => e.account],
  ['AWS::Region', (e) => e.region],
  ['AWS::Partition', (e) => e.partition],
  ['AWS::URLSuffix', (e) => e.urlSuffix],
  ['AWS::StackName', (_, stackName) => stackName],
  ['AWS::StackId', (e, stackName) => `arn:${e.partition}:cloudformation:${e.region}:${e.account}:stack/${stackName}/${digest(stackName, 8)}`],
  ['AWS::NotificationARNs', () => []],
  ['AWS::NoValue', () => undefined],
]);
