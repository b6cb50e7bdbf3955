import { InMemoryTables, ItemAction } from './in-memory-tables';

type Send = (tables: InMemoryTables, input: any) => object;

/** What a handler's `require('@aws-sdk/client-dynamodb')` gets: the client and commands of the SDK, over tables in memory. */
export function dynamoDbSdk(tables: InMemoryTables): { [name: string]: unknown } {
  return {
    DynamoDBClient: class {
      public send(sent: { run: Send; input: unknown }): Promise<object> {
        // eslint-disable-next-line @typescript-eslint/require-await
        return (async () => sent.run(tables, sent.input))();
      }
    },
    GetItemCommand: command((all, input: ItemAction) => all.getItem(input)),
    PutItemCommand: command((all, input: ItemAction) => all.putItem(input)),
    UpdateItemCommand: command((all, input: ItemAction) => all.updateItem(input)),
    DeleteItemCommand: command((all, input: ItemAction) => all.deleteItem(input)),
    TransactWriteItemsCommand: command((all, input) => all.transactWriteItems(input)),
  };
}

function command(run: Send): new (input: unknown) => object {
  return class {
    public readonly run = run;
    constructor(public readonly input: unknown) {}
  };
}
