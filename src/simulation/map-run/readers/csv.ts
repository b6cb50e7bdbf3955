import { CsvRecords } from './csv-records';
import { Item, ItemFormat, ItemReaderFailure } from './item-format';
import { TextFeed } from './text-feed';
import type { Json } from '../../../asl';

const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/**
 * CSV: every row an object of texts. Missing fields are empty, additional ones are left out, as AWS does.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export const csv: ItemFormat = {
  * read({ content, location, options }): Iterable<Item> {
    const records = new CsvRecords(new TextFeed(content, location), DELIMITERS[options.csvDelimiter ?? 'COMMA']);
    const headers = options.csvHeaderLocation === 'GIVEN' ? options.csvHeaders : records.next();
    if (options.csvHeaderLocation === undefined) throw new ItemReaderFailure('CSVHeaderLocation must say FIRST_ROW or GIVEN to read CSV');
    if (!headers) return;
    const rowOf = rowMaker(headers);
    for (let fields = records.next(); fields; fields = records.next()) yield { value: rowOf(fields) };
  },
};

function rowMaker(headers: readonly string[]): (fields: readonly string[]) => Json {
  if (headers.includes('__proto__')) {
    return (fields) => Object.fromEntries(headers.map((header, i) => [header, fields[i] ?? '']));
  }
  const count = headers.length;
  return (fields) => {
    const row: Record<string, string> = {};
    for (let i = 0; i < count; i++) row[headers[i]] = fields[i] ?? '';
    return row;
  };
}
