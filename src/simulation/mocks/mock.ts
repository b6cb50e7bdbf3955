import { Duration } from 'aws-cdk-lib';
import { readMockConfigFile } from './mock-config-file';
import type { Catalog } from '../catalog/catalog';
import { FunctionRunners } from '../handlers/function-runners';
import { HandlerOptions } from '../handlers/handler-options';
import { parseJson } from '../json-text';
import { requestOf } from './request';
import type { Json } from '../../asl';
import type { IServiceHandler } from '../service-handler';
import type { ServiceResponse } from '../service-response';
import type { Answer, Call, Responder } from '../tasks/call';

/** How a call that takes time behaves meanwhile. */
export interface TakesOptions {
  /**
   * Sends a heartbeat each time this much virtual time has passed.
   *
   * @default - no heartbeats
   */
  readonly heartbeatEvery?: Duration;
}

/**
 * What a mocked call answers.
 *
 * For a state that waits for a job (`.sync`) or a task token, this is the outcome of the job or of whoever holds the
 * token; a handler answers the call itself, and the token stays to be answered.
 */
export class Mock {
  /**
   * Succeeds, each time, with the same output.
   *
   * For `lambda:invoke` an output without a `Payload` is what the function returns; one with a `Payload` is the whole response.
   *
   * @param output any JSON value. JSON nulls are lost outside of TypeScript: see `returnsJson`
   */
  public static returns(output?: any): Mock {
    const json = plain(output);
    return new Mock(() => ({ kind: 'output', output: json }));
  }

  /**
   * Succeeds, each time, with the same output.
   *
   * @param outputJson the output as JSON text, in which nulls survive
   * @throws if the text is not JSON
   */
  public static returnsJson(outputJson: string): Mock {
    const json = parseJson(outputJson, 'outputJson');
    return new Mock(() => ({ kind: 'output', output: json }));
  }

  /**
   * Fails, each time, with the same error.
   *
   * @param errorName name of the error, as `Retry` and `Catch` see it
   * @param cause     text of the cause
   */
  public static fails(errorName: string, cause?: string): Mock {
    return new Mock((call) => ({ kind: 'failure', error: errorName, cause, submitted: call.pattern === 'REQUEST_RESPONSE' ? undefined : {} }));
  }

  /**
   * Answers the first call with the first mock, the second with the second, and so on; the last one goes on answering.
   * The sequence moves on with each call, in whichever execution or iteration it is made.
   *
   * @throws if no mock is given
   */
  public static sequence(...mocks: Mock[]): Mock {
    if (mocks.length === 0) throw new Error('Mock.sequence: got no mocks; give at least one');
    let next = 0;
    return new Mock((call, catalog) => mocks[Math.min(next++, mocks.length - 1)]._answer(call, catalog));
  }

  /**
   * Answers after some virtual time.
   *
   * @param time how long the call takes
   * @param mock what it answers then
   */
  public static takes(time: Duration, mock: Mock, options: TakesOptions = {}): Mock {
    const milliseconds = time.toMilliseconds();
    const heartbeatEvery = options.heartbeatEvery?.toMilliseconds();
    return new Mock((call, catalog) => ({ kind: 'delayed', milliseconds, heartbeatEvery, answer: mock._answer(call, catalog) }));
  }

  /** Never answers: virtual time runs into the timeout of the state, of the workflow or of the service. */
  public static never(): Mock {
    return new Mock(() => ({ kind: 'never' }));
  }

  /**
   * Takes the call and leaves its task token to whoever holds it: `Run.sendTaskSuccess`, `sendTaskFailure` and
   * `sendTaskHeartbeat` answer it.
   *
   * A state that waits for a task token does so without any mock; this gives the service's response, or makes one call of a sequence wait.
   *
   * @param response what the service says when it takes the call
   */
  public static awaitsToken(response?: any): Mock {
    const json = response === undefined ? {} : plain(response);
    return new Mock(() => ({ kind: 'awaited', submitted: json }));
  }

  /** Answers with code of yours. */
  public static handler(handler: IServiceHandler): Mock {
    return new Mock((call) => answerOf(handler.handle(requestOf(call)), call));
  }

  /**
   * Runs the code of the Lambda function that is called, in this process: a Node.js function of the stack whose code is
   * inline or a folder of the assembly, with its own environment variables. What it returns or throws is what the call answers.
   *
   * A function that answers with a promise needs `startAsync`. Calls that the code makes to AWS are not simulated: its
   * credentials are no credentials, and `modules` puts stand-ins in the place of an SDK's clients. Virtual time stands
   * still while code runs, and the function's own timeout is not kept.
   */
  public static runsHandler(options: HandlerOptions = {}): Mock {
    const runners = new FunctionRunners(options);
    return new Mock((call, catalog) => runners.answer(call, catalog));
  }

  /**
   * Reads one test case of a mock configuration file of Step Functions Local (`MockConfigFile.json`).
   *
   * Calls of a state are counted anew at each start; one that the file has no answer for stops the run.
   *
   * @param file             path of the file
   * @param testCase         name of the test case
   * @param stateMachineName name of the state machine in the file; may be left out where it has only one
   * @returns the mocks by state name, for `SimulatedWorkflow.mockAll`
   * @throws if the file is not in that format, with everything that is wrong with it, or has no such test case
   */
  public static fromMockConfigFile(file: string, testCase: string, stateMachineName?: string): { [stateName: string]: Mock } {
    return readMockConfigFile(file, testCase, stateMachineName, (answer) => new Mock(answer));
  }

  /**
   * Answers with anything that the engine knows.
   *
   * @internal
   */
  public static _of(answer: (call: Call) => Answer): Mock {
    return new Mock(answer);
  }

  /** How many calls it has answered. */
  public get calls(): number {
    return this.answered;
  }

  private answered = 0;

  private constructor(private readonly answer: (call: Call, catalog: Catalog) => Answer) {}

  /** @internal */
  public _answer(call: Call, catalog: Catalog): Answer {
    this.answered++;
    return this.answer(call, catalog);
  }

  /** @internal */
  public _responderIn(catalog: Catalog): Responder {
    return { answer: (call) => this._answer(call, catalog) };
  }
}

/** A handler answers the call itself; what the call waits for is still to come. */
function answerOf(response: ServiceResponse, call: Call): Answer {
  if (response.outputJson === undefined) return { kind: 'failure', error: response.errorName, cause: response.cause };
  const output = parseJson(response.outputJson, 'the response of a handler');
  return call.pattern === 'WAIT_FOR_TASK_TOKEN' ? { kind: 'awaited', submitted: output } : { kind: 'output', output };
}

/** The value as JSON has it, apart from the user's own object. */
function plain(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value)) as Json;
}
