// Asks DynamoDB for dynamodb-handler.ts, whose thread waits meanwhile.
const { parentPort } = require('node:worker_threads');

parentPort.on('message', async ({ signal, port, url, target, body }) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': target,
        // DynamoDB Local asks for a signature and looks at none
        'Authorization': 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
      },
      body,
    });
    port.postMessage({ status: response.status, text: await response.text() });
  } catch (error) {
    port.postMessage({ status: 0, text: String(error) });
  }
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
});
