import { DemoRun } from './run';
import { runOrders } from './shop/run-orders';
import { runTrips } from './travel/run-trips';

/** How each example runs, by its folder's name. */
export const RUNS: { readonly [example: string]: DemoRun } = {
  'orders': runOrders,
  'travel-booking': runTrips,
};
