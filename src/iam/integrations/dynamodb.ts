import type { Call, ResourceForm } from '../call';
import { ANSWERS, Integration, IntegrationAction } from '../integration';
import { tellKeyUse } from '../keys';

/** A table by name or ARN. */
export function table(call: Call): ResourceForm {
  return { kind: 'dynamodb:table', arn: (name) => call.arn('dynamodb', `table/${name}`) };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
function item(action: string, reason: string): IntegrationAction {
  return {
    patterns: ANSWERS,
    tell: (call) => {
      const tables = call.resources(table(call), 'TableName');
      call.need([action], tables?.map(({ arn }) => arn), reason);
      tellKeyUse(call, tables, ['kms:Decrypt'], 'reads and writes the encrypted table');
    },
  };
}

export const dynamodb: Integration = {
  service: 'dynamodb',
  actions: {
    getItem: item('dynamodb:GetItem', 'reads an item'),
    putItem: item('dynamodb:PutItem', 'writes an item'),
    updateItem: item('dynamodb:UpdateItem', 'updates an item'),
    deleteItem: item('dynamodb:DeleteItem', 'deletes an item'),
  },
};
