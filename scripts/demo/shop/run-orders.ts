import { GroupResult, judge, stockProblems } from './groups';
import { OrderEntry, OrderOutcome, readData, SimulatedShop } from './simulated-shop';
import { DemoReport } from '../run';
import { columns } from '../terminal';

/** What became of all orders of the example's data. */
export interface OrdersReport extends DemoReport {
  readonly groups: readonly GroupResult[];
}

/** Runs the orders of the example's data through its workflow. */
export async function runOrders(cdkOut: string): Promise<OrdersReport> {
  const begin = performance.now();
  const entries = readData<OrderEntry[]>('orders');
  const stock = readData<{ sku: string; available: number }[]>('stock');
  const shop = new SimulatedShop(cdkOut);
  shop.stock(stock);
  const outcomes: OrderOutcome[] = [];
  for (const entry of entries) outcomes.push(await shop.process(entry));
  const groups = judge(outcomes);
  const shelves = stockProblems(stock, shop.available(), entries);
  const seconds = (performance.now() - begin) / 1000;
  return { groups, wrong: [...groups.flatMap(({ wrong }) => wrong), ...shelves], text: render(groups, shelves, outcomes, seconds) };
}

function render(groups: readonly GroupResult[], shelves: readonly string[], outcomes: readonly OrderOutcome[], seconds: number): string {
  const days = outcomes.reduce((total, { duration }) => total + duration.toMilliseconds(), 0) / 86_400_000;
  const total = (key: 'orders' | 'charged' | 'refunded') => groups.reduce((sum, group) => sum + group[key], 0);
  const rows = groups.map(({ group, orders, ends, charged, refunded, wrong }) =>
    [group, orders, ends, euros(charged), euros(refunded), wrong.length === 0 ? 'as expected' : `${wrong.length} wrong`]);
  return [
    columns(`${outcomes.length} orders of a day, run with the app's own handlers`, ['group', 'orders', 'ended', 'charged', 'refunded', 'verdict'],
      [...rows, ['all', total('orders'), '', euros(total('charged')), euros(total('refunded')), '']]),
    `  stock: ${shelves.length === 0 ? 'every piece is on its shelf or in a completed order' : `${shelves.length} products do not add up`}`,
    `  ${days.toFixed(0)} days of virtual time in ${seconds.toFixed(1)} seconds`,
  ].join('\n');
}

function euros(cents: number): string {
  return `${(cents / 100).toFixed(2)} EUR`.padStart(12);
}
