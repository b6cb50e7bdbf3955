/** What starts the error of an HTTP answer: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export const HTTP_STATUS_ERROR = 'States.Http.StatusCode.';

/** One status (`429`) or a whole class of errors (`5xx`). */
const STATUS = /^[45](\d\d|xx)$/;

/** Whether a text names a status or class that an HTTP Task fails with. */
export function isHttpStatus(text: string): boolean {
  return STATUS.test(text);
}

/**
 * The error names of statuses. Step Functions compares names as a whole, so a class is all of its hundred statuses: those that nobody has
 * assigned are among them, as services do answer with them (520, 529, 599).
 */
export function httpStatusErrors(statuses: readonly string[]): string[] {
  return statuses.flatMap((status) => (status.endsWith('xx')
    ? Array.from({ length: 100 }, (_, at) => `${HTTP_STATUS_ERROR}${Number(status[0]) * 100 + at}`)
    : [`${HTTP_STATUS_ERROR}${status}`]));
}
