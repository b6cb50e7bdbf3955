import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { JsonObject } from './json';
import { expression } from './jsonata';
import { Failure } from './step-work';

/**
 * A state whose fields are written as they are, in JSONata. The L2 task classes lose JSONata in places and grant permissions that
 * the workflow derives itself.
 */
export class AslState extends sfn.State implements sfn.INextable {
  public readonly endStates: sfn.INextable[] = [this];
  private readonly catchers: { readonly handler: sfn.State; readonly errors: string[]; readonly output: string; readonly assign?: JsonObject }[] = [];

  constructor(scope: Construct, id: string, private readonly body: JsonObject) {
    super(scope, id, { queryLanguage: sfn.QueryLanguage.JSONATA });
  }

  /** Adds a branch of a Parallel state. */
  public branch(branch: sfn.IChainable): this {
    this.addBranch(new sfn.StateGraph(branch.startState, `Branch of ${this.stateId}`));
    return this;
  }

  /** Sets what a Map state does with each item. */
  public forEach(work: sfn.IChainable): this {
    this.addItemProcessor(new sfn.StateGraph(work.startState, `Items of ${this.stateId}`));
    return this;
  }

  /** Sends the execution to `handler` with `output` and the variables of `assign` when one of `errors` is left after the retries. */
  public catchTo(handler: sfn.IChainable, errors: string[], output: string, assign?: JsonObject): this {
    this.catchers.push({ handler: handler.startState, errors, output, assign });
    this._addCatch(handler.startState, { errors });
    return this;
  }

  /** Sends the execution to the first of `failures` that matches. */
  public catchAll(failures: readonly Failure[] = []): this {
    for (const { next, errors, output, assign } of failures) this.catchTo(next, errors ?? ['States.ALL'], expression(output), assign);
    return this;
  }

  /** Adds a rule of a Choice state. */
  public when(condition: string, next: sfn.IChainable): this {
    this.addChoice(sfn.Condition.jsonata(condition), next.startState);
    return this;
  }

  /** Sets where a Choice state goes when no rule matches. */
  public otherwise(next: sfn.IChainable): this {
    this.makeDefault(next.startState);
    return this;
  }

  public next(next: sfn.IChainable): sfn.Chain {
    this.makeNext(next.startState);
    return sfn.Chain.sequence(this, next);
  }

  public toStateJson(topLevelLanguage?: sfn.QueryLanguage): object {
    const { Type, ...fields } = this.body;
    return {
      Type,
      ...this.renderQueryLanguage(topLevelLanguage),
      ...fields,
      ...(this.branches.length > 0 ? { Branches: this.branches.map((branch) => branch.toGraphJson(topLevelLanguage)) } : {}),
      ...(this.processor === undefined ? {} : {
        ItemProcessor: { ProcessorConfig: { Mode: sfn.ProcessorMode.INLINE }, ...this.processor.toGraphJson(topLevelLanguage) },
      }),
      ...(Type === 'Choice' ? this.renderChoices(topLevelLanguage) : {}),
      ...(this.catchers.length > 0 ? { Catch: this.renderCatchers() } : {}),
      ...(Type === 'Choice' || Type === 'Fail' || Type === 'Succeed' ? {} : this.renderNextEnd()),
    };
  }

  private renderCatchers(): object[] {
    return this.catchers.map(({ handler, errors, output, assign }) => ({
      ErrorEquals: errors, ...(assign === undefined ? {} : { Assign: assign }), Output: output, Next: handler.stateId,
    }));
  }
}
