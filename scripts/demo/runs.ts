import { DemoRun } from './run';
import { runSales } from './sales/run-sales';
import { runOrders } from './shop/run-orders';

/** How each example runs, by its folder's name. */
export const RUNS: { readonly [example: string]: DemoRun } = {
  'orders': runOrders,
  'sales-etl': runSales,
};
