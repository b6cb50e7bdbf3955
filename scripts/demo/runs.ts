import { runCatalog } from './catalog/run-catalog';
import { runExpenses } from './expenses/run-expenses';
import { DemoRun } from './run';
import { runSales } from './sales/run-sales';
import { runOrders } from './shop/run-orders';
import { runTrips } from './travel/run-trips';

/** How each example runs, by its folder's name. */
export const RUNS: { readonly [example: string]: DemoRun } = {
  'catalog-import': runCatalog,
  'expense-approval': runExpenses,
  'orders': runOrders,
  'sales-etl': runSales,
  'travel-booking': runTrips,
};
