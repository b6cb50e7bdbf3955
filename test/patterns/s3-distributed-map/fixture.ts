import { App, aws_lambda as lambda, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import { InvokeProps, ItemProcessor, ItemSource, S3DistributedMap, S3DistributedMapProps, simulation } from 'cdk-stepwise';

const { Mock, ServiceResponse, Simulator } = simulation;

/** The function of that name. */
export function fn(of: Stack, name: string): lambda.IFunction {
  return of.node.tryFindChild(name) as lambda.IFunction | undefined ?? new lambda.Function(of, name, {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = (event) => event;'),
  });
}

/** A processor that calls the function `Resize`. */
export function resize(of: Stack, props: InvokeProps = {}): ItemProcessor {
  return ItemProcessor.invoke(fn(of, 'Resize'), props);
}

/** Answers with what it got, or fails where that holds the text `bad`. */
export function failingOnBad(got: any[] = []): simulation.Mock {
  return Mock.handler({
    handle: ({ request }) => {
      got.push(request.Payload);
      return JSON.stringify(request.Payload).includes('bad') ? ServiceResponse.fail('Bad', 'it is bad') : ServiceResponse.succeed({ Payload: request.Payload });
    },
  });
}

/** A map over the rows of a CSV file, or whatever the props say. */
export class Catalog {
  public readonly stack = new Stack(new App(), 'Catalog');
  public readonly bucket = new s3.Bucket(this.stack, 'In');
  public readonly map: S3DistributedMap;
  public readonly simulator: simulation.Simulator;
  public readonly workflow: simulation.SimulatedWorkflow;
  /** What `Resize` was called with. */
  public readonly got: any[] = [];
  private runs = 0;

  constructor(props: (of: Catalog) => Partial<S3DistributedMapProps> = () => ({})) {
    this.map = new S3DistributedMap(this.stack, 'Images', {
      source: ItemSource.csv({ bucket: this.bucket, key: 'rows.csv' }),
      itemProcessor: resize(this.stack),
      ...props(this),
    });
    this.simulator = Simulator.fromStack(this.stack).mockResource('Resize', failingOnBad(this.got));
    this.workflow = this.simulator.workflow(this.map.workflow);
  }

  /** Writes a CSV file with a row for each text. */
  public rows(...names: string[]): this {
    this.simulator.bucket(this.bucket).put('rows.csv', ['name', ...names].join('\n'));
    return this;
  }

  /** Each execution has ids of its own, as on AWS. */
  public run(input: object = {}): simulation.Run {
    return this.workflow.start({ input, seed: String(this.runs++) });
  }

  /** What a file of the results holds. */
  public results(key: string): any {
    return JSON.parse(this.simulator.bucket(this.map.resultsBucket).read(key));
  }
}
