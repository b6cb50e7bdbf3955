import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { attributeValues } from './attribute-values';
import { DynamoDbWork } from './dynamodb-work';
import { JsonObject } from './json';
import { PropName } from './work-base';

/**
 * How to change an item. Values of `key` and `values` are written plainly: text and expressions become `S`, numbers `N`, booleans
 * `BOOL`, lists `L`, objects `M`; an expression of another type names it: `{ N: '{% $string($states.input.amount) %}' }`.
 * `arguments` are further fields of the request. The result is what `ReturnValues` asks for, else null.
 * A condition that does not hold is the error `DynamoDB.ConditionalCheckFailedException`.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export interface UpdateItemProps extends StepProps {
  /** Key of the item, by attribute. */
  readonly key: { [attribute: string]: any };

  /** The change (`SET stock = stock - :n`). */
  readonly update: string;

  /**
   * Condition under which the item is changed.
   *
   * @default - no condition
   */
  readonly condition?: string;

  /**
   * What the names with `#` in the expressions stand for.
   *
   * @default - none
   */
  readonly names?: { [placeholder: string]: string };

  /**
   * What the names with `:` in the expressions stand for.
   *
   * @default - none
   */
  readonly values?: { [placeholder: string]: any };
}

/** Changes an item of a DynamoDB table. */
export class UpdateItem extends DynamoDbWork {
  public readonly resource = 'dynamodb:updateItem';

  constructor(table: dynamodb.ITable, private readonly change: UpdateItemProps) {
    super('updateItem', table, change);
  }

  protected fields(): JsonObject {
    return { Key: attributeValues(this.change.key), UpdateExpression: this.change.update, ...this.placeholders(this.change) };
  }

  protected defaultResult(): string {
    return '$states.result.Attributes';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    checks.check(Object.keys(this.change.key).length > 0, prop('key'), this.change.key, 'give the key of the item');
    checks.check(this.change.update !== '', prop('update'), this.change.update, 'give the change (SET stock = stock - :n)');
  }
}
