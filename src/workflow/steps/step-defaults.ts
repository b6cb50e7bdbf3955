import { Duration } from 'aws-cdk-lib';

/** Defaults of steps; the docs of `StepProps` are held to them. */
export const STEP_DEFAULTS = {
  responseTimeout: Duration.minutes(1),
  jobTimeout: Duration.hours(6),
  callbackTimeout: Duration.hours(1),
  callbackHeartbeat: Duration.minutes(10),
  functionTimeout: Duration.minutes(15),
  functionTimeoutMargin: Duration.seconds(5),
};

/** State names may have this many characters: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAX_NAME_LENGTH = 80;

/** TimeoutSeconds and HeartbeatSeconds may be this large: https://states-language.net/spec.html#task-state */
export const MAX_TIMEOUT_SECONDS = 99_999_999;
