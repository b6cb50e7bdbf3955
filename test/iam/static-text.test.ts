import { staticIntrinsic, staticJsonata } from '../../src/iam/static-text';

const exact = (pattern: string) => ({ pattern, exact: true });
const open = (pattern: string) => ({ pattern, exact: false });

describe('what can be told of an expression before it runs', () => {
  test.each([
    ["'orders'", exact('orders')],
    ['"say \\"hi\\""', exact('say "hi"')],
    ["'\\u0041b'", exact('Ab')],
    ["'in/' & 'today'", exact('in/today')],
    ["'arn:' & /* the table */ '${Token[TOKEN.3]}'", exact('arn:${Token[TOKEN.3]}')],
    ["'in/' & $states.input.id & '.json'", open('in/*.json')],
    ["'a' & $f('x & y')[0].b & $g", open('a*')],
    ["'a' & (1 > 2 ? 'b' : 'c')", open('a*')],
    ['$states.input.table', open('*')],
    ["$x = 1 ? 'a' : 'b'", open('*')],
    ["$x and 'a' & 'b'", open('*')],
    ["'a' & $x + 1", open('*')],
    ["$x in 'a' & 'b'", open('*')],
    ["'a' ~> $f", open('*')],
    ["'a'.b", open('*')],
    ["'a' 'b'", open('*')],
    ["'a' &", open('*')],
    ["'a' & (", open('*')],
    ['', open('*')],
  ])('JSONata %s', (expression, told) => {
    expect(staticJsonata(expression)).toEqual(told);
  });

  test.each([
    ["States.Format('in/today')", exact('in/today')],
    ["States.Format('{}/{}', 'in', 'today')", exact('in/today')],
    ["States.Format('in/{}/{}.json', $.day, 'x')", open('in/*/*.json')],
    ["States.Format('a\\{b\\}{}', $.c)", open('a{b}*')],
    ['$.bucket', open('*')],
    ['$$.Execution.Name', open('*')],
    ["States.ArrayGetItem(States.StringSplit('a b', ' '), 0)", open('*')],
  ])('JSONPath %s', (expression, told) => {
    expect(staticIntrinsic(expression)).toEqual(told);
  });
});
