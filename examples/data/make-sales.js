'use strict';

/**
 * Writes sales/DATE/SHOP.csv and sales.json: a week of sales of three shops, the same each time. Run it with `node examples/data/make-sales.js`.
 *
 * sales.json says what must become of each day: `loaded` with so many sales and so much revenue, or `quarantined`.
 */
const fs = require('node:fs');
const path = require('node:path');
const { generator } = require('./random.js');

const SHOPS = ['berlin', 'hamburg', 'wien'];
const DAYS = [
  ['2026-01-26', 'loaded'], ['2026-01-27', 'loaded'], ['2026-01-28', 'quarantined'], ['2026-01-29', 'loaded'], ['2026-01-30', 'loaded'], ['2026-01-31', 'quarantined'],
];
const PRODUCTS = [['BOOK-CDK-01', 3490], ['MUG-BLUE-11', 1290], ['HOODIE-M-31', 4990], ['CAP-41', 1590], ['STICKERS-51', 490]];
const HEAD = 'sale_id,sold_at,shop,sku,quantity,amount';

/** What spoils a day, in its order: an amount that is negative, a product that is missing. */
const SPOILERS = [(sale) => ({ ...sale, amount: -sale.amount }), (sale) => ({ ...sale, sku: '' })];

function makeDays() {
  const random = generator(2026);
  const below = (limit) => Math.floor(random() * limit);
  const two = (number) => String(number).padStart(2, '0');
  let spoilt = 0;
  return DAYS.map(([date, expect]) => {
    const files = SHOPS.map((shop) => ({
      shop,
      sales: Array.from({ length: 30 + below(30) }, (_, at) => {
        const [sku, price] = PRODUCTS[below(PRODUCTS.length)];
        const quantity = 1 + below(3);
        return { id: `${shop}-${date}-${String(at + 1).padStart(3, '0')}`, time: `${date}T${two(9 + below(10))}:${two(below(60))}:00`, shop, sku, quantity, amount: price * quantity };
      }),
    }));
    const all = files.flatMap(({ sales }) => sales);
    const expected = { date, expect, sales: all.length, revenue: all.reduce((sum, { amount }) => sum + amount, 0) };
    if (expect === 'quarantined') {
      const { sales } = files[below(files.length)];
      const at = below(sales.length);
      sales[at] = SPOILERS[spoilt++ % SPOILERS.length](sales[at]);
    }
    // a till that lost its connection sends a sale twice
    files[0].sales.push(files[0].sales[0]);
    return { date, files, expected };
  });
}

function csv(sales) {
  const rows = sales.map(({ id, time, shop, sku, quantity, amount }) => [id, time, shop, sku, quantity, (amount / 100).toFixed(2)].join(','));
  return `${[HEAD, ...rows].join('\n')}\n`;
}

exports.files = () => {
  const days = makeDays();
  return {
    ...Object.fromEntries(days.flatMap(({ date, files }) => files.map(({ shop, sales }) => [`sales/${date}/${shop}.csv`, csv(sales)]))),
    'sales.json': `[\n${days.map(({ expected }) => JSON.stringify(expected)).join(',\n')}\n]\n`,
  };
};

if (require.main === module) {
  for (const [name, text] of Object.entries(exports.files())) {
    const file = path.join(__dirname, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
