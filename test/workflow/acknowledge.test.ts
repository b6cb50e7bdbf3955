import { App, Stack, Validations } from 'aws-cdk-lib';
import { acknowledge } from '../../src/workflow/acknowledge';

const ID = 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::b/*]';

function acknowledged(stack: Stack): unknown[] {
  return stack.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);
}

describe('acknowledge', () => {
  afterEach(() => jest.restoreAllMocks());

  test('writes the same with a CDK that refuses an ARN in an id as with one that takes it', () => {
    // GIVEN
    const newer = new Stack(new App(), 'Newer');
    const older = new Stack(new App(), 'Older');

    // WHEN
    acknowledge(newer, ID, 'why');
    jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation(() => {
      throw new Error(`Invalid validation rule ID '${ID}'`);
    });
    acknowledge(older, ID, 'why');

    // THEN
    expect(acknowledged(older)).toEqual([{ [`Annotation::${ID}`]: 'why' }]);
    expect(acknowledged(older)).toEqual(acknowledged(newer));
  });

  test('hides no other failure', () => {
    // GIVEN
    jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation(() => {
      throw new Error('no such construct');
    });

    // THEN
    expect(() => acknowledge(new Stack(), 'AwsSolutions-SF1', 'why')).toThrow('no such construct');
  });
});
