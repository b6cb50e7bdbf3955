import { Duration } from 'aws-cdk-lib';
import { DynamoDbError, InMemoryTables } from './in-memory-tables';
import { simulation } from '../../../src';

const ACTIONS = ['putItem', 'updateItem', 'getItem', 'deleteItem', 'query', 'transactWriteItems'] as const;

/**
 * Lets tables in memory answer Step Functions' own calls of DynamoDB, those of the optimized integration and of the SDK's.
 *
 * @param latency how long each call takes, so that executions get between each other's calls
 */
export function answerFromTables(simulator: simulation.Simulator, tables: InMemoryTables, latency = Duration.seconds(0)): void {
  const { Mock } = simulation;
  const answers = (action: typeof ACTIONS[number], prefix: string) => Mock.takes(latency, Mock.handler(tableService(tables, action, prefix)));
  for (const action of ACTIONS) {
    simulator.mockService('dynamodb', action, answers(action, 'DynamoDB'));
    simulator.mockService('aws-sdk:dynamodb', action, answers(action, 'DynamoDb'));
  }
}

/**
 * What one call of DynamoDB answers.
 *
 * @param prefix what the integration puts before the names of errors
 */
export function tableService(tables: InMemoryTables, action: typeof ACTIONS[number], prefix = 'DynamoDB'): simulation.IServiceHandler {
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
