/**
 * What a step waits for before its workflow goes on: the three service integration patterns of Step Functions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export enum WaitFor {
  /** The answer to the call (request-response). */
  RESPONSE = 'RESPONSE',

  /** The end of the job that the call started (`.sync`). Not in an Express workflow. */
  JOB = 'JOB',

  /** Someone who returns the task token (`.waitForTaskToken`). Not in an Express workflow. */
  CALLBACK = 'CALLBACK',
}
