// One map run over a CSV file, in a process of its own, so that its memory can be told: FOLDER KEY → JSON on stdout.
import { simulation } from '../../src';

const [folder, key] = process.argv.slice(2);
const simulator = simulation.Simulator.fromDefinition({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
        Parameters: { Bucket: 'in', Key: key },
      },
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'Do', States: { Do: { Type: 'Pass', End: true } } },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'results' } },
      End: true,
    },
  },
});
simulator.bucket('in').useFolder(folder);
simulator.bucket('out').useFolder(folder);
const start = process.hrtime.bigint();
const run = simulator.workflow().start();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
process.stdout.write(JSON.stringify({ status: run.status, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
