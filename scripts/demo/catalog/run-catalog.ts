import { MapOutcome, SimulatedCatalog } from './simulated-catalog';
import { DemoReport } from '../run';
import { columns } from '../terminal';

/** What must become of the generated catalog: see `examples/data/make-catalog.js`. */
const EXPECTED = {
  rows: 100_000, batches: 1_000, rowsOfNewSupplier: 2_500, sheets: 1_000, incompleteSheets: 10,
};

/** What became of the price list and the product sheets. */
export interface CatalogReport extends DemoReport {
  readonly first: MapOutcome;
  readonly second: MapOutcome;
  readonly sheets: MapOutcome;
}

/** Imports the price list, once more what failed of it, and checks the product sheets. */
export async function runCatalog(cdkOut: string): Promise<CatalogReport> {
  const catalog = new SimulatedCatalog(cdkOut);
  try {
    const first = await catalog.run('Prices', catalog.arrival());
    catalog.register();
    const second = await catalog.run('Prices', { failedItems: first.summary.failedItems });
    const sheets = await catalog.run('Sheets', {});
    const wrong = first.error ?? second.error ?? sheets.error;
    return {
      first,
      second,
      sheets,
      wrong: wrong === undefined ? problems(catalog, first, second, sheets) : [wrong],
      text: render(first, second, sheets),
    };
  } finally {
    catalog.close();
  }
}

/** All that is not as it must be, a line each. */
export function problems(catalog: SimulatedCatalog, first: MapOutcome, second: MapOutcome, sheets: MapOutcome): string[] {
  const imported = [first, second].flatMap(({ summary }) => catalog.written(summary.manifest, 'SUCCEEDED')) as { sku: string; cents: number }[];
  const again = second.summary.items.total === 0 ? [] : catalog.written(second.summary.manifest, 'SUCCEEDED') as { sku: string }[];
  const incomplete = catalog.written(sheets.summary.manifest, 'FAILED') as { Error: string }[];
  return [
    differs('rows read', first.summary.items.total, EXPECTED.rows),
    differs('batches', first.summary.executions.total, EXPECTED.batches),
    differs('rows of the new supplier that failed', first.summary.items.failed, EXPECTED.rowsOfNewSupplier),
    differs('items of the second run', second.summary.items.succeeded, EXPECTED.rowsOfNewSupplier / 100),
    differs('rows of the second run', again.length, EXPECTED.rowsOfNewSupplier),
    differs('rows of the second run that are not of the new supplier', again.filter(({ sku }) => !sku.startsWith('S17-')).length, 0),
    differs('products with a price after both runs', new Set(imported.map(({ sku }) => sku)).size, EXPECTED.rows),
    differs('prices written', imported.length, EXPECTED.rows),
    differs('prices that are no whole number of cents', imported.filter(({ cents }) => !Number.isInteger(cents) || cents < 0).length, 0),
    differs('sheets', sheets.summary.items.total, EXPECTED.sheets),
    differs('sheets that are incomplete', incomplete.filter(({ Error: error }) => error === 'Catalog.IncompleteSheet').length, EXPECTED.incompleteSheets),
  ].filter((problem) => problem !== undefined);
}

function differs(what: string, got: number, expected: number): string | undefined {
  return got === expected ? undefined : `${what}: ${got}, not ${expected}`;
}

function render(first: MapOutcome, second: MapOutcome, sheets: MapOutcome): string {
  const row = (name: string, { summary: { items, executions }, seconds }: MapOutcome) =>
    [name, items.total, executions.total, items.succeeded, items.failed, `${seconds.toFixed(1)} s`];
  return [
    columns('files on disk, run with the app\'s own handlers', ['map', 'items', 'children', 'succeeded', 'failed', 'took here'], [
      row('Prices: a CSV file of 100,000 rows', first),
      row('Prices: what failed of it, its supplier registered', second),
      row('Sheets: a folder of 1,000 objects', sheets),
    ]),
    '  every row is in the results once after the second run',
  ].join('\n');
}
