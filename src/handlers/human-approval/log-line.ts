/**
 * What the log may hold of an error. The message only of errors that this code throws, which quote nothing: those of AWS may repeat what was
 * sent (`Value '…' at 'taskToken' failed to satisfy constraint`), so of them the name and the id of the call, to look up in CloudTrail.
 */
export function errorFields(error: unknown): { readonly [field: string]: unknown } {
  if (!(error instanceof Error)) return { error: 'unknown' };
  const { $metadata } = error as { $metadata?: { requestId?: string } };
  return {
    error: error.name,
    ...(error.constructor === Error && error.name === 'Error' && !$metadata && { message: error.message }),
    ...($metadata?.requestId && { awsRequestId: $metadata.requestId }),
    at: error.stack?.replace(error.message, '').split('\n').filter((line) => /^ {4}at /.test(line)).slice(0, 3).map((line) => line.trim()),
  };
}
