/** Name of the saga: what compensations and the steps after a failure find under `$states.input`. */
export const SAGA = 'Order';

/** JSONata of what the saga notes about its failure. */
export const FAILURE = `$states.input.${SAGA}`;

/** Names of the states that the pattern makes itself. */
export const ORDER_STATES = {
  accept: 'Accept order',
  duplicate: 'Order is a duplicate',
  group: 'Inventory and fraud check',
  failure: 'Record failure',
  outcome: 'Order completed',
};
