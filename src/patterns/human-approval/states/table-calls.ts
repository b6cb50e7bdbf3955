import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { JsonObject } from '../../../workflow/steps/json';
import { expression, expressionText, isExpression, quoted } from '../../../workflow/steps/jsonata';
import { TABLE } from '../approval-names';

/** The id of the request, as the states know it. */
export const REQUEST_ID = '{% $requestId %}';

/** Key of the request's item. */
export const REQUEST_KEY: JsonObject = { [TABLE.id]: { S: REQUEST_ID }, [TABLE.entry]: { S: TABLE.request } };

/** What an audit entry says; every member is text. */
export interface AuditEntry {
  readonly type: string;
  /** ISO time; also makes the entry's key, so it is the same each time that a state is retried. */
  readonly at: string;
  readonly who: string;
  readonly why: string;
  readonly round: string;
  readonly decision?: string;
  /** What tells entries apart that are alike in type, time and round. */
  readonly about?: string;
}

/** The item of an audit entry, as `functions` write theirs. */
export function auditItem({ type, at, who, why, round, decision, about }: AuditEntry): JsonObject {
  const inner = (text: string) => isExpression(text) ? `(${expressionText(text)})` : quoted(text);
  return {
    [TABLE.id]: { S: REQUEST_ID },
    [TABLE.entry]: { S: `{% '${TABLE.audit}' & ${inner(at)} & '#' & ${inner(type)} & '-' & ${inner(round)}${about === undefined ? '' : ` & ${quoted(`-${about}`)}`} %}` },
    type: { S: type },
    at: { S: at },
    who: { S: who },
    why: { S: why },
    round: { S: round },
    decision: { S: decision ?? '' },
    [TABLE.expiry]: { N: '{% $string($expiry) %}' },
  };
}

/**
 * Makes DynamoDB take a transaction once, however often its answer is lost, within ten minutes. All attempts of a state have the same token, for
 * they ask the same; the next visit of the state asks something else, which DynamoDB refuses under a token that was used.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function transactionToken(what: string): string {
  return expression(`$substring($hash($requestId & ${quoted(`-${what}-`)} & $string($asked.round) & '-' & $states.context.State.EnteredTime, 'SHA-256'), 0, 36)`);
}

/** An update of the request's item. `sets` are values as DynamoDB has them, `values` those of the condition. */
export function requestUpdate(
  table: dynamodb.ITable, sets: JsonObject, removes: readonly string[], condition: string, values: JsonObject, named: readonly string[],
): JsonObject {
  const attributes = Object.keys(sets);
  const set = `SET ${attributes.map((name) => `#${name} = :new_${name}`).join(', ')}`;
  const remove = removes.length === 0 ? '' : ` REMOVE ${removes.map((name) => `#${name}`).join(', ')}`;
  return {
    TableName: table.tableName,
    Key: REQUEST_KEY,
    UpdateExpression: `${set}${remove}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries([...new Set([...attributes, ...removes, ...named])].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: { ...Object.fromEntries(Object.entries(sets).map(([name, value]) => [`:new_${name}`, value])), ...values },
  };
}
