import { list, text, type Intrinsic } from './intrinsic';

export const IF: Intrinsic = {
  name: 'Fn::If',
  evaluate: (argument, frame) => {
    const [condition, then, otherwise] = list('Fn::If', argument, 3, 3, frame);
    return frame.evaluate(frame.condition(text('Fn::If', condition, frame)) ? then : otherwise);
  },
};
