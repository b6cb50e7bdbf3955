import { derive, lines, messages } from './fixture';

const HERE = 'us-east-1:111122223333';
const mapRun = (more: object) => ({
  Each: {
    Type: 'Map',
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, StartAt: 'Nothing', States: { Nothing: { Type: 'Pass', End: true } } },
    End: true,
    ...more,
  },
});
const reader = (resource: string, args: object, config: object = {}) =>
  ({ ItemReader: { Resource: `arn:aws:states:::s3:${resource}`, Arguments: args, ReaderConfig: config } });
const s3 = (derived: ReturnType<typeof derive>) => lines(derived).filter((line) => /^(s3|kms):/.test(line));

describe('distributed map', () => {
  test('it runs executions of the machine itself, under its label', () => {
    // WHEN
    const derived = derive(mapRun({ Label: 'Rows' }));

    // THEN
    expect(lines(derived)).toEqual([
      `states:DescribeExecution states:StopExecution on arn:aws:states:${HERE}:execution:Orders/Rows:* arn:aws:states:${HERE}:execution:Orders:*`,
      `states:RedriveExecution on arn:aws:states:${HERE}:execution:Orders/Rows:*`,
      `states:StartExecution on arn:aws:states:${HERE}:stateMachine:Orders`,
    ]);
    expect(derived.needs.every(({ self }) => self)).toBe(true);
  });

  test('an inline map needs nothing of the kind', () => {
    const map = mapRun({}).Each;
    expect(derive({ Each: { ...map, ItemProcessor: { ...map.ItemProcessor, ProcessorConfig: { Mode: 'INLINE' } } } }).needs).toEqual([]);
  });

  test('a file is read at its key, with the key of its bucket', () => {
    // GIVEN
    const lookup = { find: (text: string) => text === 'rows' ? { kind: 's3:bucket', arn: 'arn:aws:s3:::rows', encryptionKeyArn: 'arn:aws:kms:k' } : undefined };

    // WHEN
    const derived = derive(mapRun(reader('getObject', { Bucket: 'rows', Key: 'in/rows.csv' }, { InputType: 'CSV' })), { lookup });

    // THEN
    expect(s3(derived)).toEqual(['kms:Decrypt on arn:aws:kms:k', 's3:GetObject on arn:aws:s3:::rows/in/rows.csv']);
  });

  test('a listing is limited to its prefix, and reads objects only where it flattens them', () => {
    const list = { Bucket: 'rows', Prefix: 'in/' };
    expect(s3(derive(mapRun(reader('listObjectsV2', list))))).toEqual(['s3:ListBucket on arn:aws:s3:::rows if {"StringLike":{"s3:prefix":"in/"}}']);
    expect(s3(derive(mapRun(reader('listObjectsV2', list, { Transformation: 'LOAD_AND_FLATTEN', InputType: 'JSON' }))))).toEqual([
      's3:GetObject on arn:aws:s3:::rows/in/*', 's3:ListBucket on arn:aws:s3:::rows if {"StringLike":{"s3:prefix":"in/"}}',
    ]);
  });

  test.each([{ InputType: 'MANIFEST' }, { ManifestType: 'S3_INVENTORY' }])('an inventory manifest, asked for by %j, is read with the data files beside it', (config) => {
    const args = { Bucket: 'inv', Key: 'all/source/daily/2026-01-01T00-00Z/manifest.json' };
    expect(s3(derive(mapRun(reader('getObject', args, config))))).toEqual([
      's3:GetObject on arn:aws:s3:::inv/all/source/daily/2026-01-01T00-00Z/manifest.json arn:aws:s3:::inv/all/source/daily/data/*',
    ]);
  });

  test('results go below their prefix', () => {
    const writer = { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'out', Prefix: 'runs' } } };
    expect(s3(derive(mapRun(writer)))).toEqual(['s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject on arn:aws:s3:::out/runs/*']);
  });

  test('results are uploaded in parts, which the key of their bucket decrypts and encrypts', () => {
    const lookup = { find: (text: string) => text === 'out' ? { kind: 's3:bucket', arn: 'arn:aws:s3:::out', encryptionKeyArn: 'arn:aws:kms:k' } : undefined };
    const writer = { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'out', Prefix: 'runs' } } };
    expect(s3(derive(mapRun(writer), { lookup }))[0]).toBe('kms:Decrypt kms:Encrypt kms:GenerateDataKey on arn:aws:kms:k');
  });

  test('the files of an Athena manifest are read in the buckets allowed, with their keys', () => {
    // GIVEN
    const lookup = { find: (text: string) => text === 'arn:aws:s3:::data' ? { kind: 's3:bucket', arn: text, encryptionKeyArn: 'arn:aws:kms:k' } : undefined };
    const args = { Bucket: 'queries', Key: 'unload/q-manifest.csv' };

    // WHEN
    const derived = derive(mapRun(reader('getObject', args, { InputType: 'CSV', ManifestType: 'ATHENA_DATA' })), { lookup, allowed: { buckets: ['arn:aws:s3:::data'] } });

    // THEN
    expect(s3(derived)).toEqual([
      'kms:Decrypt on arn:aws:kms:k',
      's3:GetObject on arn:aws:s3:::data/* arn:aws:s3:::queries/unload/*',
    ]);
  });

  describe('whoever asks for a map run whose ARN an expression decides', () => {
    const ask = (args: object) => ({ Ask: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:describeMapRun', Arguments: args, End: true } });
    const asks = (args: object, context: object = {}) => {
      const { End: _end, ...each } = mapRun({ Label: 'Rows' }).Each;
      const derived = derive({ Each: { ...each, Next: 'Ask' }, ...ask(args) }, context);
      return { derived, told: lines(derived).filter((line) => line.startsWith('states:DescribeMapRun')) };
    };

    test("may ask for the workflow's own", () => {
      const { derived, told } = asks({ MapRunArn: '{% $states.input.MapRunArn %}' });
      expect(told).toEqual([`states:DescribeMapRun on arn:aws:states:${HERE}:mapRun:Orders/Rows:*`]);
      expect(derived.needs.find(({ actions }) => actions.includes('states:DescribeMapRun'))!.self).toBe(true);
    });

    test('may ask for those that are allowed as well', () => {
      const other = `arn:aws:states:${HERE}:mapRun:Other/Rows:*`;
      expect(asks({ MapRunArn: '{% $arn %}' }, { allowed: { resources: [other] } }).told).toEqual([
        `states:DescribeMapRun on arn:aws:states:${HERE}:mapRun:Orders/Rows:*`, `states:DescribeMapRun on ${other}`,
      ]);
    });

    test('may ask for the one that the definition writes out, and no other', () => {
      const arn = `arn:aws:states:${HERE}:mapRun:Other/Rows:1`;
      expect(asks({ MapRunArn: arn }).told).toEqual([`states:DescribeMapRun on ${arn}`]);
    });

    test('is told to name it where the workflow has no map run', () => {
      expect(messages(derive(ask({ MapRunArn: '{% $arn %}' })))).toEqual([
        "state 'Ask' decides Arguments.MapRunArn at run time with '{% $arn %}'; name what it may be in allowedResources",
      ]);
    });
  });

  test('a bucket decided at run time is one of those allowed, at the key that is known', () => {
    const args = { Bucket: '{% $states.input.bucket %}', Key: "{% 'in/' & $states.input.day & '.csv' %}" };
    const derived = derive(mapRun(reader('getObject', args)), { allowed: { buckets: ['arn:aws:s3:::a', '${Token[B.1]}'] } });
    expect(s3(derived)).toEqual(['s3:GetObject on ${Token[B.1]}/in/*.csv arn:aws:s3:::a/in/*.csv']);
  });

  test('a bucket decided at run time that nothing allows is reported', () => {
    expect(messages(derive(mapRun(reader('getObject', { Bucket: '{% $b %}', Key: 'k' }))))).toEqual([
      "state 'Each' decides ItemReader.Arguments.Bucket at run time with '{% $b %}'; name what it may be in allowedBuckets",
    ]);
  });

  test('the key of the machine serves its child executions too', () => {
    const [{ conditions }] = derive(mapRun({}), { encryptionKeyArn: 'arn:aws:kms:k' }).needs;
    const self = `arn:aws:states:${HERE}:stateMachine:Orders`;
    expect(conditions).toEqual({ StringLike: { 'kms:EncryptionContext:aws:states:stateMachineArn': [self, `${self}/*`] } });
  });
});
