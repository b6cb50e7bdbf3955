'use strict';

const { createHash } = require('node:crypto');

/**
 * The card processor. A real one is an HTTP call with an idempotency key; this one decides by the card token, as the test mode of
 * a real one does, and gives the same answer to the same key.
 */
const DECLINED = new Map([
  ['tok_insufficient_funds', 'insufficient funds'],
  ['tok_lost_card', 'the card was reported lost'],
  ['tok_fraudulent', 'the bank suspects fraud'],
]);

/** Charges a card. Throws Card.Declined. */
exports.charge = async ({ orderId, total, currency, payment }) => {
  const reason = DECLINED.get(payment.cardToken);
  if (reason) throw failure('Card.Declined', reason);
  return { paymentId: idOf('pay', orderId), amount: total, currency };
};

/** Gives the money back. */
exports.refund = async ({ orderId, total, currency }) => ({ refundId: idOf('ref', orderId), paymentId: idOf('pay', orderId), amount: total, currency });

function idOf(prefix, key) {
  return `${prefix}_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

function failure(name, message) {
  return Object.assign(new Error(message), { name });
}
