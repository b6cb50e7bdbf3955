import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Services, START } from './fixture';
import { answerFromTables } from '../../../scripts/demo/dynamodb/service';
import { ServiceOrchestrationProps, simulation, Workflow } from 'cdk-stepwise';

/** A call that a crowd made, in seconds after the start. */
export interface Made {
  readonly at: number;
  readonly state: string;
}

/**
 * Many executions of an orchestration on one clock and over one table. Each read and write takes 10 milliseconds, so that they get between
 * each other's.
 */
export class Crowd extends Services {
  /** The calls of functions, in order. */
  public readonly made: Made[] = [];
  private readonly crowd: Workflow;

  constructor(props: (of: Services['stack']) => ServiceOrchestrationProps) {
    super(props);
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: '{% $states.input %}',
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'Wait',
            States: {
              Wait: { Type: 'Wait', Seconds: '{% $states.input.after %}', Next: 'Call' },
              Call: {
                Type: 'Task',
                Resource: 'arn:aws:states:::aws-sdk:sfn:startSyncExecution',
                Arguments: { StateMachineArn: this.orchestration.workflow.workflowArn, Input: '{% $string($states.input) %}' },
                Output: "{% $states.result.Status = 'SUCCEEDED' ? $parse($states.result.Output) : {'status': $states.result.Status} %}",
                End: true,
              },
            },
          },
          End: true,
        },
      },
    };
    this.crowd = new Workflow(this.stack, 'Crowd', { definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(definition)) });
    answerFromTables(this.simulator, this.tables, Duration.millis(10));
  }

  /** Answers a function's calls so, and takes a note of each. */
  public answer(state: string, answer: (request: any, seconds: number) => simulation.ServiceResponse, takes = Duration.seconds(0)): this {
    this.workflow.mock(state, simulation.Mock.takes(takes, simulation.Mock.handler({
      handle: ({ request, time }) => {
        const at = (Date.parse(time) - START) / 1000;
        this.made.push({ at, state });
        return answer(request.Payload, at);
      },
    })));
    return this;
  }

  /** Runs an execution for each request, `after` seconds after the first one, and gives their answers. */
  public requests(requests: { after: number; [field: string]: unknown }[]): any[] {
    const run = this.simulator.workflow(this.crowd).start({ input: requests });
    if (run.errorName !== undefined) throw new Error(`${run.errorName}: ${run.cause}`);
    return run.output;
  }

  /** Calls at the busiest moment, each of which takes so many seconds. */
  public busiest(seconds: number): number {
    return Math.max(...this.made.map(({ at }) => this.made.filter((other) => other.at <= at && at < other.at + seconds).length));
  }
}
