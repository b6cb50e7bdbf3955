'use strict';

const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({});

/** A row comes from a supplier that nobody has registered: the batch can be imported once somebody has. */
class UnknownSupplier extends Error {
  constructor(message) {
    super(message);
    this.name = 'Catalog.UnknownSupplier';
  }
}

/** Rows of a price list become prices in cents. */
exports.importRows = async ({ Items }) => {
  const suppliers = await registeredSuppliers();
  return Items.map((row) => {
    const supplier = suppliers[row.supplier];
    if (supplier === undefined) throw new UnknownSupplier(`${row.supplier} of ${row.sku} is not in suppliers.json`);
    return { sku: row.sku, supplier: supplier.name, name: row.name, cents: cents(row.price), stock: Number(row.stock) };
  });
};

async function registeredSuppliers() {
  const object = await s3.send(new GetObjectCommand({ Bucket: process.env.CATALOG_BUCKET, Key: 'suppliers.json' }));
  return JSON.parse(await object.Body.transformToString());
}

/** `1234,5` and `1234,50` are 123450 cents. */
function cents(price) {
  const [whole, fraction = ''] = price.split(',');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}
