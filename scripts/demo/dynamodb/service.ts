import { DynamoDbError, InMemoryTables } from './in-memory-tables';
import { simulation } from '../../../src';

const ACTIONS = ['putItem', 'updateItem', 'getItem', 'deleteItem', 'query'] as const;

/** Lets tables in memory answer Step Functions' own calls of DynamoDB, those of the optimized integration and of the SDK's. */
export function answerFromTables(simulator: simulation.Simulator, tables: InMemoryTables): void {
  for (const action of ACTIONS) {
    simulator.mockService('dynamodb', action, simulation.Mock.handler(tableService(tables, action, 'DynamoDB')));
    simulator.mockService('aws-sdk:dynamodb', action, simulation.Mock.handler(tableService(tables, action, 'DynamoDb')));
  }
}

/** @param prefix what the integration puts before the names of errors */
function tableService(tables: InMemoryTables, action: typeof ACTIONS[number], prefix: string): simulation.IServiceHandler {
  return {
    handle: ({ request }) => {
      try {
        return simulation.ServiceResponse.succeed(tables[action](request));
      } catch (error) {
        if (!(error instanceof DynamoDbError)) throw error;
        return simulation.ServiceResponse.fail(`${prefix}.${error.name}`, error.message);
      }
    },
  };
}
