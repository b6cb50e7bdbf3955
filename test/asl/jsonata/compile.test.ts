import {
  compileJsonata, EvaluationServices, extractExpression, JsonataSyntaxError, MAX_EVALUATION_STEPS, nothingReturned, QueryEvaluationFailure,
  unexpectedType,
} from '../../../src/asl/jsonata';

const services: EvaluationServices = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6), random: () => 0.25, uuid: () => '00000000-0000-4000-8000-000000000001' };
const valueOf = (text: string, bindings: Record<string, unknown> = {}) => compileJsonata(text).evaluate(bindings, services);

function failureOf(text: string, bindings: Record<string, unknown> = {}): QueryEvaluationFailure {
  try {
    valueOf(text, bindings);
  } catch (error) {
    expect(error).toBeInstanceOf(QueryEvaluationFailure);
    return error as QueryEvaluationFailure;
  }
  throw new Error(`'${text}' did not fail`);
}

describe('a compiled expression', () => {
  test('sees the bindings as variables', () => {
    expect(valueOf('$states.input.a + $b', { states: { input: { a: 1 } }, b: 2 })).toBe(3);
  });

  test('lets a binding take the place of a built-in function, as a workflow variable does', () => {
    expect(valueOf('$count', { count: 7 })).toBe(7);
  });

  test('gives undefined where it finds nothing', () => {
    expect(valueOf('$states.input.missing', { states: { input: {} } })).toBeUndefined();
    expect(valueOf('$')).toBeUndefined();
    expect(valueOf('$$')).toBeUndefined();
  });

  test('names the variables it reads', () => {
    expect([...compileJsonata('$states.input.rows[$.n > $limit].{"n": $sum($x)}').variables].sort()).toEqual(['limit', 'states', 'sum', 'x']);
  });

  test('takes the time from the services', () => {
    expect(valueOf('$now()')).toBe('2026-01-02T03:04:05.006Z');
    expect(valueOf('$millis()')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5, 6));
    expect(valueOf("$toMillis('13:45', '[H]:[m]')")).toBe(Date.UTC(2026, 0, 2, 13, 45));
  });

  test('shuffles with the randomness of the services', () => {
    expect(valueOf('$shuffle([1, 2, 3, 4])')).toEqual(valueOf('$shuffle([1, 2, 3, 4])'));
  });

  test('sorts more items than the stack has room for', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ n: (i * 7919) % 20_000 }));
    expect(valueOf('$sort($rows, function($l, $r) { $l.n > $r.n })[0].n', { rows })).toBe(0);
  });
});

describe('the result of an expression', () => {
  test('is plain JSON, free of the marks of the interpreter', () => {
    const rows = [{ n: 1 }, { n: 2 }];
    for (const text of ['$rows.n', '$rows[n > 0]', '[$rows.n]', '{"all": $rows.n}', '$append($rows.n, 3)']) {
      const result = valueOf(text, { rows });
      for (const array of [result, result.all].filter(Array.isArray)) expect(Object.getOwnPropertyNames(array).filter((name) => !/^\d+$|^length$/.test(name))).toEqual([]);
    }
  });

  test('does not write to the data it was given', () => {
    const input = { empty: [], rows: [{ n: 1 }] };
    const before = JSON.stringify(input);
    valueOf('$i.empty{"k": 1}', { i: input });
    valueOf('$i.rows ~> |$|{"n": 2}|', { i: input });
    valueOf('$i.rows[]', { i: input });
    expect(JSON.stringify(input)).toBe(before);
    expect(Object.keys(input.rows)).toEqual(['0']);
  });

  test('may have a member of any name', () => {
    const data = JSON.parse('{"__proto__": 1, "constructor": 2, "hasOwnProperty": 3}');
    expect(JSON.stringify(valueOf('{"__proto__": $d.__proto__, "hasOwnProperty": $d.hasOwnProperty, "constructor": $d.constructor}', { d: data })))
      .toBe('{"__proto__":1,"hasOwnProperty":3,"constructor":2}');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('does not reach what JavaScript objects inherit', () => {
    expect(valueOf('$d.constructor', { d: {} })).toBeUndefined();
    expect(valueOf('$d.__proto__', { d: {} })).toBeUndefined();
  });

  test('is refused where it is a function', () => {
    expect(failureOf('$sum').message).toBe('the expression returned a function, which is not a JSON value');
    expect(failureOf('{"f": function($x) { $x }}').message).toBe('the expression returned a function, which is not a JSON value');
  });

  test('is refused where JSON has no such number', () => {
    expect(failureOf('1 / 0').message).toBe('D1001: Number out of range: null');
  });

  test('keeps deep data that a path picks', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(valueOf('$states.input.deep', { states: { input: { deep } } })).toBe(deep);
  });
});

describe('the errors', () => {
  test('carry code and text of JSONata', () => {
    // the sentence that AWS recorded for a call of a function that does not exist
    const failure = failureOf('$randomSeeded($states.input.FunctionInput.fst)', { states: { input: { FunctionInput: { fst: 0 } } } });
    expect(failure.code).toBe('T1006');
    expect(failure.causeIn('Output/FunctionResult')).toBe("The JSONata expression '$randomSeeded($states.input.FunctionInput.fst)' specified for the field "
      + "'Output/FunctionResult' threw an error during evaluation. T1006: Attempted to invoke a non-function");
  });

  test('say what $error was given', () => {
    expect(failureOf("$error('no such order')").message).toBe('D3137: no such order');
  });

  test('of syntax name the place', () => {
    expect(() => compileJsonata('$states.input.')).toThrow(new JsonataSyntaxError('$states.input.', 'S0207', 14, 'Unexpected end of expression'));
    expect(() => compileJsonata('1 ?? 2')).toThrow(/does not parse/);
  });

  test('of a missing and of a mistyped value are worded as AWS words them', () => {
    expect(nothingReturned('$x', 'Output/v')).toBe("The JSONata expression '$x' specified for the field 'Output/v' returned nothing (undefined).");
    expect(unexpectedType('$x', 'TimeoutSeconds', 'number', 'ten'))
      .toBe("The JSONata expression '$x' specified for the field 'TimeoutSeconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"ten\"");
  });
});

describe('the guard', () => {
  test('ends a recursion that goes too deep', () => {
    expect(failureOf('($f := function($n) { 1 + $f($n) }; $f(1))').message).toMatch(/^U1001: Stack overflow error/);
  });

  test('allows a recursion of a hundred levels', () => {
    expect(valueOf('($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100))')).toBe(100);
  });

  test(`ends a loop after ${MAX_EVALUATION_STEPS} steps`, () => {
    expect(failureOf('($f := function() { $f() }; $f())').message).toBe('U1001: Expression evaluation timeout: Check for infinite loop');
  });

  test('leaves nothing behind for the next evaluation', () => {
    failureOf('($f := function($n) { 1 + $f($n) }; $f(1))');
    expect(valueOf('1 + 1')).toBe(2);
  });
});

describe('the text of a field', () => {
  test.each([
    ['{% $x %}', '$x'],
    ['{%$x%}', '$x'],
    ['{%%}', ''],
  ])('%s is an expression', (text, expression) => {
    expect(extractExpression(text)).toBe(expression);
  });

  test.each([' {% $x %}', '{% $x %} ', '{% $x', '$x %}', 'x', '{%}', ''])("'%s' is a string", (text) => {
    expect(extractExpression(text)).toBeUndefined();
  });
});
