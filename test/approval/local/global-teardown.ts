import type { DynamoDbLocal } from './dynamodb-local';

export default async function globalTeardown(): Promise<void> {
  await ((globalThis as any).dynamoDbLocal as DynamoDbLocal | undefined)?.stop();
}
