/** Names of the states that the pattern makes itself. */
export const ETL_STATES = {
  prepare: 'Prepare run',
  check: 'Run is well formed?',
  refused: 'Run refused',
  takeLock: 'Take lock',
  lockTaken: 'Still wait for lock?',
  waitForLock: 'Wait for lock',
  lockNotFree: 'Lock not free',
  skipped: 'Run skipped',
  startFrom: 'Start from which stage?',
  keepLock: (stage: string) => `Keep lock for ${stage}`,
  stageOk: (stage: string) => `${stage} ok?`,
  stepFailed: (step: string) => `${step} failed`,
  reportSuccess: 'Report success',
  giveBack: 'Give lock back',
  done: 'Run done',
  toQuarantine: 'Quarantine input?',
  keepToMove: 'Keep lock to move input',
  quarantine: 'Quarantine input',
  moveObjects: 'Move objects',
  copyObject: 'Copy object',
  deleteObject: 'Delete object',
  objectMoved: 'Object moved',
  objectLeft: 'Object not moved',
  tell: 'Tell of failure',
  giveBackFailed: 'Give lock back after failure',
  failed: 'Run failed',
};

/** Members that the pattern keeps in the object that steps receive. */
export const ETL_MEMBERS = {
  runDate: 'runDate',
  startFrom: 'startFrom',
  /** When the run had the lock, or was started, in ISO 8601: what was there by then is its input. */
  startedAt: 'startedAt',
  /** Until when the run waits for the lock, in milliseconds. */
  waitsUntil: 'waitsUntil',
  /** What went wrong: see `FailureRecord`. */
  failure: 'failure',
};

/** Errors of the pattern's own. */
export const ETL_ERRORS = {
  invalidInput: 'Etl.InvalidInput',
  alreadyRunning: 'Etl.AlreadyRunning',
  leaseLost: 'Etl.LeaseLost',
  /** Never seen outside: a failed run that is redriven. */
  redriven: 'Etl.Redriven',
};

/** Where the run reports that it succeeded, for the alarm on freshness. */
export const SUCCESS_METRIC = { namespace: 'CdkStepwise/EtlPipeline', name: 'RunsSucceeded', dimension: 'Workflow' };
