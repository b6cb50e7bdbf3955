import { text, type Intrinsic } from './intrinsic';
import type { JsonObject } from '../../asl';

/** `{ StackName, OutputName }`, the name an ARN or a name: CDK's weak references between stacks. */
export const GET_STACK_OUTPUT: Intrinsic = {
  name: 'Fn::GetStackOutput',
  evaluate: (argument, frame) => {
    const { StackName, OutputName } = argument as JsonObject;
    const stack = text('Fn::GetStackOutput', frame.evaluate(StackName), frame);
    const name = stack.startsWith('arn:') ? stack.split('/')[1] : stack;
    return frame.stackOutput(name, text('Fn::GetStackOutput', frame.evaluate(OutputName), frame));
  },
};
