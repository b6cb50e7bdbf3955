import { Diagnostic, DiagnosticCode } from '../diagnostics';
import { QueryLanguage, WorkflowKind } from '../model';

/** What is the same for all of one definition while it is read. */
export interface Reading {
  /** Everything wrong that was found so far. */
  readonly diagnostics: Diagnostic[];
  /** The language of states that name none, whatever the state says in which they stand. */
  readonly language: QueryLanguage;
  /** The type of the workflow, where the reader was told. */
  readonly workflowType?: WorkflowKind;
  /** Every state name that was met, with the path of its first state. */
  readonly names: Map<string, string>;
}

/** Where the reader stands in a definition: takes down what is wrong there. */
export class Place {
  constructor(
    public readonly reading: Reading,
    /** The path into the definition. */
    public readonly path: string,
    /** The language that applies here. */
    public readonly language: QueryLanguage,
    /** The state that this is part of. */
    public readonly state?: string,
    /** The field, by its ASL name, with what leads to it inside the state (`Retry[0].MaxAttempts`). */
    public readonly field?: string,
  ) {}

  /** The place of a member of the object that stands here. */
  public member(name: string): Place {
    return new Place(this.reading, `${this.path}/${name}`, this.language, this.state, this.field === undefined ? name : `${this.field}.${name}`);
  }

  /** The place of an element of the array that stands here. */
  public element(index: number): Place {
    return new Place(this.reading, `${this.path}[${index}]`, this.language, this.state, `${this.field ?? ''}[${index}]`);
  }

  /** The place of a state among the states that stand here. */
  public ofState(name: string, language: QueryLanguage): Place {
    return new Place(this.reading, `${this.path}/${name}`, language, name);
  }

  /** This place, with another language. */
  public in(language: QueryLanguage): Place {
    return new Place(this.reading, this.path, language, this.state, this.field);
  }

  /** This place, where the states run in a workflow of another type; `undefined` where any call may stand. */
  public ofWorkflow(workflowType: WorkflowKind | undefined): Place {
    return new Place({ ...this.reading, workflowType }, this.path, this.language, this.state, this.field);
  }

  /**
   * Takes down what is wrong here.
   *
   * @param awsMessage the same in AWS's words, where those are known
   */
  public problem(reason: string, code: DiagnosticCode = 'SCHEMA_VALIDATION_FAILED', awsMessage?: string): void {
    this.reading.diagnostics.push({
      code,
      path: this.path,
      ...(this.state === undefined ? {} : { state: this.state }),
      ...(this.field === undefined ? {} : { field: this.field }),
      reason,
      ...(awsMessage === undefined ? {} : { awsMessage }),
    });
  }
}
