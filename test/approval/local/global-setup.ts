import { DynamoDbLocal } from './dynamodb-local';

/** One server for all test files, unless DYNAMODB_ENDPOINT names one that is there already. */
export default async function globalSetup(): Promise<void> {
  if (process.env.DYNAMODB_ENDPOINT) return;
  const server = await DynamoDbLocal.start();
  process.env.DYNAMODB_ENDPOINT = server.endpoint;
  (globalThis as any).dynamoDbLocal = server;
}
