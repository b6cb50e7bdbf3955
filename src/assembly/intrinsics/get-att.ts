import { text, type Intrinsic } from './intrinsic';

/** `[logicalId, attribute]`, or `logicalId.attribute` as YAML templates write it. */
export const GET_ATT: Intrinsic = {
  name: 'Fn::GetAtt',
  evaluate: (argument, frame) => {
    if (Array.isArray(argument)) {
      const [id, ...rest] = argument.map((part) => text('Fn::GetAtt', frame.evaluate(part), frame));
      return frame.attribute(id, rest.join('.'));
    }
    const whole = text('Fn::GetAtt', argument, frame);
    const dot = whole.indexOf('.');
    if (dot < 0) frame.fail(`Fn::GetAtt '${whole}' names no attribute`);
    return frame.attribute(whole.slice(0, dot), whole.slice(dot + 1));
  },
};
