import { Intrinsic } from './intrinsic';

/** `States.UUID()`: a version 4 UUID, seeded. */
export const uuid: Intrinsic = {
  name: 'States.UUID',
  arguments: [0, 0],
  call: (_args, services) => services.uuid(),
};
