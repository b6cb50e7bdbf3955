import { DynamoDbError, InMemoryTables } from './in-memory-tables';
import { simulation } from '../../../../src';

/** What Step Functions' own calls of DynamoDB answer, from tables in memory. The errors of `aws-sdk` integrations start with `DynamoDb`. */
export function tableService(tables: InMemoryTables, action: 'putItem' | 'updateItem' | 'getItem' | 'deleteItem' | 'transactWriteItems',
  errorPrefix = 'DynamoDB'): simulation.IServiceHandler {
  return {
    handle: ({ request }) => {
      try {
        return simulation.ServiceResponse.succeed(tables[action](request));
      } catch (error) {
        if (!(error instanceof DynamoDbError)) throw error;
        return simulation.ServiceResponse.fail(`${errorPrefix}.${error.name}`, error.message);
      }
    },
  };
}
