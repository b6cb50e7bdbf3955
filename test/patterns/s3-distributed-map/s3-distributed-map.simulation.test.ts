import { aws_s3 as s3, aws_sns as sns, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Catalog, failingOnBad, fn, resize } from './fixture';
import { ItemProcessor, ItemSource, RetryPolicy, simulation, Step, WaitFor } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;
const TOLERANT = { toleratedFailurePercentage: 100 };

describe('the summary', () => {
  test('counts what became of the items, and says where the results are', () => {
    // GIVEN
    const catalog = new Catalog().rows('a', 'b', 'c');
    // WHEN
    const run = catalog.run({ day: 1 });
    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    const counted = { total: 3, succeeded: 3, failed: 0, timedOut: 0, aborted: 0, pending: 0 };
    const { bucketName } = catalog.simulator.bucket(catalog.map.resultsBucket);
    expect(run.output).toEqual({
      day: 1,
      Images: {
        mapRunArn: expect.stringMatching(/:mapRun:.*\/Images:[0-9a-f-]{36}$/),
        bucket: bucketName,
        manifest: expect.stringMatching(/^map-runs\/[0-9a-f-]{36}\/manifest\.json$/),
        items: counted,
        executions: counted,
        failedItems: [],
      },
    });
    expect(catalog.results(run.output.Images.manifest).ResultFiles.SUCCEEDED).toHaveLength(1);
  });

  test('lists the file of failed items, each with its input and its error', () => {
    const catalog = new Catalog(() => TOLERANT).rows('a', 'bad 1', 'b', 'bad 2');
    const { items, failedItems } = catalog.run().output.Images;
    expect(items).toMatchObject({ total: 4, succeeded: 2, failed: 2 });
    expect(failedItems).toEqual([expect.stringMatching(/\/FAILED_0\.json$/)]);
    expect(catalog.results(failedItems[0]).map(({ Input, Error, Cause }: any) => [Input, Error, Cause])).toEqual([
      ['{"name":"bad 1"}', 'Bad', 'it is bad'], ['{"name":"bad 2"}', 'Bad', 'it is bad'],
    ]);
  });

  test('goes to the step that notifies', () => {
    // GIVEN
    const catalog = new Catalog((of) => ({
      notification: Step.publish(new sns.Topic(of.stack, 'Done'), { arguments: '{% $string($states.input.Images.items.total) & " done" %}' }),
    })).rows('a', 'b');
    catalog.simulator.mockService('sns', 'publish', Mock.returns({ MessageId: 'm' }));
    // WHEN
    const run = catalog.run();
    // THEN
    expect(run.calls.find(({ service }) => service === 'sns')!.request.Message).toBe('2 done');
    expect(run.output.Done).toBeDefined();
  });
});

