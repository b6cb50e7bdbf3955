'use strict';

/** Mail providers whose addresses live for ten minutes. */
const THROWAWAY = new Set(['tenminutes.example', 'throwaway.example']);

/** From this many cents on, an order is worth a fraud. */
const WORTH_A_FRAUD = 15000;

/** Scores an order from 0 to 100. Throws Fraud.Suspected from 70 on. */
exports.check = async ({ orderId, customer, items, total }) => {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const score = (THROWAWAY.has(customer.email.split('@')[1]) ? 50 : 0) + (total >= WORTH_A_FRAUD ? 30 : 0) + (pieces >= 20 ? 20 : 0);
  if (score >= 70) throw Object.assign(new Error(`${orderId} scores ${score} of 100`), { name: 'Fraud.Suspected' });
  return { score };
};
