import { OrderEntry, OrderOutcome } from './simulated-shop';

/** What must become of the orders of a group. */
interface Expectation {
  readonly group: string;
  /** How each run must end. */
  readonly end: string;
  /** Functions that must have run for each order, by construct id. */
  readonly called: readonly string[];
  /** Functions that must not have run. */
  readonly notCalled: readonly string[];
}

const UNDOING = ['ReleaseItems', 'RefundCard', 'CancelLabel'];

/** Every group of the example's data. */
export const EXPECTATIONS: readonly Expectation[] = [
  { group: 'completed', end: 'COMPLETED', called: ['ReserveItems', 'ChargeCard', 'CreateLabel'], notCalled: UNDOING },
  { group: 'invalid', end: 'Order.Invalid', called: ['ValidateOrder'], notCalled: ['ReserveItems', 'ChargeCard', ...UNDOING] },
  { group: 'expired card', end: 'Card.Expired', called: ['ValidateOrder'], notCalled: ['ReserveItems', 'ChargeCard', ...UNDOING] },
  { group: 'declined card', end: 'Card.Declined', called: ['ReserveItems', 'ChargeCard', 'ReleaseItems'], notCalled: ['RefundCard', 'CreateLabel'] },
  { group: 'out of stock', end: 'Inventory.OutOfStock', called: ['ReserveItems'], notCalled: ['ChargeCard', 'RefundCard', 'CreateLabel'] },
  { group: 'fraud', end: 'Fraud.Suspected', called: ['ReserveItems', 'CheckFraud', 'ReleaseItems'], notCalled: ['ChargeCard', 'RefundCard'] },
  { group: 'not deliverable', end: 'Shipping.NotServed', called: ['ChargeCard', 'CreateLabel', 'RefundCard', 'ReleaseItems'], notCalled: ['CancelLabel'] },
  { group: 'duplicate', end: 'DUPLICATE', called: [], notCalled: ['ReserveItems', 'ChargeCard', ...UNDOING] },
];

/** A group with what became of it, and what of that is wrong. */
export interface GroupResult {
  readonly group: string;
  readonly orders: number;
  readonly ends: string;
  readonly charged: number;
  readonly refunded: number;
  readonly wrong: readonly string[];
}

/** Holds every order against what was expected of its group. */
export function judge(outcomes: readonly OrderOutcome[]): GroupResult[] {
  const groups = new Map<string, OrderOutcome[]>(EXPECTATIONS.map(({ group }) => [group, []]));
  for (const outcome of outcomes) groups.set(outcome.entry.expect, [...groups.get(outcome.entry.expect) ?? [], outcome]);
  return [...groups].map(([group, members]) => ({
    group,
    orders: members.length,
    ends: [...new Set(members.map(({ end }) => end))].join(', '),
    charged: sum(members, 'ChargeCard'),
    refunded: sum(members, 'RefundCard'),
    wrong: members.flatMap((outcome) => problemsOf(outcome, EXPECTATIONS.find((expectation) => expectation.group === group))),
  }));
}

/** What of the stock does not add up: each piece is on the shelf or in a completed order. */
export function stockProblems(
  before: readonly { sku: string; available: number }[], after: ReadonlyMap<string, number>, entries: readonly OrderEntry[],
): string[] {
  const sold = new Map<string, number>();
  for (const { expect, order } of entries) {
    if (expect !== 'completed') continue;
    for (const { sku, quantity } of order.items) sold.set(sku, (sold.get(sku) ?? 0) + quantity);
  }
  return before
    .filter(({ sku, available }) => after.get(sku) !== available - (sold.get(sku) ?? 0))
    .map(({ sku, available }) => `${sku}: ${available} before, ${sold.get(sku) ?? 0} sold, ${after.get(sku)} left`);
}

function problemsOf({ entry, end, called }: OrderOutcome, expectation: Expectation | undefined): string[] {
  const { orderId } = entry.order;
  if (!expectation) return [`${orderId}: nothing is expected of the group '${entry.expect}'`];
  return [
    ...end === expectation.end ? [] : [`${orderId} ended ${end}, not ${expectation.end}`],
    ...expectation.called.filter((id) => !called.includes(id)).map((id) => `${orderId} did not call ${id}`),
    ...expectation.notCalled.filter((id) => called.includes(id)).map((id) => `${orderId} called ${id}`),
  ];
}

/** In whole euros and cents, of the orders that called the function and were not declined. */
function sum(members: readonly OrderOutcome[], functionId: string): number {
  return members.filter(({ called, end }) => called.includes(functionId) && end !== 'Card.Declined')
    .reduce((total, { entry }) => total + entry.order.total, 0);
}
