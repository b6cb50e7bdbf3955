'use strict';

/**
 * Writes orders.json and stock.json: a day of a web shop, the same one each time. Run it with `node examples/data/make-orders.js`.
 *
 * Each entry of orders.json is an order and what must become of it.
 */
const fs = require('node:fs');
const path = require('node:path');
const { generator } = require('./random.js');

const GROUPS = [
  ['completed', 136],
  ['invalid', 14],
  ['expired card', 4],
  ['declined card', 16],
  ['out of stock', 10],
  ['fraud', 4],
  ['not deliverable', 6],
  ['duplicate', 10],
];

/** sku, price in cents, stock */
const CATALOGUE = [
  ['BOOK-CDK-01', 3490, 400], ['BOOK-SAGA-02', 2990, 400], ['MUG-BLUE-11', 1290, 400], ['MUG-BLACK-12', 1290, 400],
  ['TSHIRT-S-21', 1990, 400], ['TSHIRT-M-22', 1990, 400], ['TSHIRT-L-23', 1990, 400], ['HOODIE-M-31', 4990, 300],
  ['CAP-41', 1590, 300], ['STICKERS-51', 490, 900], ['NOTEBOOK-61', 890, 600], ['PEN-62', 290, 900],
];
const SOLD_OUT = [['POSTER-71', 1490, 0], ['LAMP-81', 5990, 1]];

const FIRST_NAMES = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Hannes', 'Ida', 'Jonas', 'Katja', 'Lukas', 'Mira', 'Noah', 'Olga', 'Paul'];
const LAST_NAMES = ['Albrecht', 'Brandt', 'Conti', 'Dubois', 'Ebner', 'Fischer', 'Gruber', 'Hofmann', 'Jansen', 'Keller', 'Lorenz', 'Moreau', 'Peters', 'Rossi'];
const PLACES = [
  ['DE', '10115', 'Berlin'], ['DE', '20095', 'Hamburg'], ['DE', '50667', 'Köln'], ['DE', '80331', 'München'], ['AT', '1010', 'Wien'],
  ['NL', '1012', 'Amsterdam'], ['FR', '75004', 'Paris'], ['IT', '20121', 'Milano'],
];
const FAR_PLACES = [['NZ', '6011', 'Wellington'], ['CL', '8320000', 'Santiago'], ['IS', '101', 'Reykjavík']];
const STREETS = ['Hauptstraße', 'Gartenweg', 'Lindenallee', 'Bahnhofstraße', 'Kirchgasse', 'Rosenweg'];
const CARDS = ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_visa_debit'];
const DECLINED_CARDS = ['tok_insufficient_funds', 'tok_lost_card', 'tok_fraudulent'];

const SPOILERS = [
  (order) => ({ ...order, items: [], total: 0 }),
  (order) => ({ ...order, items: [{ ...order.items[0], quantity: 0 }] }),
  (order) => ({ ...order, total: order.total - 100 }),
  (order) => ({ ...order, customer: { ...order.customer, email: 'not-an-address' } }),
  (order) => ({ ...order, shippingAddress: { ...order.shippingAddress, postalCode: '' } }),
  (order) => ({ ...order, currency: 'USD' }),
  (order) => ({ ...order, payment: { ...order.payment, cardToken: '4242424242424242' } }),
];

function makeOrders() {
  const random = generator(2026);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const shuffled = (list) => list.map((value) => [random(), value]).sort(([a], [b]) => a - b).map(([, value]) => value);

  const line = ([sku, unitPrice], quantity) => ({ sku, quantity, unitPrice });
  const goodOrder = (number) => {
    const [first, last, place] = [pick(FIRST_NAMES), pick(LAST_NAMES), pick(PLACES)];
    const items = shuffled(CATALOGUE).slice(0, 1 + below(3)).map((product) => line(product, 1 + below(3)));
    return withTotal({
      orderId: `ORD-20261123-${String(number).padStart(4, '0')}`,
      placedOn: '2026-11-23',
      customer: { name: `${first} ${last}`, email: `${first}.${last}@example.com`.toLowerCase() },
      currency: 'EUR',
      items,
      payment: { cardToken: pick(CARDS), cardExpires: `20${27 + below(4)}-${String(1 + below(12)).padStart(2, '0')}` },
      shippingAddress: addressOf(`${first} ${last}`, `${pick(STREETS)} ${1 + below(120)}`, place),
    });
  };

  const makers = {
    'completed': (order) => order,
    'invalid': (order, index) => SPOILERS[index % SPOILERS.length](order),
    'expired card': (order) => ({ ...order, payment: { ...order.payment, cardExpires: '2026-09' } }),
    'declined card': (order, index) => ({ ...order, payment: { ...order.payment, cardToken: DECLINED_CARDS[index % DECLINED_CARDS.length] } }),
    'out of stock': (order, index) => withTotal({ ...order, items: [...order.items, line(SOLD_OUT[index % SOLD_OUT.length], 2)] }),
    'fraud': (order) => withTotal({
      ...order,
      customer: { ...order.customer, email: order.customer.email.replace('example.com', 'throwaway.example') },
      items: [line(CATALOGUE[7], 4)],
    }),
    'not deliverable': (order, index) => {
      const { name, street } = order.shippingAddress;
      return { ...order, shippingAddress: addressOf(name, street, FAR_PLACES[index % FAR_PLACES.length]) };
    },
  };

  const entries = GROUPS.filter(([group]) => group !== 'duplicate')
    .flatMap(([group, count]) => Array.from({ length: count }, (_, index) => [group, index]));
  const orders = shuffled(entries).map(([group, index], position) => ({ expect: group, order: makers[group](goodOrder(position + 1), index) }));

  // a customer clicks twice: the same order comes again, later
  const duplicates = GROUPS.find(([group]) => group === 'duplicate')[1];
  for (const { order } of shuffled(orders.filter(({ expect }) => expect === 'completed')).slice(0, duplicates)) {
    const first = orders.findIndex((entry) => entry.order === order);
    orders.splice(first + 1 + below(orders.length - first), 0, { expect: 'duplicate', order });
  }
  return orders;
}

function addressOf(name, street, [country, postalCode, city]) {
  return { name, street, postalCode, city, country };
}

function withTotal(order) {
  return { ...order, total: order.items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) };
}

function makeStock() {
  return [...CATALOGUE, ...SOLD_OUT].map(([sku, unitPrice, available]) => ({ sku, unitPrice, available }));
}

/** One entry a line, so that a change of one shows as one. */
function render(entries) {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
}

exports.files = () => ({ 'orders.json': render(makeOrders()), 'stock.json': render(makeStock()) });

if (require.main === module) {
  for (const [name, text] of Object.entries(exports.files())) fs.writeFileSync(path.join(__dirname, name), text);
}
