import { text, type Intrinsic } from './intrinsic';

export const IMPORT_VALUE: Intrinsic = {
  name: 'Fn::ImportValue',
  evaluate: (argument, frame) => frame.importValue(text('Fn::ImportValue', frame.evaluate(argument), frame)),
};
