import { items, type Intrinsic } from './intrinsic';

export const LENGTH: Intrinsic = {
  name: 'Fn::Length',
  evaluate: (argument, frame) => items('Fn::Length', frame.evaluate(argument), frame).length,
};
