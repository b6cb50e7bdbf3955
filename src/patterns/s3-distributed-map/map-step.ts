import { Construct } from 'constructs';
import { MapWork } from './map-work';
import { DistributedMapStepProps } from './s3-distributed-map-props';
import { Step } from '../../workflow';
import { throwIfWrong } from '../../workflow/steps/step-checks';
import { Rendered, RenderOptions } from '../../workflow/steps/step-work';

/** A distributed map as a step. */
export class MapStep extends Step {
  public readonly name: string;
  /** @internal */
  public readonly _members = undefined;
  /** @internal */
  public readonly _condition = undefined;
  private readonly work: MapWork;

  constructor(props: DistributedMapStepProps, secondRun: boolean) {
    super();
    this.work = new MapWork(props, secondRun);
    this.name = this.work.name;
  }

  /**
   * Label of its map runs.
   * @internal
   */
  public get _label(): string {
    return this.work.label;
  }

  /**
   * What is wrong with the map, without the step's name in front.
   * @internal
   */
  public get _mapProblems(): string[] {
    return this.work.mapProblems();
  }

  /** @internal */
  public get _compensation(): Step | undefined {
    return this.work.compensation;
  }

  /** @internal */
  public get _stateNames(): readonly string[] {
    return this.work.stateNames;
  }

  /** @internal */
  public _problems(): string[] {
    return this.work.problems();
  }

  /** @internal */
  public _expressProblems(): string[] {
    return this.work.expressProblems();
  }

  /** @internal */
  public _render(scope: Construct, options: RenderOptions = {}): Rendered {
    throwIfWrong(this, scope, options.workflowType);
    return this.work.render(scope, options);
  }
}
