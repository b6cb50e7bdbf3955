'use strict';

/**
 * What suppliers send a web shop, the same each time: a price list of 100,000 rows, 1,000 product sheets, and the suppliers that are registered.
 * It is too much to keep: `node examples/data/make-catalog.js FOLDER` writes it.
 */
const fs = require('node:fs');
const path = require('node:path');
const { generator } = require('./random.js');

const SUPPLIERS = 40;
const ROWS_OF_A_SUPPLIER = 2_500;
const SHEETS = 1_000;
/** Sends prices, and is not registered yet. */
const NEW_SUPPLIER = 'S17';
/** Every so many sheets, one has no weight. */
const INCOMPLETE_EVERY = 100;

const THINGS = ['Tasse', 'Kanne', 'Schüssel', 'Teller', 'Löffel', 'Gabel', 'Pfanne', 'Topf', 'Brett', 'Messer'];
const KINDS = ['blau', 'schwarz', 'weiß', 'grün', 'aus Holz', 'aus Stahl', 'aus Keramik', '"de luxe"'];

function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

function supplierId(at) {
  return `S${String(at + 1).padStart(2, '0')}`;
}

function sku(supplier, row) {
  return `${supplier}-${String(row + 1).padStart(5, '0')}`;
}

function quoted(text) {
  return /[";]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** The price list: rows of suppliers one after the other. */
function priceList() {
  const random = generator(2026);
  const lines = ['sku;supplier;name;price;stock'];
  for (let at = 0; at < SUPPLIERS; at++) {
    for (let row = 0; row < ROWS_OF_A_SUPPLIER; row++) {
      const supplier = supplierId(at);
      const euros = Math.floor(random() * 500);
      const price = `${euros},${String(Math.floor(random() * 100)).padStart(2, '0')}`;
      lines.push([sku(supplier, row), supplier, quoted(`${pick(THINGS, random)} ${pick(KINDS, random)}`), price, Math.floor(random() * 1_000)].join(';'));
    }
  }
  return `${lines.join('\n')}\n`;
}

function sheet(at, random) {
  const supplier = supplierId(at % SUPPLIERS);
  const title = `${pick(THINGS, random)} ${pick(KINDS, random)}`;
  const weightGrams = at % INCOMPLETE_EVERY === INCOMPLETE_EVERY - 1 ? undefined : 100 + Math.floor(random() * 5_000);
  return { sku: sku(supplier, at), title, description: `${title}, spülmaschinenfest, ${Math.floor(random() * 50) + 5} cm`, weightGrams };
}

/** The suppliers that are registered, as `suppliers.json`. */
function suppliers(withNew) {
  const ids = Array.from({ length: SUPPLIERS }, (_, at) => supplierId(at)).filter((id) => withNew || id !== NEW_SUPPLIER);
  return JSON.stringify(Object.fromEntries(ids.map((id) => [id, { name: `Lieferant ${id.slice(1)}` }])));
}

/** Writes all of it into a folder. */
function write(folder) {
  fs.mkdirSync(path.join(folder, 'prices'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'sheets'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'prices', '2026-11-24.csv'), priceList());
  const random = generator(17);
  for (let at = 0; at < SHEETS; at++) {
    const product = sheet(at, random);
    fs.writeFileSync(path.join(folder, 'sheets', `${product.sku}.json`), JSON.stringify(product));
  }
  fs.writeFileSync(path.join(folder, 'suppliers.json'), suppliers(false));
}

/** Registers the new supplier. */
function register(folder) {
  fs.writeFileSync(path.join(folder, 'suppliers.json'), suppliers(true));
}

module.exports = { NEW_SUPPLIER, register, write };

if (require.main === module) write(process.argv[2]);
