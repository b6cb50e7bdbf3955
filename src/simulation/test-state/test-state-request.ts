/**
 * A request to test one state, in the shape of the TestState API.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export interface TestStateRequest {
  /** The state, or a whole definition with `stateName`, as JSON text. */
  readonly definition: string;
  /** The state of the definition to test. @default - the definition is that of one state */
  readonly stateName?: string;
  /** The state's input as JSON text. @default '{}' */
  readonly input?: string;
  /** What is told besides the outcome. @default 'INFO' */
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly roleArn?: string;
  /** The variables in view, as JSON text. @default - none */
  readonly variables?: string;
  /** The context object, as JSON text. @default - one that goes by the state and its input */
  readonly context?: string;
  /** What the state's call answers. @default - none: the state calls nothing */
  readonly mock?: MockInput;
  readonly stateConfiguration?: StateConfiguration;
}

/** The answer of a mocked call. */
export interface MockInput {
  /** JSON text. */
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  /** How closely a result is held against the service's API. @default 'STRICT' */
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

/** What has happened in the state before. */
export interface StateConfiguration {
  /** How often the retrier that applies has retried. @default 0 */
  readonly retrierRetryCount?: number;
  /** The state inside a Map or Parallel that the error comes from. */
  readonly errorCausedByState?: string;
  /** How many iterations of a Map have failed. @default 0 */
  readonly mapIterationFailureCount?: number;
  /** What the ItemReader of a Map reads, as JSON text. */
  readonly mapItemReaderData?: string;
}

/** What the test of a state tells; JSON values are text, as the API has them. */
export interface TestStateResponse {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly inspectionData?: InspectionData;
}

/** The data of the state on its way. */
export interface InspectionData {
  readonly input?: string;
  readonly afterInputPath?: string;
  readonly afterParameters?: string;
  readonly afterArguments?: string;
  readonly result?: string;
  readonly afterResultSelector?: string;
  readonly afterResultPath?: string;
  readonly afterItemsPath?: string;
  readonly afterItemsPointer?: string;
  readonly afterItemSelector?: string;
  readonly afterItemBatcher?: string;
  readonly maxConcurrency?: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
  readonly variables?: string;
  readonly errorDetails?: { readonly catchIndex?: number; readonly retryIndex?: number; readonly retryBackoffIntervalSeconds?: number };
}
