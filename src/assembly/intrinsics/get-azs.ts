import { text, type Intrinsic } from './intrinsic';

/** The first three zones, which nearly every region has. */
export const GET_AZS: Intrinsic = {
  name: 'Fn::GetAZs',
  evaluate: (argument, frame) => {
    const asked = text('Fn::GetAZs', frame.evaluate(argument), frame);
    return ['a', 'b', 'c'].map((zone) => `${asked === '' ? frame.region : asked}${zone}`);
  },
};
