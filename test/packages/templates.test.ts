import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { compareTemplates } from '../../scripts/packages/templates';

const HASH = 'a'.repeat(64);

function assembly(resources: object): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk.out-compared-'));
  fs.writeFileSync(path.join(folder, 'Orders.template.json'), JSON.stringify({ Resources: resources }));
  return folder;
}

const queue = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'k', Tags: [{ Key: 'a', Value: 'b' }] } };

describe('compareTemplates', () => {
  test('the order of keys and the hashes of assets make no difference', () => {
    const mine = assembly({ Code: { S3Key: `${HASH}.zip` }, Queue: queue });
    const theirs = assembly({ Queue: { Properties: queue.Properties, Type: queue.Type }, Code: { S3Key: `${HASH.replace(/a/g, 'b')}.zip` } });
    expect(compareTemplates(mine, theirs)).toEqual({ count: 2, differences: [] });
  });

  test.each<[string, object, string]>([
    ['a resource that is not there', {}, `Resources.Queue: not there where TypeScript has ${JSON.stringify(queue)}`],
    ['one too many', { Queue: queue, More: {} }, 'Resources.More: {} where TypeScript has not there'],
    ['another value', { Queue: { ...queue, Properties: { ...queue.Properties, KmsMasterKeyId: 'other' } } },
      'Resources.Queue.Properties.KmsMasterKeyId: "other" where TypeScript has "k"'],
    ['another list', { Queue: { ...queue, Properties: { ...queue.Properties, Tags: [] } } },
      'Resources.Queue.Properties.Tags.0: not there where TypeScript has {"Key":"a","Value":"b"}'],
  ])('finds %s', (_, resources, difference) => {
    expect(compareTemplates(assembly(resources), assembly({ Queue: queue })).differences).toEqual([difference]);
  });
});
