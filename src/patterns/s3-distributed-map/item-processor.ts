import { aws_lambda as lambda, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InvokeProps, RetryPolicy, Step } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { Invoke } from '../../workflow/steps/invoke';
import { expression, toExpression } from '../../workflow/steps/jsonata';

/** How children are rendered. */
export interface ProcessorOptions {
  /** In place of the default retry policy, where a step has none of its own. */
  readonly retry?: RetryPolicy;
  readonly executionType: sfn.StateMachineType;
}

/** What each kind of processor does. */
interface ProcessorSpec {
  /** Names of its states, as far as they are known before it is rendered. */
  readonly stateNames: readonly string[];
  /** Whether retries are its own, so that nobody else's apply. */
  readonly ownRetries?: boolean;
  problems(): string[];
  expressProblems(): string[];
  render(scope: Construct, options: ProcessorOptions): sfn.IChainable;
}

/** What is done with each item, or each batch: the child executions of a distributed map run it. */
export class ItemProcessor {
  /**
   * A Lambda function. Its event is the item (or the batch, `{ Items, BatchInput }`) unless `arguments` says otherwise, and what it
   * returns is the child's result.
   */
  public static invoke(fn: lambda.IFunction, props: InvokeProps = {}): ItemProcessor {
    const work = new ReturnedInvoke(fn, props);
    return new ItemProcessor({
      stateNames: work.stateNames,
      problems: () => [...work.problems(), ...compensationProblems(work.name, work.compensation)],
      expressProblems: () => work.expressProblems(),
      render: (scope, { retry, executionType }) => work.render(scope, { retry, workflowType: executionType }),
    });
  }

  /**
   * Steps one after the other. The first receives the item, which has to be a JSON object (a batch is one); the child's result is that
   * object with the results of the steps, each under its step's name.
   */
  public static steps(steps: Step[]): ItemProcessor {
    return new ItemProcessor({
      stateNames: steps.flatMap((step) => step._stateNames),
      problems: () => [
        ...(steps.length === 0 ? ['itemProcessor: got an empty list; give at least one step'] : []),
        ...steps.flatMap((step) => step._problems()),
        ...steps.flatMap((step) => [step, ...step._members ?? []]).flatMap((one) => compensationProblems(one.name, one._compensation)),
      ],
      expressProblems: () => steps.flatMap((step) => step._expressProblems()),
      render: (scope, { retry, executionType }) => {
        const parts = steps.map((step) => step._render(scope, { retry, workflowType: executionType }));
        return parts.slice(1).reduce((chain, part) => chain.next(part), sfn.Chain.start(parts[0]));
      },
    });
  }

  /** A chain of CDK states, written in JSONata. Its retries are its own. */
  public static chain(states: sfn.IChainable): ItemProcessor {
    return new ItemProcessor({ stateNames: [], ownRetries: true, problems: () => [], expressProblems: () => [], render: () => states });
  }

  private constructor(private readonly spec: ProcessorSpec) {}

  /** @internal */
  public get _stateNames(): readonly string[] {
    return this.spec.stateNames;
  }

  /** @internal */
  public _check(executionType: sfn.StateMachineType, retry: RetryPolicy | undefined, checks: PropChecks): void {
    checks.merge(this.spec.problems());
    retry?._check(checks, 'itemRetry');
    checks.check(retry === undefined || this.spec.ownRetries !== true, 'itemRetry', 'a policy', 'take it out: the states of a chain have their own retries');
    if (executionType === sfn.StateMachineType.EXPRESS) checks.merge(this.spec.expressProblems().map((problem) => `itemProcessor: ${problem}`));
  }

  /** @internal */
  public _render(scope: Construct, options: ProcessorOptions): sfn.IChainable {
    return this.spec.render(scope, options);
  }
}

/** A function whose answer is the output itself. */
class ReturnedInvoke extends Invoke {
  protected output(defaultResult: string): string {
    return expression(this.props.result === undefined ? defaultResult : toExpression(this.props.result));
  }
}

function compensationProblems(name: string, compensation: Step | undefined): string[] {
  return compensation === undefined ? []
    : [`step '${name}': compensation: got '${compensation.name}'; only a Saga undoes: an item that fails is listed and can be run again`];
}
