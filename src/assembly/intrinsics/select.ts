import { items, list, text, type Intrinsic } from './intrinsic';

export const SELECT: Intrinsic = {
  name: 'Fn::Select',
  evaluate: (argument, frame) => {
    const [at, of] = list('Fn::Select', argument, 2, 2, frame);
    const index = Number(text('Fn::Select', frame.evaluate(at), frame));
    const members = items('Fn::Select', frame.evaluate(of), frame);
    if (!Number.isInteger(index) || index < 0 || index >= members.length) {
      frame.fail(`Fn::Select asks for member ${index} of ${members.length} (${JSON.stringify(members)})`);
    }
    return members[index];
  },
};
