import { compileTemplate, Json } from '../../../src/asl';
import { scopeOf } from '../scope-of';

test('keys that end with .$ take their values from paths, intrinsic functions, variables and the context', () => {
  // GIVEN
  const template = {
    'id.$': '$.order.id',
    'run.$': '$$.Execution.Name',
    'variable.$': '$total',
    'text.$': "States.Format('{}!', $.order.id)",
    'fixed': '$.order.id',
    'nested': { list: [{ 'deep.$': '$.order' }, 1], none: null },
  };
  // WHEN
  const value = compileTemplate(template)(scopeOf({ order: { id: 7 } }, { total: 3 }, { Execution: { Name: 'run' } }));
  // THEN
  expect(value).toEqual({ id: 7, run: 'run', variable: 3, text: '7!', fixed: '$.order.id', nested: { list: [{ deep: { id: 7 } }, 1], none: null } });
});

test('parts in which nothing changes are made once', () => {
  const template = { 'a.$': '$.a', 'fixed': { b: [1, 2] } };
  const compiled = compileTemplate(template);
  expect((compiled(scopeOf({ a: 1 })) as { fixed: Json }).fixed).toBe(template.fixed);
  expect(compileTemplate(template.fixed)(scopeOf({}))).toBe(template.fixed);
});

test('a path where nothing stands fails with the field and the input', () => {
  expect(() => compileTemplate({ a: { 'flagged.$': '$.no.such' } })(scopeOf({ b: 1 })))
    .toThrow("States.Runtime: The JSONPath '$.no.such' specified for the field 'flagged.$' could not be found in the input '{\"b\":1}'");
});

test('a null in the data is a value, and a list of nothing too', () => {
  expect(compileTemplate({ 'a.$': '$.a', 'b.$': '$.b[*].c' })(scopeOf({ a: null, b: [] }))).toEqual({ a: null, b: [] });
});

test('names are data, whatever they look like', () => {
  const template = JSON.parse('{"__proto__.$": "$.a", "\\"); throw new Error(\\"": 1, "\u2028.$": "$.a", "\\ud800.$": "$.a"}') as Json;
  const value = compileTemplate(template)(scopeOf({ a: 5 }));
  expect(Object.entries(value as object)).toEqual([['__proto__', 5], ['"); throw new Error("', 1], ['\u2028', 5], ['\ud800', 5]]);
  expect(compileTemplate({ '"+process.exit()+".$': '$.a', 'b': 1 })(scopeOf({ a: 5 }))).toEqual({ '"+process.exit()+"': 5, 'b': 1 });
});

test('wide templates are made too', () => {
  const wide = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}.$`, '$.a']));
  expect(Object.keys(compileTemplate(wide)(scopeOf({ a: 1 })) as object)).toHaveLength(200);
});
