/** A value as DynamoDB's API has it: `{ S: 'text' }`, `{ N: '12' }`, `{ BOOL: true }`, `{ NULL: true }`, `{ M: … }`, `{ L: … }`. */
export type AttributeValue = { readonly [type: string]: any };

/** An item, by attribute. */
export type Item = { readonly [attribute: string]: AttributeValue };

/** Negative, zero or positive, as two values of one type compare; undefined where they do not. */
export function compare(left: AttributeValue | undefined, right: AttributeValue | undefined): number | undefined {
  if (left?.N !== undefined && right?.N !== undefined) return Number(left.N) - Number(right.N);
  if (left?.S !== undefined && right?.S !== undefined) return left.S < right.S ? -1 : left.S > right.S ? 1 : 0;
  if (left === undefined || right === undefined) return undefined;
  return JSON.stringify(left) === JSON.stringify(right) ? 0 : undefined;
}
