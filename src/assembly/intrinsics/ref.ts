import { text, type Intrinsic } from './intrinsic';

export const REF: Intrinsic = {
  name: 'Ref',
  evaluate: (argument, frame) => frame.ref(text('Ref', argument, frame)),
};
