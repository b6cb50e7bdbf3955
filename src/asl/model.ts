import { Json, JsonObject } from './json';

/** In which language a state's expressions are written. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** The type of a state. */
export type StateTypeName = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** The type of a workflow: what Express cannot do is refused where it is given. */
export type WorkflowKind = 'STANDARD' | 'EXPRESS';

/**
 * A whole number as it stands in a definition: a number, or text that stands for one (a JSONata
 * expression `{% … %}`, or a substitution `${…}` of the deployment tool).
 */
export type NumberOrText = number | string;

/** States under their names, with the one that starts: the definition, a branch, or a Map's processor. */
export interface Scope {
  /** Name of the state that starts. */
  readonly startAt: string;
  /** The states under their names, in the order in which they are written; has no prototype. */
  readonly states: Readonly<Record<string, State>>;
  /** The language of states that name none. */
  readonly queryLanguage: QueryLanguage;
}

/** A state machine's definition, read and checked. */
export interface Definition extends Scope {
  readonly comment?: string;
  /** Version of the Amazon States Language: `1.0` where given. */
  readonly version?: string;
  /** Seconds that an execution may take. */
  readonly timeoutSeconds?: NumberOrText;
  /** The definition as it was given. */
  readonly source: JsonObject;
}

/** What every state has. */
export interface StateBase {
  readonly name: string;
  readonly type: StateTypeName;
  /** The state's language: its own, else the one of the definition. */
  readonly queryLanguage: QueryLanguage;
  readonly comment?: string;
  /** The state as it is written. */
  readonly source: JsonObject;
}

/** What follows a state: exactly one of the two is there. */
export interface Transition {
  readonly next?: string;
  readonly end?: boolean;
}

/** How a state reads its input and writes its output; `null` paths discard. */
export interface InputOutput {
  /** JSONPath: the part of the input that the state sees. */
  readonly inputPath?: string | null;
  /** JSONPath: the part of the result that goes on. */
  readonly outputPath?: string | null;
  /** JSONata: the state's output, a template. */
  readonly output?: Json;
  /** Variables that are set when the state ends, a template for each. */
  readonly assign?: JsonObject;
}

/** How a state reads its effective input and keeps its result. */
export interface ResultHandling extends InputOutput {
  /** JSONPath: the payload template that makes the effective input. */
  readonly parameters?: Json;
  /** JSONata: the template that makes the effective input. */
  readonly arguments?: Json;
  /** JSONPath: the template over the result. */
  readonly resultSelector?: JsonObject;
  /** JSONPath: where in the input the result goes; `null` discards it. */
  readonly resultPath?: string | null;
}

/** One entry of `Retry`. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  /** Seconds before the first retry; 1 where absent. */
  readonly intervalSeconds?: NumberOrText;
  /** How many retries; 3 where absent. */
  readonly maxAttempts?: NumberOrText;
  /** By what the wait grows with each retry; 2 where absent. */
  readonly backoffRate?: NumberOrText;
  /** The longest wait, in seconds. */
  readonly maxDelaySeconds?: NumberOrText;
  /** `FULL` or `NONE`; `NONE` where absent. */
  readonly jitterStrategy?: string;
  readonly comment?: string;
  readonly source: JsonObject;
}

/** One entry of `Catch`. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
  /** JSONPath: where in the input the error output goes; `null` discards it. */
  readonly resultPath?: string | null;
  /** JSONata: the output that goes to the next state, a template. */
  readonly output?: Json;
  readonly assign?: JsonObject;
  readonly comment?: string;
  readonly source: JsonObject;
}

/** What states that can fail have. */
export interface ErrorHandling {
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
}

/** Passes its input, or a fixed result, on. */
export interface PassState extends StateBase, Transition, InputOutput {
  readonly type: 'Pass';
  /** JSONPath: the fixed result. */
  readonly result?: Json;
  readonly resultPath?: string | null;
  readonly parameters?: Json;
}

/** Calls a service, a function or an activity. */
export interface TaskState extends StateBase, Transition, ResultHandling, ErrorHandling {
  readonly type: 'Task';
  readonly resource: string;
  readonly timeoutSeconds?: NumberOrText;
  readonly timeoutSecondsPath?: string;
  readonly heartbeatSeconds?: NumberOrText;
  readonly heartbeatSecondsPath?: string;
  /** The role that the call is made with: `RoleArn`, or `RoleArn.$`. */
  readonly credentials?: Json;
}

/** One entry of `Choices`. */
export interface ChoiceBranch {
  /** Name of the state that follows where the rule holds. */
  readonly next: string;
  /** JSONPath: the rule, as it is written (with its `Next`, `Assign` and `Comment`). */
  readonly rule: JsonObject;
  /** JSONata: the condition. */
  readonly condition?: string | boolean;
  /** JSONata: the output where the rule holds. */
  readonly output?: Json;
  readonly assign?: JsonObject;
  readonly comment?: string;
}

