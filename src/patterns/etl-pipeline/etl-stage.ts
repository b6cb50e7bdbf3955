import { Step } from '../../workflow';

/**
 * A stage of a pipeline: steps that run beside each other. All of them run to their end, also when one fails; then the stage has failed,
 * and no later one runs. So no job is stopped halfway, and all that is wrong with the data is told at once.
 */
export interface EtlStage {
  /** Name of the stage and of its state, 1 to 70 characters: what `startFrom` takes and messages say. */
  readonly name: string;

  /** The steps, of any kind. Their results join the object under their names, for the stages after this one. */
  readonly steps: Step[];
}