describe('an item', () => {
  test('goes to a function as it is, and what that returns is its result', () => {
    const catalog = new Catalog((of) => ({ itemProcessor: resize(of.stack, { result: '{% {"seen": $states.result.Payload.name} %}' }) })).rows('a');
    expect(catalog.run().childRuns.map(({ input, output }) => [input, output])).toEqual([[{ name: 'a' }, { seen: 'a' }]]);
  });

  test('goes through steps, whose results join it', () => {
    // GIVEN
    const catalog = new Catalog((of) => ({
      itemProcessor: ItemProcessor.steps([
        Step.invoke(fn(of.stack, 'Resize')),
        Step.when('{% $states.input.name = "a" %}', Step.invoke(fn(of.stack, 'Publish'))),
      ]),
    })).rows('a', 'b');
    catalog.simulator.mockResource('Publish', Mock.returns({ Payload: 'published' }));
    // THEN
    expect(catalog.run().childRuns.map(({ output }) => output)).toEqual([
      { name: 'a', Resize: { name: 'a' }, Publish: 'published' },
      { name: 'b', Resize: { name: 'b' }, Publish: null },
    ]);
  });

  test('goes through a chain of states', () => {
    const catalog = new Catalog((of) => ({
      itemProcessor: ItemProcessor.chain(sfn.Pass.jsonata(of.stack, 'Trim', { outputs: '{% {"short": $substring($states.input.name, 0, 3)} %}' })
        .next(sfn.Pass.jsonata(of.stack, 'Shout', { outputs: '{% $uppercase($states.input.short) %}' }))),
    })).rows('abcdef');
    expect(catalog.run().childRuns[0].output).toBe('ABC');
  });

  test('is what the selector makes of it', () => {
    const catalog = new Catalog(() => ({
      itemSelector: { at: '{% $states.context.Map.Item.Index %}', name: '{% $states.context.Map.Item.Value.name %}', day: '{% $states.input.day %}' },
    })).rows('a', 'b');
    expect(catalog.run({ day: 7 }).childRuns.map(({ input }) => input)).toEqual([{ at: 0, name: 'a', day: 7 }, { at: 1, name: 'b', day: 7 }]);
  });

  test('waits its turn: so many run at once, and no more', () => {
    const slow = Mock.takes(Duration.seconds(10), Mock.returns({ Payload: 1 }));
    const durationAt = (maxConcurrency: number | undefined, rows: number) => {
      const catalog = new Catalog(() => ({ maxConcurrency })).rows(...Array.from({ length: rows }, (_, at) => `r${at}`));
      catalog.simulator.mockResource('Resize', slow);
      return catalog.run().duration.toSeconds();
    };
    expect(durationAt(2, 5)).toBe(30);
    expect(durationAt(undefined, 100)).toBe(10);
    expect(durationAt(undefined, 101)).toBe(20);
  });

  test('can wait for somebody in a Standard child', () => {
    // GIVEN
    const catalog = new Catalog((of) => ({
      itemProcessor: ItemProcessor.invoke(fn(of.stack, 'Resize'), { wait: WaitFor.CALLBACK, timeout: Duration.days(1) }),
    })).rows('a');
    catalog.workflow.mock('Resize', Mock.awaitsToken());
    // WHEN
    const run = catalog.run();
    run.sendTaskSuccess(run.pendingTokens[0], { approved: true });
    // THEN
    expect(run.childRuns[0].output).toEqual({ approved: true });
  });

  test('is no longer read after maxItems', () => {
    expect(new Catalog(() => ({ maxItems: 2 })).rows('a', 'b', 'c').run().output.Images.items.total).toBe(2);
  });

  test('runs as an Express child where asked', () => {
    const [child] = new Catalog(() => ({ executionType: sfn.StateMachineType.EXPRESS })).rows('a').run().childRuns;
    expect(child.executionArn).toContain(':express:');
  });
});

describe('a batch', () => {
  test('has so many items, with what is the same for all', () => {
    const catalog = new Catalog(() => ({ batching: { maxItems: 2, batchInput: { day: '{% $states.input.day %}' } } })).rows('a', 'b', 'c');
    const run = catalog.run({ day: 3 });
    expect(catalog.got).toEqual([
      { BatchInput: { day: 3 }, Items: [{ name: 'a' }, { name: 'b' }] },
      { BatchInput: { day: 3 }, Items: [{ name: 'c' }] },
    ]);
    expect([run.output.Images.items.total, run.output.Images.executions.total]).toEqual([3, 2]);
  });

  test('has so many bytes at most', () => {
    // {"Items":[{"name":"a"},{"name":"b"}]} has 37 bytes
    const catalog = new Catalog(() => ({ batching: { maxInputBytes: 37 } })).rows('a', 'b', 'c');
    catalog.run();
    expect(catalog.got.map(({ Items }) => Items.length)).toEqual([2, 1]);
  });

  test('is made of what the selector gives', () => {
    const catalog = new Catalog(() => ({ batching: { maxItems: 5 }, itemSelector: '{% $states.context.Map.Item.Value.name %}' })).rows('a', 'b');
    catalog.run();
    expect(catalog.got).toEqual([{ Items: ['a', 'b'] }]);
  });

  test('fails as a whole: each of its items counts', () => {
    const run = new Catalog(() => ({ batching: { maxItems: 2 }, toleratedFailureCount: 2 })).rows('a', 'bad', 'b', 'c').run();
    expect(run.output.Images).toMatchObject({ items: { failed: 2, succeeded: 2 }, executions: { failed: 1, succeeded: 1 } });
  });
});

