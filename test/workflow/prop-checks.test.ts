import { Duration } from 'aws-cdk-lib';
import { PropChecks } from '../../src/workflow/prop-checks';

test('one problem is one line', () => {
  // GIVEN
  const checks = new PropChecks('Stack/Orders');
  // WHEN
  checks.check(true, 'name', 'Charge', 'never said');
  checks.check(false, 'timeout', Duration.seconds(0), 'give a duration of at least 1 second');
  // THEN
  expect(() => checks.throwIfAny()).toThrow(/^Stack\/Orders: timeout: got .*0.*; give a duration of at least 1 second$/);
});

test('all problems of one construct come in one error', () => {
  // GIVEN
  const checks = new PropChecks('Stack/Orders');
  // WHEN
  checks.add('steps', [], 'give at least one step');
  checks.add('name', undefined, 'give a name');
  // THEN
  expect(() => checks.throwIfAny()).toThrow('Stack/Orders: 2 problems\n  - steps: got an empty list; give at least one step\n  - name: got nothing; give a name');
});

test('no problem, no error', () => {
  const checks = new PropChecks('Stack/Orders');
  checks.throwIfAny();
  expect(checks.found).toEqual([]);
});
