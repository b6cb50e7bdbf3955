import { Definition } from '../../asl';

/** A state machine as the engine takes it. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: Definition;
  readonly roleArn: string;
}