/** Goes on to the first state whose rule holds. */
export interface ChoiceState extends StateBase, InputOutput {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceBranch[];
  readonly default?: string;
}

/** Waits for a time or until a time: exactly one of the four forms is there. */
export interface WaitState extends StateBase, Transition, InputOutput {
  readonly type: 'Wait';
  readonly seconds?: NumberOrText;
  readonly secondsPath?: string;
  readonly timestamp?: string;
  readonly timestampPath?: string;
}

/** Ends the execution, the branch or the iteration well. */
export interface SucceedState extends StateBase, InputOutput {
  readonly type: 'Succeed';
}

/** Ends the execution with an error. */
export interface FailState extends StateBase {
  readonly type: 'Fail';
  readonly error?: string;
  readonly errorPath?: string;
  readonly cause?: string;
  readonly causePath?: string;
}

/** Runs branches side by side. */
export interface ParallelState extends StateBase, Transition, ResultHandling, ErrorHandling {
  readonly type: 'Parallel';
  readonly branches: readonly Scope[];
}

/** What a Map runs for each item. */
export interface ItemProcessor extends Scope {
  /** In the execution itself, or each item (batch) as a child execution of its own. */
  readonly mode: 'INLINE' | 'DISTRIBUTED';
  /** The type of the child executions. */
  readonly executionType?: WorkflowKind;
}

/** How a Distributed Map reads its items. */
export interface ItemReader {
  readonly resource: string;
  readonly readerConfig?: ReaderConfig;
  readonly parameters?: Json;
  readonly arguments?: Json;
  readonly source: JsonObject;
}

/** The form of what is read. */
export interface ReaderConfig {
  /** `JSON`, `JSONL`, `CSV`, `PARQUET` or `MANIFEST`. */
  readonly inputType?: string;
  /** `FIRST_ROW` or `GIVEN`. */
  readonly csvHeaderLocation?: string;
  readonly csvHeaders?: readonly string[];
  /** `COMMA`, `PIPE`, `SEMICOLON`, `SPACE` or `TAB`. */
  readonly csvDelimiter?: string;
  readonly maxItems?: NumberOrText;
  readonly maxItemsPath?: string;
  /** Where the array stands in a JSON file, a JSON pointer. */
  readonly itemsPointer?: string;
  /** `S3_INVENTORY` or `ATHENA_DATA`. */
  readonly manifestType?: string;
  /** `NONE`, or `LOAD_AND_FLATTEN`: read the listed objects too. */
  readonly transformation?: string;
  readonly source: JsonObject;
}

/** How items are put together to batches. */
export interface ItemBatcher {
  readonly batchInput?: Json;
  readonly maxItemsPerBatch?: NumberOrText;
  readonly maxItemsPerBatchPath?: string;
  readonly maxInputBytesPerBatch?: NumberOrText;
  readonly maxInputBytesPerBatchPath?: string;
  readonly source: JsonObject;
}

/** Where a Distributed Map writes its results. */
export interface ResultWriter {
  readonly resource?: string;
  readonly parameters?: Json;
  readonly arguments?: Json;
  readonly writerConfig?: WriterConfig;
  readonly source: JsonObject;
}

/** The form of what is written. */
export interface WriterConfig {
  /** `NONE`, `COMPACT` or `FLATTEN`. */
  readonly transformation?: string;
  /** `JSON` or `JSONL`. */
  readonly outputType?: string;
  readonly source: JsonObject;
}

/** Runs its processor for each item. */
export interface MapState extends StateBase, Transition, ResultHandling, ErrorHandling {
  readonly type: 'Map';
  readonly itemProcessor: ItemProcessor;
  /** Which field the processor is written under: `Iterator` is the older one. */
  readonly processorField: 'ItemProcessor' | 'Iterator';
  readonly itemReader?: ItemReader;
  readonly itemBatcher?: ItemBatcher;
  /** The template for each item; the older `Parameters` stands in `parameters`. */
  readonly itemSelector?: Json;
  readonly itemsPath?: string;
  /** JSONata: the items, an array or an expression. */
  readonly items?: Json;
  readonly resultWriter?: ResultWriter;
  readonly maxConcurrency?: NumberOrText;
  readonly maxConcurrencyPath?: string;
  readonly label?: string;
  readonly toleratedFailureCount?: NumberOrText;
  readonly toleratedFailureCountPath?: string;
  readonly toleratedFailurePercentage?: NumberOrText;
  readonly toleratedFailurePercentagePath?: string;
}

/** A state of any type. */
export type State = PassState | TaskState | ChoiceState | WaitState | SucceedState | FailState | ParallelState | MapState;
