import { list, text, type Intrinsic } from './intrinsic';

export const SPLIT: Intrinsic = {
  name: 'Fn::Split',
  evaluate: (argument, frame) => {
    const [separator, source] = list('Fn::Split', argument, 2, 2, frame);
    return text('Fn::Split', frame.evaluate(source), frame).split(text('Fn::Split', separator, frame));
  },
};
