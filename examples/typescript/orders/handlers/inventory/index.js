'use strict';

const { DynamoDBClient, TransactWriteItemsCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});

/**
 * Takes the items of an order out of the stock, all of them or none.
 *
 * The reservation is an item of its own beside the stock, so that a retry finds it and takes nothing twice.
 * Throws Inventory.OutOfStock with what is missing.
 */
exports.reserve = async ({ orderId, items }) => {
  const wanted = quantities(items);
  const takes = [...wanted].map(([sku, quantity]) => ({
    Update: {
      TableName: process.env.INVENTORY_TABLE,
      Key: { sku: { S: sku } },
      UpdateExpression: 'SET available = available - :quantity',
      ConditionExpression: 'available >= :quantity',
      ExpressionAttributeValues: { ':quantity': { N: String(quantity) } },
    },
  }));
  const note = {
    Put: {
      TableName: process.env.INVENTORY_TABLE,
      Item: { sku: { S: reservationOf(orderId) }, quantities: { S: JSON.stringify([...wanted]) } },
      ConditionExpression: 'attribute_not_exists(sku)',
    },
  };
  const reasons = await transact([note, ...takes]);
  if (failed(reasons[0])) return { reservationId: reservationOf(orderId), repeated: true };
  const missing = [...wanted.keys()].filter((_, index) => failed(reasons[index + 1]));
  if (missing.length > 0) throw failure('Inventory.OutOfStock', `not enough of ${missing.join(', ')}`);
  return { reservationId: reservationOf(orderId), repeated: false };
};

/** Puts the items of an order back, once. */
exports.release = async ({ orderId, items }) => {
  const returns = [...quantities(items)].map(([sku, quantity]) => ({
    Update: {
      TableName: process.env.INVENTORY_TABLE,
      Key: { sku: { S: sku } },
      UpdateExpression: 'SET available = available + :quantity',
      ExpressionAttributeValues: { ':quantity': { N: String(quantity) } },
    },
  }));
  const erase = {
    Delete: {
      TableName: process.env.INVENTORY_TABLE,
      Key: { sku: { S: reservationOf(orderId) } },
      ConditionExpression: 'attribute_exists(sku)',
    },
  };
  const reasons = await transact([erase, ...returns]);
  return { reservationId: reservationOf(orderId), released: !failed(reasons[0]) };
};

/** The reasons why a transaction did not happen, one for each of its actions; none where it did. */
async function transact(actions) {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: actions }));
    return [];
  } catch (error) {
    if (error.name !== 'TransactionCanceledException') throw error;
    const reasons = error.CancellationReasons ?? [];
    // another order was at the same items just now: Step Functions tries again
    if (reasons.some(({ Code }) => Code === 'TransactionConflict')) throw failure('Inventory.Busy', error.message);
    return reasons;
  }
}

function failed(reason) {
  return reason?.Code === 'ConditionalCheckFailed';
}

/** How many of what; an order may name an item twice. */
function quantities(items) {
  const wanted = new Map();
  for (const { sku, quantity } of items) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  return wanted;
}

function reservationOf(orderId) {
  return `reservation#${orderId}`;
}

function failure(name, message) {
  return Object.assign(new Error(message), { name });
}
