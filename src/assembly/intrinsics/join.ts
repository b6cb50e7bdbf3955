import { items, list, text, type Intrinsic } from './intrinsic';

export const JOIN: Intrinsic = {
  name: 'Fn::Join',
  evaluate: (argument, frame) => {
    const [separator, parts] = list('Fn::Join', argument, 2, 2, frame);
    return items('Fn::Join', frame.evaluate(parts), frame).map((part) => text('Fn::Join', part, frame)).join(text('Fn::Join', separator, frame));
  },
};
