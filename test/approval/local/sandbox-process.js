// The process of one sandbox: loads a function's bundle and answers the events that sandbox.ts sends, as Lambda's runtime would.
const { handler } = require(process.env.BUNDLE);

process.on('message', async ({ invocation, event }) => {
  const context = { awsRequestId: `invocation-${invocation}`, functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, getRemainingTimeInMillis: () => 10_000 };
  let answer;
  try {
    answer = { result: await handler(event, context) };
  } catch (error) {
    answer = { error: { name: error.name, message: error.message } };
  }
  if (process.connected) process.send({ invocation, ...answer });
});
// the tests are over, or were killed
process.on('disconnect', () => process.exit());
