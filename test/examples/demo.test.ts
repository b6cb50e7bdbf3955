import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { examples, validatorFindings } from '../../scripts/demo/example';
import { RUNS } from '../../scripts/demo/runs';
import { judge, stockProblems } from '../../scripts/demo/shop/groups';
import { OrderOutcome } from '../../scripts/demo/shop/simulated-shop';
import { columns, table, WIDTH } from '../../scripts/demo/terminal';

function outcome(expected: string, end: string, called: string[]): OrderOutcome {
  const order = { orderId: 'ORD-1', total: 1000, items: [{ sku: 'MUG', quantity: 2 }] };
  return { entry: { expect: expected, order }, end, called, duration: Duration.hours(1) };
}

function wrongOf(of: OrderOutcome): readonly string[] {
  return judge([of]).flatMap(({ wrong }) => wrong);
}

describe('what became of orders', () => {
  test('is right where each ended and did as expected', () => {
    expect(wrongOf(outcome('completed', 'COMPLETED', ['ReserveItems', 'ChargeCard', 'CreateLabel']))).toEqual([]);
  });

  test('is wrong where one ended otherwise', () => {
    expect(wrongOf(outcome('out of stock', 'COMPLETED', ['ReserveItems']))).toEqual(['ORD-1 ended COMPLETED, not Inventory.OutOfStock']);
  });

  test('is wrong where a compensation did not run, or one ran that had nothing to undo', () => {
    expect(wrongOf(outcome('declined card', 'Card.Declined', ['ReserveItems', 'ChargeCard', 'RefundCard'])))
      .toEqual(['ORD-1 did not call ReleaseItems', 'ORD-1 called RefundCard']);
  });

  test('is wrong in a group that nobody expects', () => {
    expect(wrongOf(outcome('stolen', 'COMPLETED', []))).toEqual(["ORD-1: nothing is expected of the group 'stolen'"]);
  });

  test('is wrong where a piece is neither on its shelf nor sold', () => {
    // GIVEN
    const { entry } = outcome('completed', 'COMPLETED', []);

    // THEN
    expect(stockProblems([{ sku: 'MUG', available: 5 }], new Map([['MUG', 3]]), [entry])).toEqual([]);
    expect(stockProblems([{ sku: 'MUG', available: 5 }], new Map([['MUG', 4]]), [entry])).toEqual(['MUG: 5 before, 2 sold, 4 left']);
  });
});

describe("the template validator's verdict", () => {
  let cdkOut: string;

  beforeEach(() => {
    cdkOut = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk.out-demo-'));
  });

  afterEach(() => {
    fs.rmSync(cdkOut, { recursive: true, force: true });
  });

  function report(content: object): void {
    fs.writeFileSync(path.join(cdkOut, 'validation-report.json'), JSON.stringify(content));
  }

  test('is bad where it did not run', () => {
    expect(validatorFindings(cdkOut)).toEqual(['the template validator did not run']);
  });

  test('is good where it found nothing', () => {
    report({ pluginReports: [] });
    expect(validatorFindings(cdkOut)).toEqual([]);
  });

  test('names the rule, the construct and what is wrong', () => {
    report({ pluginReports: [{ violations: [{ ruleName: 'E3601', description: 'bad StartAt', violatingConstructs: [{ constructPath: 'Shop/M' }] }] }] });
    expect(validatorFindings(cdkOut)).toEqual(['E3601 Shop/M: bad StartAt']);
  });
});

describe('the terminal', () => {
  test('gets no line that is too long', () => {
    const text = table('A title', [['name', ['word '.repeat(60), 'x'.repeat(250)]], ['other', ['short']]]);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBe(WIDTH);
  });

  test('shows numbers to the right and words to the left', () => {
    expect(columns('T', ['group', 'orders'], [['good', 5], ['all', 200]]).split('\n').slice(1, 4)).toEqual(['  group  orders', '  good        5', '  all       200']);
  });
});

test('the demo takes every folder with a cdk.json, and runs it', () => {
  expect(examples().map(({ name }) => name)).toContain('orders');
  expect(Object.keys(RUNS).sort()).toEqual(examples().map(({ name }) => name));
});
