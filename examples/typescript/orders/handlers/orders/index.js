'use strict';

/**
 * Checks an order and its card before anything is reserved or charged.
 * Throws Order.Invalid with all that is wrong with the order, or Card.Expired.
 */
exports.validate = async (order) => {
  const problems = [
    ...problemsOfCustomer(order.customer ?? {}),
    ...problemsOfItems(order.items ?? []),
    ...problemsOfAddress(order.shippingAddress ?? {}),
    ...problemsOfPayment(order.payment ?? {}),
  ];
  const total = (order.items ?? []).reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  if (order.total !== total) problems.push(`total is ${order.total}, but the items cost ${total}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(order.placedOn ?? '')) problems.push(`'${order.placedOn}' is no date`);
  if (order.currency !== 'EUR') problems.push(`currency is ${order.currency}; this shop sells in EUR`);
  if (problems.length > 0) throw failure('Order.Invalid', problems.join('; '));

  const { cardExpires } = order.payment;
  if (cardExpires < order.placedOn.slice(0, 'yyyy-mm'.length)) throw failure('Card.Expired', `the card expired in ${cardExpires}`);

  return { items: order.items.length, total, currency: order.currency };
};

function problemsOfCustomer({ email }) {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email ?? '') ? [] : [`'${email}' is no e-mail address`];
}

function problemsOfItems(items) {
  if (items.length === 0) return ['there are no items'];
  return items.flatMap(({ sku, quantity, unitPrice }) => [
    ...(Number.isInteger(quantity) && quantity > 0 ? [] : [`quantity of ${sku} is ${quantity}`]),
    ...(Number.isInteger(unitPrice) && unitPrice > 0 ? [] : [`price of ${sku} is ${unitPrice}`]),
  ]);
}

function problemsOfAddress(address) {
  return ['name', 'street', 'postalCode', 'city', 'country']
    .filter((field) => !address[field])
    .map((field) => `the shipping address has no ${field}`);
}

function problemsOfPayment({ cardToken, cardExpires }) {
  return [
    ...(/^tok_[a-z0-9_]+$/.test(cardToken ?? '') ? [] : [`'${cardToken}' is no card token`]),
    ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(cardExpires ?? '') ? [] : [`'${cardExpires}' is no month`]),
  ];
}

function failure(name, message) {
  return Object.assign(new Error(message), { name });
}
