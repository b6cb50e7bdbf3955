import type { AwsFunction } from './aws-function';

/** `$uuid()`: a version 4 UUID, from the simulation's own seeded source. */
export const uuid: AwsFunction = {
  name: 'uuid',
  signature: '<:s>',
  make: ({ host }) => () => host.uuid(),
};
