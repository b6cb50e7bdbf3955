import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { simulation } from 'cdk-stepwise';

const COMMANDS = { getItem: GetItemCommand, putItem: PutItemCommand, updateItem: UpdateItemCommand, transactWriteItems: TransactWriteItemsCommand };

/**
 * A call that a workflow makes of DynamoDB, answered by a DynamoDB API.
 *
 * @param table       name of the table there, whatever the call names
 * @param errorPrefix what Step Functions puts before the service's exceptions
 */
export function callsTo(client: DynamoDBClient, table: string, action: keyof typeof COMMANDS, errorPrefix: string): simulation.Mock {
  return simulation.asyncHandler(async ({ requestJson }) => {
    const input = JSON.parse(requestJson.replace(/"TableName":"[^"]*"/g, `"TableName":${JSON.stringify(table)}`));
    try {
      const { $metadata: _, ...output } = await client.send(new (COMMANDS[action] as typeof GetItemCommand)(input));
      return simulation.ServiceResponse.succeed(output);
    } catch (error) {
      return simulation.ServiceResponse.fail(`${errorPrefix}.${(error as Error).name}`, (error as Error).message);
    }
  });
}
