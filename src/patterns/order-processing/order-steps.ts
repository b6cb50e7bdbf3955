import { Construct } from 'constructs';
import { ORDER_STATES } from './order-names';
import { Step } from '../../workflow';
import { AslState } from '../../workflow/steps/asl-state';
import { expression } from '../../workflow/steps/jsonata';
import { Rendered, RenderOptions } from '../../workflow/steps/step-work';

/** A step of the pattern's own: nothing to undo, no group. */
abstract class OrderStep extends Step {
  /** @internal */
  public readonly _compensation = undefined;
  /** @internal */
  public readonly _members = undefined;
  /** @internal */
  public readonly _condition?: string;

  /** @internal */
  public _problems(): string[] {
    return [];
  }

  /** @internal */
  public _expressProblems(): string[] {
    return [];
  }
}

/** A step whose result nobody needs: it does not join the order. */
export class Quiet extends OrderStep {
  public readonly name: string;
  /** @internal */
  public readonly _condition?: string;
  /** @internal */
  public readonly _stateNames: readonly string[];

  constructor(private readonly step: Step) {
    super();
    this.name = step.name;
    this._condition = step._condition;
    this._stateNames = step._stateNames;
  }

  /** @internal */
  public _problems(): string[] {
    return this.step._problems();
  }

  /** @internal */
  public _render(scope: Construct, options: RenderOptions = {}): Rendered {
    return this.step._render(scope, { ...options, result: 'dropped' });
  }
}

/** Accepts an order, or ends the execution well when another one has the order already. */
export class AcceptOrder extends OrderStep {
  public readonly name = ORDER_STATES.accept;
  /** @internal */
  public readonly _stateNames = [ORDER_STATES.accept, ORDER_STATES.duplicate];

  constructor(private readonly write: Step, private readonly orderId: string) {
    super();
  }

  /** @internal */
  public _render(scope: Construct, options: RenderOptions = {}): Rendered {
    const duplicate = new AslState(scope, ORDER_STATES.duplicate, { Type: 'Succeed', Output: { orderId: this.orderId, status: 'DUPLICATE' } });
    const failure = { errors: ['DynamoDB.ConditionalCheckFailedException'], next: duplicate, output: '$states.input' };
    return this.write._render(scope, { ...options, result: 'dropped', failures: [failure] });
  }
}

/** Says what became of the order. */
export class OrderOutcome extends OrderStep {
  public readonly name = ORDER_STATES.outcome;
  /** @internal */
  public readonly _stateNames = [ORDER_STATES.outcome];

  constructor(private readonly orderId: string) {
    super();
  }

  /** @internal */
  public _render(scope: Construct): Rendered {
    const Output = { orderId: this.orderId, status: 'COMPLETED', order: expression('$states.input') };
    return new AslState(scope, this.name, { Type: 'Pass', Output });
  }
}
