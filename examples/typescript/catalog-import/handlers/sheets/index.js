'use strict';

const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({});
const REQUIRED = ['sku', 'title', 'description', 'weightGrams'];

/** A product sheet lacks what the shop has to show. */
class IncompleteSheet extends Error {
  constructor(message) {
    super(message);
    this.name = 'Catalog.IncompleteSheet';
  }
}

/** Checks the product sheet under a key. */
exports.check = async ({ Key }) => {
  const object = await s3.send(new GetObjectCommand({ Bucket: process.env.CATALOG_BUCKET, Key }));
  const sheet = JSON.parse(await object.Body.transformToString());
  const missing = REQUIRED.filter((field) => sheet[field] === undefined || sheet[field] === '');
  if (missing.length > 0) throw new IncompleteSheet(`${Key} has no ${missing.join(', ')}`);
  return { sku: sheet.sku, words: sheet.description.split(' ').length };
};
