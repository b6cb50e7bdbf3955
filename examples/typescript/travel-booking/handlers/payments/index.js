'use strict';

const DECLINED = new Set(['tok_insufficient_funds', 'tok_lost_card']);

/** Takes the money. The same key is the same payment. Throws Card.Declined. */
exports.charge = async ({ card, price, key }) => {
  if (DECLINED.has(card)) throw Object.assign(new Error(`${card} was declined`), { name: 'Card.Declined' });
  return { payment: `P-${key.slice(0, 12)}`, price };
};
