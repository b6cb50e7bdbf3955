import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Step } from './step';
import { WorkflowOptions } from './workflow-options';

/** Props of a `Workflow`. Give exactly one of `steps`, `definition` and `definitionBody`. */
export interface WorkflowProps extends WorkflowOptions {
  /**
   * The workflow as steps that run one after the other.
   *
   * @default - `definition` or `definitionBody` says what runs
   */
  readonly steps?: Step[];

  /**
   * The workflow as a chain of CDK states.
   *
   * @default - `steps` or `definitionBody` says what runs
   */
  readonly definition?: sfn.IChainable;

  /**
   * The workflow as Amazon States Language in a string or a file, or as a chain of CDK states.
   * A file is read at synth and goes into the template, so that its role can be derived and it can be simulated and linted.
   *
   * @default - `steps` or `definition` says what runs
   */
  readonly definitionBody?: sfn.DefinitionBody;

  /**
   * Values for the places `${Name}` of a string or file definition. They are filled at synth.
   *
   * @default - none
   */
  readonly definitionSubstitutions?: { readonly [name: string]: string };

  /**
   * The language of the states that do not name theirs. A string or file definition says it itself.
   *
   * @default QueryLanguage.JSONATA
   */
  readonly queryLanguage?: sfn.QueryLanguage;
}
