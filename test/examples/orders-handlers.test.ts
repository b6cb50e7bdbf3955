import * as path from 'node:path';
import { InMemoryTables } from '../../scripts/demo/dynamodb/in-memory-tables';
import { dynamoDbSdk } from '../../scripts/demo/dynamodb/sdk';
import { OrderEntry, readData } from '../../scripts/demo/shop/simulated-shop';

const HANDLERS = path.join(__dirname, '..', '..', 'examples', 'typescript', 'orders', 'handlers');
const TABLE = 'inventory';
const ORDER = { orderId: 'ORD-1', items: [{ sku: 'MUG', quantity: 2 }, { sku: 'MUG', quantity: 1 }, { sku: 'CAP', quantity: 1 }] };

type Handlers = { [name: string]: (event: any) => Promise<any> };

let tables: InMemoryTables;
let inventory: Handlers;

function load(name: string): Handlers {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(path.join(HANDLERS, name, 'index.js')) as Handlers;
}

function available(): { [sku: string]: number } {
  return Object.fromEntries(tables.items(TABLE).filter((item) => item.available).map(({ sku, available: left }) => [sku.S, Number(left.N)]));
}

beforeEach(() => {
  tables = new InMemoryTables();
  tables.create(TABLE, ['sku']);
  for (const [sku, left] of [['MUG', 5], ['CAP', 1]]) {
    tables.putItem({ TableName: TABLE, Item: { sku: { S: String(sku) }, available: { N: String(left) } } });
  }
  process.env.INVENTORY_TABLE = TABLE;
  jest.resetModules();
  jest.doMock('@aws-sdk/client-dynamodb', () => dynamoDbSdk(tables), { virtual: true });
  inventory = load('inventory');
});

afterEach(() => {
  delete process.env.INVENTORY_TABLE;
});

describe('the inventory', () => {
  test('takes all items of an order, those that it names twice together', async () => {
    // WHEN
    const result = await inventory.reserve(ORDER);

    // THEN
    expect(result).toEqual({ reservationId: 'reservation#ORD-1', repeated: false });
    expect(available()).toEqual({ MUG: 2, CAP: 0 });
  });

  test('takes nothing twice when a call is repeated', async () => {
    // GIVEN
    await inventory.reserve(ORDER);

    // WHEN
    const result = await inventory.reserve(ORDER);

    // THEN
    expect(result.repeated).toBe(true);
    expect(available()).toEqual({ MUG: 2, CAP: 0 });
  });

  test('takes nothing where one item is missing, and says which', async () => {
    // WHEN
    const reserving = inventory.reserve({ orderId: 'ORD-2', items: [{ sku: 'MUG', quantity: 1 }, { sku: 'CAP', quantity: 2 }] });

    // THEN
    await expect(reserving).rejects.toMatchObject({ name: 'Inventory.OutOfStock', message: 'not enough of CAP' });
    expect(available()).toEqual({ MUG: 5, CAP: 1 });
  });

  test('puts everything back, once', async () => {
    // GIVEN
    await inventory.reserve(ORDER);

    // WHEN
    const first = await inventory.release(ORDER);
    const second = await inventory.release(ORDER);

    // THEN
    expect([first.released, second.released]).toEqual([true, false]);
    expect(available()).toEqual({ MUG: 5, CAP: 1 });
  });
});

describe('the check of an order', () => {
  const { order } = readData<OrderEntry[]>('orders').find(({ expect: group }) => group === 'completed')!;

  test('lets a good order through', async () => {
    await expect(load('orders').validate(order)).resolves.toEqual({ items: order.items.length, total: order.total, currency: 'EUR' });
  });

  test('names all that is wrong at once', async () => {
    await expect(load('orders').validate({ ...order, currency: 'USD', total: 1, customer: { email: 'nobody' } })).rejects.toMatchObject({
      name: 'Order.Invalid',
      message: `'nobody' is no e-mail address; total is 1, but the items cost ${order.total}; currency is USD; this shop sells in EUR`,
    });
  });
});

describe('payments', () => {
  test('a declined card says why', async () => {
    await expect(load('payments').charge({ orderId: 'ORD-1', total: 100, currency: 'EUR', payment: { cardToken: 'tok_lost_card' } }))
      .rejects.toMatchObject({ name: 'Card.Declined', message: 'the card was reported lost' });
  });

  test('a repeated charge is the same payment, and its refund names it', async () => {
    // GIVEN
    const event = { orderId: 'ORD-1', total: 100, currency: 'EUR', payment: { cardToken: 'tok_visa' } };

    // WHEN
    const [first, second] = [await load('payments').charge(event), await load('payments').charge(event)];
    const refund = await load('payments').refund(event);

    // THEN
    expect(second).toEqual(first);
    expect(refund).toMatchObject({ paymentId: first.paymentId, amount: 100 });
  });
});