describe('a failure', () => {
  test.each([
    ['none is tolerated', {}, 1, 'States.ExceedToleratedFailureThreshold'],
    ['one of a count of one', { toleratedFailureCount: 1 }, 1, undefined],
    ['two of a count of one', { toleratedFailureCount: 1 }, 2, 'States.ExceedToleratedFailureThreshold'],
    ['two of four at 50 %', { toleratedFailurePercentage: 50 }, 2, undefined],
    ['two of four at 49.9 %', { toleratedFailurePercentage: 49.9 }, 2, 'States.ExceedToleratedFailureThreshold'],
  ])('%s', (_, tolerance, bad, error) => {
    const names = ['a', 'b', 'c', 'd'].map((name, at) => (at < bad ? `bad ${name}` : name));
    expect(new Catalog(() => tolerance).rows(...names).run().errorName).toBe(error);
  });

  test('of the service is retried as itemRetry says, unless the step has its own', () => {
    const attempts = (own: RetryPolicy | undefined) => {
      const catalog = new Catalog((of) => ({ ...TOLERANT, itemProcessor: resize(of.stack, { retry: own }), itemRetry: RetryPolicy.on(['Bad'], { maxAttempts: 2 }) }))
        .rows('bad');
      catalog.run();
      return catalog.got.length;
    };
    expect(attempts(undefined)).toBe(3);
    expect(attempts(RetryPolicy.none())).toBe(1);
  });

  test('of a step is retried as itemRetry says', () => {
    const catalog = new Catalog((of) => ({
      ...TOLERANT, itemProcessor: ItemProcessor.steps([Step.invoke(fn(of.stack, 'Resize'))]), itemRetry: RetryPolicy.on(['Bad'], { maxAttempts: 3 }),
    })).rows('bad');
    catalog.run();
    expect(catalog.got).toHaveLength(4);
  });

  test('of a file that is not there fails the execution', () => {
    const catalog = new Catalog();
    catalog.simulator.bucket(catalog.bucket).put('other.csv', 'name\na');
    expect(catalog.run().errorName).toBe('States.ItemReaderFailed');
  });
});

describe('a redrive', () => {
  test('runs what failed and what had not started, and nothing that succeeded', () => {
    // GIVEN
    const catalog = new Catalog(() => ({ maxConcurrency: 1 })).rows('a', 'bad', 'c');
    const run = catalog.run();
    expect(run.errorName).toBe('States.ExceedToleratedFailureThreshold');
    expect(catalog.got).toEqual([{ name: 'a' }, { name: 'bad' }]);
    // WHEN
    const mended: any[] = [];
    catalog.simulator.mockResource('Resize', Mock.handler({
      handle: ({ request }) => {
        mended.push(request.Payload);
        return simulation.ServiceResponse.succeed({ Payload: 'mended' });
      },
    }));
    run.redrive();
    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(mended).toEqual([{ name: 'bad' }, { name: 'c' }]);
    expect(run.output.Images).toMatchObject({ items: { total: 3, succeeded: 3, failed: 0 }, failedItems: [] });
  });
});

