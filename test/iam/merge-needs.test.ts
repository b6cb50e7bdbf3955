import { PermissionNeed } from '../../src/iam';
import { includes } from '../../src/iam/arn-pattern';
import { mergeNeeds } from '../../src/iam/merge-needs';
import * as fc from '../fast-check';

const need = (actions: string[], resources: string[], more: Partial<PermissionNeed> = {}): PermissionNeed =>
  ({ actions, resources, reason: 'works', states: ['A'], ...more });

describe('merged needs', () => {
  test('needs of one resource become one, with every reason and state', () => {
    const merged = mergeNeeds([need(['s3:PutObject'], ['x'], { reason: 'writes' }), need(['s3:GetObject'], ['x'], { reason: 'reads', states: ['B'] })]);
    expect(merged).toEqual([{ actions: ['s3:GetObject', 's3:PutObject'], resources: ['x'], reason: 'writes; reads', states: ['A', 'B'] }]);
  });

  test('needs of one action become one', () => {
    expect(mergeNeeds([need(['a:B'], ['y']), need(['a:B'], ['x'])]).map(({ resources }) => resources)).toEqual([['x', 'y']]);
  });

  test('what a wider need covers is dropped', () => {
    expect(mergeNeeds([need(['a:B', 'a:C'], ['b/*']), need(['a:B'], ['b/k'])])).toHaveLength(1);
    expect(mergeNeeds([need(['a:B'], ['b/k', 'b/*'])])[0].resources).toEqual(['b/*']);
  });

  test('conditions, reasons for * and needs of the machine itself stay apart', () => {
    const conditions = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
    const merged = mergeNeeds([need(['a:B'], ['x']), need(['a:B'], ['x'], { conditions }), need(['a:B'], ['x'], { self: true }), need(['a:C'], ['*'], { wildcardReason: 'r' })]);
    expect(merged).toHaveLength(4);
  });

  const texts = (...from: string[]) => fc.uniqueArray(fc.constantFrom(...from), { minLength: 1 });
  const needs = fc.array(fc.record({ actions: texts('a:A', 'a:B', 'b:C'), resources: texts('r', 'r/x', 'r/*', 'q') }).map(({ actions, resources }) => need(actions, resources)));
  const allows = (list: readonly PermissionNeed[], action: string, resource: string) =>
    list.some(({ actions, resources }) => actions.includes(action) && resources.some((pattern) => includes(pattern, resource)));

  test('nothing is lost, nothing is gained', () => {
    fc.assert(fc.property(needs, (list) => {
      const merged = mergeNeeds(list);
      for (const action of ['a:A', 'a:B', 'b:C']) {
        for (const resource of ['r', 'r/x', 'r/y', 'q']) expect(allows(merged, action, resource)).toBe(allows(list, action, resource));
      }
    }));
  });

  test('merging again changes nothing', () => {
    fc.assert(fc.property(needs, (list) => {
      const merged = mergeNeeds(list);
      expect(mergeNeeds(merged)).toEqual(merged);
    }));
  });

  test.each([
    ['b/*', 'b/k', true], ['b/*', 'b/in/*', true], ['*', 'anything', true], ['a?c', 'abc', true],
    ['a?c', 'a*c', false], ['b/in/*', 'b/*', false], ['b/k', 'b/k2', false], ['${Token[A.1]}/*', '${Token[A.1]}/k', true],
  ])('%s includes %s: %s', (pattern, resource, does) => {
    expect(includes(pattern, resource)).toBe(does);
  });
});
