import { App, aws_lambda as lambda, Duration, Stack } from 'aws-cdk-lib';
import { createTables, InMemoryTables } from '../../../scripts/demo/dynamodb/in-memory-tables';
import { answerFromTables } from '../../../scripts/demo/dynamodb/service';
import { readStack } from '../../../src/assembly';
import { Fallback, ServiceCall, ServiceOrchestration, ServiceOrchestrationProps, simulation, Step, StepProps } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;

/** When every run starts, unless a test says otherwise. */
export const START = Date.parse('2026-01-01T00:00:00.000Z');

/** A call of a function of that name. */
export function call(of: Stack, name: string, props: StepProps = {}): Step {
  return Step.invoke(lambda.Function.fromFunctionName(of, name, name), props);
}

/** An orchestration in a stack of its own, with one call unless the props have others. */
export function trip(props: (of: Stack) => Partial<ServiceOrchestrationProps> = () => ({})): { stack: Stack; orchestration: ServiceOrchestration } {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
  const given = props(stack);
  const orchestration = new ServiceOrchestration(stack, 'Trip', { calls: given.calls ?? [call(stack, 'Flights')], ...given });
  return { stack, orchestration };
}

/** A call with each guard that needs the table. */
export function guardAll(of: Stack, step = call(of, 'Flights')): Step {
  return ServiceCall.guard(step, {
    bulkhead: { maxConcurrency: 3 }, circuitBreaker: {}, fallback: Fallback.toLastGoodAnswer({ key: '{% $states.input.city %}' }),
  });
}

/** An orchestration whose functions all answer well; `mocks` answer otherwise. What executions share is kept from run to run. */
export class Services {
  public readonly stack: Stack = new Stack(new App(), 'Services');
  public readonly orchestration: ServiceOrchestration;
  public readonly tables = new InMemoryTables();
  private simulated?: simulation.Simulator;

  constructor(props: (of: Stack) => ServiceOrchestrationProps) {
    this.orchestration = new ServiceOrchestration(this.stack, 'Trip', props(this.stack));
  }

  /** The stack as it is now: whatever else it is to have is added before. */
  public get simulator(): simulation.Simulator {
    if (!this.simulated) {
      createTables(this.tables, readStack(this.stack));
      this.simulated = Simulator.fromStack(this.stack).mockService('lambda', 'invoke', Mock.returns({ ok: true }));
      answerFromTables(this.simulated, this.tables);
    }
    return this.simulated;
  }

  public get workflow(): simulation.SimulatedWorkflow {
    return this.simulator.workflow(this.orchestration.workflow);
  }

  /** @param after how long after the first run this one starts */
  public run(mocks: { [state: string]: simulation.Mock } = {}, input: object = {}, after: Duration = Duration.seconds(0)): simulation.Run {
    const startTime = new Date(START + after.toMilliseconds()).toISOString();
    return this.workflow.mockAll(mocks).start({ input, startTime, seed: `${after.toMilliseconds()}` });
  }

  /** What executions share. */
  public get records(): { [attribute: string]: any }[] {
    return [...this.tables.names].flatMap((name) => this.tables.items(name));
  }
}
