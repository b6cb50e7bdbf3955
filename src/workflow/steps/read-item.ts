import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { attributeValues } from './attribute-values';
import { DynamoDbWork } from './dynamodb-work';
import { JsonObject } from './json';
import { PropName } from './work-base';

/**
 * How to read an item. Values of `key` are written plainly: text and expressions become `S`, numbers `N`. `arguments` are further fields
 * of the request. The result is the item as DynamoDB writes it (`{ id: { S: '7' } }`), null where there is none.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export interface ReadItemProps extends StepProps {
  /** Key of the item, by attribute. */
  readonly key: { [attribute: string]: any };

  /**
   * Whether the read sees every write before it.
   *
   * @default true
   */
  readonly consistent?: boolean;
}

/** Reads an item of a DynamoDB table. */
export class ReadItem extends DynamoDbWork {
  public readonly nothingToUndo = 'a step that only reads has nothing to undo: put the compensation on the step that changes something';
  public readonly resource = 'dynamodb:getItem';

  constructor(table: dynamodb.ITable, private readonly read: ReadItemProps) {
    super('readItem', table, read);
  }

  protected fields(): JsonObject {
    return { Key: attributeValues(this.read.key), ConsistentRead: this.read.consistent ?? true };
  }

  protected defaultResult(): string {
    return '$states.result.Item';
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    checks.check(Object.keys(this.read.key).length > 0, prop('key'), this.read.key, 'give the key of the item');
  }
}
