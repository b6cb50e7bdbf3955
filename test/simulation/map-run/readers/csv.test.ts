import { parse } from 'csv-parse/sync';
import { readAll } from './read';
import * as fc from '../../../fast-check';

const FIRST_ROW = { inputType: 'CSV', csvHeaderLocation: 'FIRST_ROW' };

describe('CSV', () => {
  test('has texts under the headers of its first row', () => {
    expect(readAll('id,name\n1,Ada\n2,Alan\n', FIRST_ROW)).toEqual([{ id: '1', name: 'Ada' }, { id: '2', name: 'Alan' }]);
  });

  test('has texts under headers that are given', () => {
    expect(readAll('1,Ada\n', { inputType: 'CSV', csvHeaderLocation: 'GIVEN', csvHeaders: ['id', 'name'] })).toEqual([{ id: '1', name: 'Ada' }]);
  });

  test('drops additional fields, fills missing ones and skips empty lines, as AWS recorded', () => {
    expect(readAll("H1,\nValue4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   \n\n", FIRST_ROW)).toEqual([
      { '': 'Value5', 'H1': 'Value4' }, { '': '', 'H1': '' }, { '': '1', 'H1': 'true' }, { '': 'None', 'H1': 'Null' }, { '': '', 'H1': '   ' },
    ]);
  });

  test.each([['COMMA', ','], ['PIPE', '|'], ['SEMICOLON', ';'], ['SPACE', ' '], ['TAB', '\t']])('takes %s as delimiter', (csvDelimiter, character) => {
    expect(readAll(`a${character}b\n1${character}"x${character}y"\n`, { ...FIRST_ROW, csvDelimiter })).toEqual([{ a: '1', b: `x${character}y` }]);
  });

  test.each([
    ['"a ""b"" c"', 'a "b" c'],
    ['"two\nlines"', 'two\nlines'],
    ['C:\\\\Program Files', 'C:\\Program Files'],
    ['a\\,b', 'a,b'],
    ['a\\qb', 'aqb'],
    ['say \\"x\\"', 'say "x"'],
    ['5" pipe', '5" pipe'],
    ['""', ''],
  ])('reads the field %j as %j', (written, value) => {
    expect(readAll(`h,i\n${written},2\r\n`, FIRST_ROW)).toEqual([{ h: value, i: '2' }]);
  });

  test('leaves out a byte order mark, and takes the last line without an end', () => {
    expect(readAll('\ufeffa\r\n1', FIRST_ROW)).toEqual([{ a: '1' }]);
  });

  test('has no items without rows', () => {
    expect(readAll('a,b\n', FIRST_ROW)).toEqual([]);
    expect(readAll('', FIRST_ROW)).toEqual([]);
  });

  test('may have a column of any name', () => {
    expect(JSON.stringify(readAll('__proto__,a\n1,2\n', FIRST_ROW))).toBe('[{"__proto__":"1","a":"2"}]');
  });

  test('refuses a quotation mark that is not closed', () => {
    expect(() => readAll('a\n"x\n', FIRST_ROW)).toThrow('The object s3://bucket/key cannot be read: a quotation mark is not closed');
  });

  test('refuses to guess where the headers are', () => {
    expect(() => readAll('a\n', { inputType: 'CSV' })).toThrow('CSVHeaderLocation must say FIRST_ROW or GIVEN');
  });

  test('is read as csv-parse reads it, in pieces of any size', () => {
    const field = fc.oneof(fc.string(), fc.stringMatching(/^[a-c",\n ]{0,6}$/), fc.constant('ü€😀')).map((text) => text.replace(/[\\\r]/g, '').replace(/^\ufeff/, ''));
    const table = fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    const written = (text: string): string => (/[",\n]/.test(text) || text === '' ? `"${text.replace(/"/g, '""')}"` : text);
    fc.assert(fc.property(table, fc.integer({ min: 1, max: 40 }), fc.constantFrom('\n', '\r\n'), (rows, pieces, end) => {
      const text = rows.map((row) => row.map(written).join(',')).join(end);
      const expected = (parse(text, { relax_quotes: true }) as string[][]).map(([a, b, c]) => ({ a, b, c }));
      expect(readAll(text, { inputType: 'CSV', csvHeaderLocation: 'GIVEN', csvHeaders: ['a', 'b', 'c'] }, pieces)).toEqual(expected);
    }), { numRuns: 500, seed: 7 });
  });
});
