import type { Intrinsic } from './intrinsic';

export const TO_JSON_STRING: Intrinsic = {
  name: 'Fn::ToJsonString',
  evaluate: (argument, frame) => JSON.stringify(frame.evaluate(argument) ?? null),
};
