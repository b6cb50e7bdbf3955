import { compilePath, Json } from '../../../src/asl';
import { scopeOf } from '../scope-of';

const store: Json = {
  store: {
    book: [
      { category: 'reference', title: 'Sayings', price: 8.95, tags: ['a', 'b'] },
      { category: 'fiction', title: 'Sword', price: 12.99, isbn: '0-1', tags: [] },
      { category: 'fiction', title: 'Moby', price: 8.99, isbn: null },
      { category: 'fiction', title: 'Lord', price: 22.99 },
    ],
    bicycle: { 'color': 'red', 'price': 19.95, 'frame size': 54 },
  },
  limit: 10,
  numbers: [3, 1, 2],
  __proto: 1,
};
const find = (path: string): Json | undefined => compilePath(path).find(scopeOf(store));
const titles = (path: string): Json | undefined => (find(path) as ReadonlyArray<{ title: string }> | undefined)?.map((book) => book.title);

test.each<[string, unknown]>([
  ['$', store],
  ['$.store.bicycle.color', 'red'],
  ["$['store']['bicycle']['frame size']", 54],
  ['$["store"].bicycle', (store as any).store.bicycle],
  ['$.store.book[0].title', 'Sayings'],
  ['$.store.book.[1].title', 'Sword'],
  ['$.store.book[-1].title', 'Lord'],
  ['$.store.book[9]', undefined],
  ['$.store.book[0].nothing', undefined],
  ['$.store.book.title', undefined],
  ['$.limit.x', undefined],
  ['$.store.constructor', undefined],
  ['$.toString', undefined],
  ["$.store.bicycle['color','price']", { color: 'red', price: 19.95 }],
])('%s leads to one place', (path, value) => {
  expect(compilePath(path).definite).toBe(true);
  expect(find(path)).toEqual(value);
});

test.each<[string, unknown]>([
  ['$.numbers[*]', [3, 1, 2]],
  ['$.numbers[0,2]', [3, 2]],
  ['$.numbers[1:]', [1, 2]],
  ['$.numbers[:2]', [3, 1]],
  ['$.numbers[0:1]', [3]],
  ['$.numbers[-2:]', [1, 2]],
  ['$.numbers[:-1]', [3, 1]],
  ['$.numbers[7:9]', []],
  ['$.limit[*]', []],
  ['$.limit[1:]', []],
  ['$.nothing[*]', []],
  ['$.nothing.at.all[1:].x', []],
  ['$.store.book[*].isbn', ['0-1', null]],
  ['$.store.book[*].tags[0]', ['a']],
  ["$.store.book[0:1]['category','title']", [{ category: 'reference', title: 'Sayings' }]],
  ['$.store.bicycle.*', ['red', 19.95, 54]],
  ['$..price', [8.95, 12.99, 8.99, 22.99, 19.95]],
  ['$..book[0].title', ['Sayings']],
  ['$..tags[*]', ['a', 'b']],
  ['$..nothing', []],
])('%s gathers all that is found in a list', (path, value) => {
  expect(compilePath(path).definite).toBe(false);
  expect(find(path)).toEqual(value);
});

