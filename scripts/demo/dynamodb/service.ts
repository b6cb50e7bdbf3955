import { DynamoDbError, InMemoryTables } from './in-memory-tables';
import { simulation } from '../../../src';

/** What Step Functions' own calls of DynamoDB answer, from tables in memory. */
export function tableService(tables: InMemoryTables, action: 'putItem' | 'updateItem' | 'getItem' | 'deleteItem'): simulation.IServiceHandler {
  return {
    handle: ({ request }) => {
      try {
        return simulation.ServiceResponse.succeed(tables[action](request));
      } catch (error) {
        if (!(error instanceof DynamoDbError)) throw error;
        return simulation.ServiceResponse.fail(`DynamoDB.${error.name}`, error.message);
      }
    },
  };
}
