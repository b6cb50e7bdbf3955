import { parse } from 'csv-parse/sync';

/** A sale as the cleaning job leaves it. */
export interface Sale {
  readonly id: string;
  readonly shop: string;
  readonly sku: string;
  /** In cents. */
  readonly amount: number;
}

/** What the job of the example does with a day's files: types, and each sale once. */
export function cleaned(files: readonly string[]): Sale[] {
  const rows = files.flatMap((text) => parse(text, { columns: true, skip_empty_lines: true }) as unknown as { [column: string]: string }[]);
  const sales = rows.map(({ sale_id: id, shop, sku, amount }): Sale => ({ id, shop, sku: sku.trim(), amount: Math.round(Number(amount) * 100) }));
  return [...new Map(sales.map((sale) => [sale.id, sale])).values()];
}

/** The rules of the example's ruleset, each with its verdict. */
export function evaluated(sales: readonly Sale[]): { Name: string; Result: string; EvaluationMessage?: string }[] {
  const rule = (Name: string, broken: number) => broken === 0
    ? { Name, Result: 'PASS' } : { Name, Result: 'FAIL', EvaluationMessage: `${broken} rows do not meet it` };
  return [
    rule('RowCount > 0', sales.length > 0 ? 0 : 1),
    rule('IsComplete "sale_id"', sales.filter(({ id }) => id === '').length),
    rule('IsUnique "sale_id"', sales.length - new Set(sales.map(({ id }) => id)).size),
    rule('ColumnLength "sku" > 0', sales.filter(({ sku }) => sku === '').length),
    rule('ColumnValues "amount" > 0', sales.filter(({ amount }) => !(amount > 0)).length),
  ];
}
