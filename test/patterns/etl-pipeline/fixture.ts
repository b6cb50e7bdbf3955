import { App, aws_lambda as lambda, aws_s3 as s3, aws_sns as sns, aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { InMemoryTables } from '../../../scripts/demo/dynamodb/in-memory-tables';
import { answerFromTables } from '../../../scripts/demo/dynamodb/service';
import { readStack } from '../../../src/assembly';
import { EtlPipeline, EtlPipelineProps, simulation, Step, StepProps, Workflow } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;

/** A step that calls a function of that name. */
export function work(of: Stack, name: string, props: StepProps = {}): Step {
  return Step.invoke(lambda.Function.fromFunctionName(of, name, name), { timeout: Duration.days(3), ...props });
}

/** Three stages, the middle one of two steps. */
export function threeStages(of: Stack, props: StepProps = {}): EtlPipelineProps {
  return {
    stages: [
      { name: 'extract', steps: [work(of, 'Crawl', props)] },
      { name: 'transform', steps: [work(of, 'Clean', props), work(of, 'Check', props)] },
      { name: 'load', steps: [work(of, 'Load', props)] },
    ],
  };
}

/** A pipeline whose calls all answer well, its table in memory, its buckets those of the simulator. */
export class Lake {
  public readonly stack = new Stack(new App(), 'Lake', { env: { account: '111122223333', region: 'eu-west-1' } });
  public readonly pipeline: EtlPipeline;
  public readonly simulator: simulation.Simulator;
  public readonly workflow: simulation.SimulatedWorkflow;
  public readonly tables = new InMemoryTables();

  /** @param also makes more in the stack before it is simulated */
  constructor(props: (of: Stack) => Partial<EtlPipelineProps> = () => ({}), also: (lake: Lake) => void = () => undefined) {
    const own = props(this.stack);
    this.pipeline = new EtlPipeline(this.stack, 'Sales', { ...own, stages: own.stages ?? threeStages(this.stack).stages });
    also(this);
    this.simulator = Simulator.fromStack(this.stack)
      .mockService('lambda', 'invoke', Mock.returns({ ok: true }))
      .mockService('sns', 'publish', Mock.returns({ MessageId: 'm-1' }))
      .mockService('aws-sdk:cloudwatch', 'putMetricData', Mock.returns({}));
    if (this.pipeline.table) this.tables.create(this.tableName, ['id']);
    answerFromTables(this.simulator, this.tables);
    this.workflow = this.simulator.workflow(this.pipeline.workflow);
  }

  public run(mocks: { [state: string]: simulation.Mock } = {}, options: simulation.StartOptions = {}): simulation.Run {
    return this.workflow.mockAll(mocks).start({ input: {}, startTime: NOON, ...options });
  }

  /** Who has the lock, and until when, in seconds; nothing where it is free. */
  public get lock(): { owner: string; expiresAt: number } | undefined {
    const item = this.tables.items(this.tableName).find(({ owner }) => owner !== undefined);
    return item && { owner: item.owner.S, expiresAt: Number(item.expiresAt.N) };
  }

  /** Lets an owner have the lock. */
  public hold(owner: string, expiresAt: number): void {
    this.tables.putItem({ TableName: this.tableName, Item: { id: { S: 'lock#Lake/Sales' }, owner: { S: owner }, expiresAt: { N: String(expiresAt) } } });
  }

  /** How the simulation calls the pipeline's table. */
  private get tableName(): string {
    return readStack(this.stack).resources.find(({ type }) => type === 'AWS::DynamoDB::Table')!.name;
  }
}

export const NOON = '2026-01-31T12:00:00Z';
export const NOON_SECONDS = Date.parse(NOON) / 1000;

/** A bucket that holds the input. */
export function inbox(of: Stack): s3.Bucket {
  return new s3.Bucket(of, 'Inbox');
}

export function topic(of: Stack): sns.Topic {
  return new sns.Topic(of, 'Operators');
}

/** What the run told people. */
export function messageOf(run: simulation.Run): string {
  return run.calls.filter(({ action }) => action === 'publish').map(({ request }) => `${request.Subject}\n${request.Message}`).join('\n\n');
}

/** A workflow that starts others at given seconds, so that they share one clock. */
export function driver(
  lake: Lake, target: Workflow, starts: { readonly at: number; readonly input?: object; readonly name?: string }[], until: number,
): Workflow {
  const states: { [name: string]: object } = {};
  const times = [...starts].sort((a, b) => a.at - b.at);
  let now = 0;
  times.forEach(({ at, input = {}, name }, index) => {
    states[`Wait ${index}`] = { Type: 'Wait', Seconds: at - now, Next: `Start ${index}` };
    states[`Start ${index}`] = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution',
      Arguments: { StateMachineArn: '${Target}', Input: input, ...(name === undefined ? {} : { Name: name }) },
      Next: index + 1 < times.length ? `Wait ${index + 1}` : 'Wait for all',
    };
    now = at;
  });
  states['Wait for all'] = { Type: 'Wait', Seconds: until - now, End: true };
  return new Workflow(lake.stack, 'Driver', {
    definitionBody: sfn.DefinitionBody.fromString(JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Wait 0', States: states })),
    definitionSubstitutions: { Target: target.workflowArn },
    timeout: Duration.days(7),
  });
}
