import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { attributeValues } from './attribute-values';
import { DynamoDbWork } from './dynamodb-work';
import { JsonObject } from './json';
import { PropName } from './work-base';

/**
 * How to write an item. Values of `item` and `values` are written plainly: text and expressions become `S`, numbers `N`, booleans
 * `BOOL`, lists `L`, objects `M`; an expression of another type names it: `{ N: '{% $string($states.input.amount) %}' }`.
 * `arguments` are further fields of the request. The result is the old item where `ReturnValues` asks for it, else null.
 * A condition that does not hold is the error `DynamoDB.ConditionalCheckFailedException`.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
 */
export interface PutItemProps extends StepProps {
  /** The item, by attribute. */
  readonly item: { [attribute: string]: any };

  /**
   * Condition under which the item is written (`attribute_not_exists(id)`).
   *
   * @default - no condition
   */
  readonly condition?: string;

  /**
   * What the names with `#` in the condition stand for.
   *
   * @default - none
   */
  readonly names?: { [placeholder: string]: string };

  /**
   * What the names with `:` in the condition stand for.
   *
   * @default - none
   */
  readonly values?: { [placeholder: string]: any };
}

/** Writes an item to a DynamoDB table. */
export class PutItem extends DynamoDbWork {
  public readonly resource = 'dynamodb:putItem';

  constructor(table: dynamodb.ITable, private readonly put: PutItemProps) {
    super('putItem', table, put);
  }

  protected fields(): JsonObject {
    return { Item: attributeValues(this.put.item), ...this.placeholders(this.put) };
  }

  protected defaultResult(): string {
    return '$states.result.Attributes';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    checks.check(Object.keys(this.put.item).length > 0, prop('item'), this.put.item, 'give at least the key of the item');
    super.check(checks, prop);
  }
}
