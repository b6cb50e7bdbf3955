/**
 * Errors that pass by themselves, by the prefix that Step Functions puts before them. Optimized integrations report what the
 * service's SDK throws, `aws-sdk` integrations the service's exceptions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
export const LAMBDA_ERRORS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
];

/** What AWS services answer to a caller who is too fast, and when they fail themselves. */
const COMMON = ['ThrottlingException', 'TooManyRequestsException', 'ServiceUnavailableException', 'InternalServerException', 'SdkClientException'];

/** The transient errors of a service, and `more` of its own. */
export function transientErrors(prefix: string, ...more: string[]): string[] {
  return [...COMMON, ...more].map((error) => `${prefix}.${error}`);
}

/** What DynamoDB has of its own, after the prefix of the integration: `DynamoDB` of the optimized one, `DynamoDb` of the SDK's. */
export function dynamoDbErrors(prefix: 'DynamoDB' | 'DynamoDb'): string[] {
  return transientErrors(prefix, 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'InternalServerError', 'TransactionConflictException');
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export const HTTP_ERRORS = [
  'States.Http.Socket',
  'States.Http.StatusCode.429',
  'States.Http.StatusCode.500',
  'States.Http.StatusCode.502',
  'States.Http.StatusCode.503',
  'States.Http.StatusCode.504',
];