test.each<[string, string[]]>([
  ['$.store.book[?(@.price < 10)]', ['Sayings', 'Moby']],
  ['$.store.book[?(@.price < $.limit)]', ['Sayings', 'Moby']],
  ["$.store.book[?(@.category == 'fiction' && @.price > 20)]", ['Lord']],
  ["$.store.book[?(@.title == 'Moby' || @.title == \"Lord\")]", ['Moby', 'Lord']],
  ['$.store.book[?(@.isbn)]', ['Sword', 'Moby']],
  ['$.store.book[?(!@.isbn)]', ['Sayings', 'Lord']],
  ['$.store.book[?(!(@.price > 10))]', ['Sayings', 'Moby']],
  ['$.store.book[?(@.isbn == null)]', ['Moby']],
  ["$.store.book[?(@.title in ['Moby', 'Lord'])]", ['Moby', 'Lord']],
  ["$.store.book[?(@.title nin ['Moby', 'Lord'])]", ['Sayings', 'Sword']],
  ['$.store.book[?(@.title =~ /s.*/i)]', ['Sayings', 'Sword']],
  ["$.store.book[?(@.tags contains 'a')]", ['Sayings']],
  ['$.store.book[?(@.tags size 2)]', ['Sayings']],
  ['$.store.book[?(@.tags empty true)]', ['Sword']],
  ["$.store.book[?(@.tags subsetof ['a', 'b', 'c'])]", ['Sayings', 'Sword']],
  ["$.store.book[?(@.tags anyof ['a'])]", ['Sayings']],
  ["$.store.book[?(@.tags noneof ['a'])]", ['Sword']],
  ['$.store.book[?(@.price != 8.95)]', ['Sword', 'Moby', 'Lord']],
  ['$.store.book[?(@.price >= 12.99 && @.price <= 22.99)]', ['Sword', 'Lord']],
  ["$.store.book[?(@.price == '8.95')]", []],
  ['$.store.book[?(@.category==reference)]', ['Sayings']],
  ["$..book[?(@.category == 'reference')]", ['Sayings']],
])('%s filters', (path, expected) => {
  expect(titles(path)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['$.numbers.length()', 3],
  ['$.numbers.sum()', 6],
  ['$.numbers.min()', 1],
  ['$.numbers.max()', 3],
  ['$.numbers.avg()', 2],
  ['$.numbers.first()', 3],
  ['$.numbers.last()', 2],
  ['$.numbers.index(1)', 1],
  ['$.numbers.append(9)', [3, 1, 2, 9]],
  ['$..price.max()', 22.99],
  ['$.store.bicycle.keys()', ['color', 'price', 'frame size']],
  ['$.limit.length()', undefined],
])('%s calls a path function', (path, value) => {
  expect(find(path)).toEqual(value);
});

test('$$ is the context object, and $name a variable', () => {
  const scope = scopeOf({}, { order: { id: 7 } }, { Execution: { Name: 'run' } });
  expect(compilePath('$$.Execution.Name').find(scope)).toBe('run');
  expect(compilePath('$order.id').find(scope)).toBe(7);
  expect(compilePath('$order').find(scope)).toEqual({ id: 7 });
  expect(compilePath('$other').find(scope)).toBeUndefined();
});

test.each([
  ['$.no.such.result.path', "Missing property in path $['no']"],
  ['$.store.nothing', "No results for path: $['store']['nothing']"],
  ['$.numbers[7]', "No results for path: $['numbers'][7]"],
])('a miss of %s says what is missing', (path, reason) => {
  expect(() => compilePath(path).read(scopeOf(store))).toThrow(`States.Runtime: Invalid path '${path}' : ${reason}`);
});

test.each([
  ['store', "a path begins with '$'"],
  ['$.', "a path cannot end with '.'"],
  ['$.a..', "a path cannot end with '..'"],
  ['$.a b', "unexpected ' '"],
  ['$.a[', 'at character 5'],
  ['$.a[x]', "'[x]' is neither an index"],
  ["$.a['x]", "the closing ' is missing"],
  ['$.a[?(@.b ==)]', 'is no value'],
  ['$.a[?(@.b =~ /[/)]', 'is no pattern'],
  ['$.a.nosuch()', "there is no path function 'nosuch'"],
  [`$${'.a'.repeat(2_000)}`, 'more than 1000 steps'],
  [`$.a[?(${'('.repeat(500)}`, 'nests at most 100'],
])('%s is no path', (path, reason) => {
  expect(() => compilePath(path)).toThrow(reason);
});

test('data of 10,000 levels is searched, not crashed on', () => {
  let deep: Json = { leaf: 1 };
  for (let level = 0; level < 10_000; level++) deep = level % 2 === 0 ? [deep] : { a: deep };
  expect(compilePath('$..leaf').find(scopeOf(deep))).toEqual([1]);
});
