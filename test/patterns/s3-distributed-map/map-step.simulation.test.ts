import { App, aws_s3 as s3, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { failingOnBad, fn, resize } from './fixture';
import { ItemSource, DistributedMapStepProps, RetryPolicy, S3DistributedMap, Saga, simulation, Step, Workflow, WorkflowProps } from 'cdk-stepwise';

const { Mock, RunStatus, Simulator } = simulation;

class Shop {
  public readonly stack = new Stack(new App(), 'Shop');
  public readonly bucket = new s3.Bucket(this.stack, 'Bucket');

  public map(more: Partial<DistributedMapStepProps> = {}): Step {
    return S3DistributedMap.step({
      name: 'Images', source: ItemSource.input('{% $states.input.Find.names %}'), itemProcessor: resize(this.stack), results: { bucket: this.bucket, prefix: 'runs' }, ...more,
    });
  }

  public workflow(steps: Step[], more: Partial<WorkflowProps> = {}): Workflow {
    return new Workflow(this.stack, 'Workflow', { steps, ...more });
  }

  public run(input: object = {}): simulation.Run {
    return Simulator.fromStack(this.stack)
      .mockResource('Find', Mock.returns({ Payload: { names: ['a', 'b', 'bad'] } }))
      .mockResource('Resize', failingOnBad())
      .mockService('sqs', 'sendMessage', Mock.returns({}))
      .workflow().start({ input });
  }
}

test('a map is a step among others: it gets what came before, and hands its summary on', () => {
  // GIVEN
  const shop = new Shop();
  const after = Step.of(sfn.Pass.jsonata(shop.stack, 'Judge', { outputs: '{% $states.input.Images.items.failed = 1 %}' }), { name: 'Verdict' });
  shop.workflow([Step.invoke(fn(shop.stack, 'Find')), shop.map({ toleratedFailureCount: 1 }), after]);
  // WHEN
  const run = shop.run({ day: 1 });
  // THEN
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  expect(run.output).toMatchObject({ day: 1, Find: { names: ['a', 'b', 'bad'] }, Images: { items: { total: 3, failed: 1 } }, Verdict: true });
});

test('two maps stand in one workflow, each with its own label and file of failed items', () => {
  // GIVEN
  const shop = new Shop();
  shop.workflow([
    Step.invoke(fn(shop.stack, 'Find')),
    shop.map({ toleratedFailureCount: 1 }),
    S3DistributedMap.step({
      name: 'Images once more',
      source: ItemSource.failedItems({ bucket: shop.bucket, key: "{% 'runs/' & $substringAfter($states.input.Images.failedItems[0], 'runs/') %}" }),
      itemProcessor: resize(shop.stack, { name: 'Resize once more', retry: RetryPolicy.none() }),
      results: { bucket: shop.bucket, prefix: 'runs' },
      toleratedFailureCount: 1,
    }),
  ]);
  // WHEN
  const run = shop.run();
  // THEN
  expect(run.output['Images once more']).toMatchObject({ items: { total: 1, failed: 1 }, failedItems: [expect.stringContaining('FAILED_0.json')] });
  expect(run.output['Images once more'].mapRunArn).toContain('/Images-once-more:');
});

test('in a saga, a map that fails is reported, and what came before it is undone', () => {
  // GIVEN
  const shop = new Shop();
  const saga = new Saga(shop.stack, 'Saga', {
    steps: [Step.invoke(fn(shop.stack, 'Find'), { compensation: Step.invoke(fn(shop.stack, 'Forget')) }), shop.map()],
  });
  shop.workflow([saga.step]);
  // WHEN
  const run = Simulator.fromStack(shop.stack).mockResource('Find', Mock.returns({ Payload: { names: ['bad'] } })).mockResource('Resize', failingOnBad())
    .mockResource('Forget', Mock.returns({ Payload: {} })).workflow().start({ input: {} });
  // THEN
  expect(run.errorName).toBe('States.ExceedToleratedFailureThreshold');
  expect(run.visits('Forget')).toBe(1);
});

test('in a saga, a map is undone when a later step fails', () => {
  // GIVEN
  const shop = new Shop();
  const saga = new Saga(shop.stack, 'Saga', {
    steps: [shop.map({ source: ItemSource.input('{% $states.input.names %}'), compensation: Step.invoke(fn(shop.stack, 'Remove')) }), Step.invoke(fn(shop.stack, 'Publish'))],
  });
  shop.workflow([saga.step]);
  // WHEN
  const run = Simulator.fromStack(shop.stack).mockResource('Resize', failingOnBad()).mockResource('Publish', Mock.fails('Down'))
    .mockResource('Remove', Mock.returns({ Payload: {} })).workflow().start({ input: { names: ['a'] } });
  // THEN
  expect(run.errorName).toBe('Down');
  expect(run.calls.find(({ stateName }) => stateName === 'Remove')!.request.Payload.Images.items.total).toBe(1);
});

test('the workflow around it gets the permissions of the map, and no second run', () => {
  // GIVEN
  const shop = new Shop();
  shop.workflow([shop.map()]);
  // THEN
  const text = JSON.stringify(Template.fromStack(shop.stack).findResources('AWS::IAM::Policy'));
  for (const action of ['states:StartExecution', 'states:RedriveExecution', 'states:DescribeMapRun', 's3:PutObject']) expect(text).toContain(action);
  expect(text).not.toContain('-again');
});

test.each<[string, (shop: Shop) => Workflow, string]>([
  ['an Express workflow', (shop) => shop.workflow([shop.map()], { workflowType: sfn.StateMachineType.EXPRESS }), "step 'Images': an Express workflow runs no distributed map"],
  ['wrong options', (shop) => shop.workflow([shop.map({ maxConcurrency: 10_001 })]), "step 'Images': maxConcurrency: got 10001; give a whole number from 1 to 10000"],
  ['a bucket at run time that the workflow does not allow',
    (shop) => shop.workflow([shop.map({ source: ItemSource.csv({ bucketName: '{% $states.input.b %}', allowedBuckets: [shop.bucket], key: 'k' }) })]),
    'name what it may be in allowedBuckets'],
])('%s is refused', (_, make, message) => {
  expect(() => make(new Shop())).toThrow(message);
});
