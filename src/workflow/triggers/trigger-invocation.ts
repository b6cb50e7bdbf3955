/** How a trigger starts a workflow. */
export enum TriggerInvocation {
  /** The trigger starts an execution and does not wait for its end (`states:StartExecution`). */
  ASYNCHRONOUS = 'ASYNCHRONOUS',

  /** The trigger waits for the execution's end and answers with it (`states:StartSyncExecution`). Express workflows only. */
  SYNCHRONOUS = 'SYNCHRONOUS',
}
