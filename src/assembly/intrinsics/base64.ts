import { text, type Intrinsic } from './intrinsic';

export const BASE64: Intrinsic = {
  name: 'Fn::Base64',
  evaluate: (argument, frame) => Buffer.from(text('Fn::Base64', frame.evaluate(argument), frame), 'utf8').toString('base64'),
};