describe('a second run', () => {
  const secondRun = (props: (of: Catalog) => object, rows: string[]) => {
    const catalog = new Catalog((of) => ({ ...TOLERANT, ...props(of) })).rows(...rows);
    const first = catalog.run({ day: 1 });
    const inputs: any[] = [];
    catalog.simulator.mockResource('Resize', Mock.handler({
      handle: ({ request }) => {
        inputs.push(request.Payload);
        return simulation.ServiceResponse.succeed({ Payload: 'mended' });
      },
    }));
    return { catalog, first, inputs, second: catalog.run({ failedItems: first.output.Images.failedItems }) };
  };

  test('processes exactly the items that failed', () => {
    const { inputs, second, first } = secondRun(() => ({}), ['a', 'bad 1', 'b', 'bad 2', 'c']);
    expect(inputs).toEqual([{ name: 'bad 1' }, { name: 'bad 2' }]);
    expect(second.output.Images).toMatchObject({ items: { total: 2, succeeded: 2, failed: 0 }, failedItems: [] });
    expect(second.output.Images.mapRunArn).toContain('/Images-again:');
    expect(second.output.Images.manifest).not.toBe(first.output.Images.manifest);
  });

  test('gives each child the input that it had: what the selector made, in the batch that failed', () => {
    const { inputs } = secondRun(() => ({
      batching: { maxItems: 2, batchInput: { day: '{% $states.input.day %}' } },
      itemSelector: { n: '{% $states.context.Map.Item.Value.name %}' },
    }), ['a', 'b', 'bad', 'c', 'd']);
    expect(inputs).toEqual([{ BatchInput: { day: 1 }, Items: [{ n: 'bad' }, { n: 'c' }] }]);
  });

  const { OutputType, Transformation } = sfn;
  test.each([[OutputType.JSON, Transformation.FLATTEN], [OutputType.JSONL, Transformation.NONE], [OutputType.JSONL, Transformation.COMPACT]])(
    'reads results of type %s, transformed by %s', (outputType, transformation) => {
      const { inputs } = secondRun(() => ({ results: { outputType, transformation, prefix: 'runs/daily' } }), ['a', 'bad']);
      expect(inputs).toEqual([{ name: 'bad' }]);
    });

  test('leaves a file of what fails again, for a third', () => {
    // GIVEN
    const catalog = new Catalog(() => TOLERANT).rows('a', 'bad 1', 'bad 2');
    const [file] = catalog.run().output.Images.failedItems;
    catalog.simulator.mockResource('Resize', failingOnBad(catalog.got));
    // WHEN
    const second = catalog.run({ failedItems: file }).output.Images;
    const third = catalog.run({ failedItems: second.failedItems }).output.Images;
    // THEN
    expect([second.items.failed, third.items.failed]).toEqual([2, 2]);
  });

  test('takes a file of items that were never started', () => {
    // GIVEN
    const catalog = new Catalog(() => ({ maxConcurrency: 1 })).rows('bad', 'b', 'c');
    catalog.run();
    const pending = catalog.simulator.bucket(catalog.map.resultsBucket).keys.find((key) => key.endsWith('PENDING_0.json'))!;
    // WHEN
    const second = catalog.run({ failedItems: pending });
    // THEN
    expect(second.childRuns.map(({ input }) => input)).toEqual([{ name: 'b' }, { name: 'c' }]);
  });

  test.each<[string, unknown]>([['no file', []], ['two files', ['a', 'b']], ['a number', 7], ['an object', { key: 'a' }], ['nothing', null]])(
    'of %s is refused, and no item is touched', (_, failedItems) => {
      const catalog = new Catalog().rows('a');
      const run = catalog.run({ failedItems });
      expect(run.errorName).toBe('FailedItems.NotOneFile');
      expect(run.cause).toBe("give failedItems the key of one FAILED_n or PENDING_n file below 'map-runs/', or leave it out to process all items");
      expect(catalog.got).toEqual([]);
    });

  test('finds its file in the bucket that the input names', () => {
    // GIVEN
    const catalog = new Catalog(({ stack }) => ({
      ...TOLERANT, results: { bucketName: '{% $states.input.to %}', allowedBuckets: [new s3.Bucket(stack, 'A'), new s3.Bucket(stack, 'B')] },
    })).rows('a', 'bad');
    const to = catalog.simulator.bucket('B').bucketName;
    // WHEN
    const first = catalog.run({ to }).output.Images;
    const second = catalog.run({ to, failedItems: first.failedItems });
    // THEN
    expect(first.bucket).toBe(to);
    expect(second.childRuns.map(({ input }) => input)).toEqual([{ name: 'bad' }]);
  });

  test('reads nothing outside the prefix of the results', () => {
    const catalog = new Catalog().rows('a');
    catalog.simulator.bucket(catalog.map.resultsBucket).put('secret.json', '[{"Input": "{}"}]');
    expect(catalog.run({ failedItems: 'secret.json' }).cause).toContain('map-runs/secret.json');
  });

  test('runs a processor of every kind of state', () => {
    // GIVEN
    const { inputs, second } = secondRun((of) => {
      const { stack } = of;
      const each = sfn.Map.jsonata(stack, 'Each', { items: sfn.ProvideItems.jsonArray([1, 2]) }).itemProcessor(sfn.Pass.jsonata(stack, 'Inner'));
      const check = sfn.Choice.jsonata(stack, 'Check').when(sfn.Condition.jsonata('{% $states.input.name = "never" %}'), sfn.Pass.jsonata(stack, 'Never'))
        .otherwise(sfn.Parallel.jsonata(stack, 'Both').branch(each, sfn.Pass.jsonata(stack, 'Left'))
          .addCatch(sfn.Pass.jsonata(stack, 'Caught')));
      return { itemProcessor: ItemProcessor.steps([Step.invoke(fn(stack, 'Resize')), Step.of(check, { name: 'Rest' })]) };
    }, ['a', 'bad']);
    // THEN
    expect(inputs).toEqual([{ name: 'bad' }]);
    expect(second.status).toBe(RunStatus.SUCCEEDED);
    expect(second.childRuns[0].path).toEqual(expect.arrayContaining(['Resize (again)', 'Rest (again)', 'Check (again)', 'Both (again)', 'Left (again)', 'Each (again)', 'Inner (again)']));
    expect(second.childRuns[0].path.filter((name) => !name.endsWith(' (again)'))).toEqual([]);
  });

  test('can be left out: then the input is as any other', () => {
    const catalog = new Catalog(() => ({ secondRun: false })).rows('a');
    const run = catalog.run({ failedItems: [] });
    expect(run.output.Images.items.total).toBe(1);
    expect(run.path).toEqual(['Images', 'Images: items', 'Images: count', 'Images: failed items']);
  });
});

test('an array of the input is processed too', () => {
  const catalog = new Catalog(() => ({ source: ItemSource.input('{% $states.input.names.{"name": $} %}') }));
  const run = catalog.run({ names: ['a', 'b'] });
  expect(run.childRuns.map(({ input }) => input)).toEqual([{ name: 'a' }, { name: 'b' }]);
});
