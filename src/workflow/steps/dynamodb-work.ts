import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { attributeValues } from './attribute-values';
import { JsonObject } from './json';
import { RequestWork } from './request-work';
import { dynamoDbErrors } from './transient-errors';

/** The parts of a request that expressions of DynamoDB share. */
interface Placeholders {
  readonly condition?: string;
  readonly names?: { [placeholder: string]: string };
  readonly values?: { [placeholder: string]: any };
}

/** A step that calls DynamoDB. */
export abstract class DynamoDbWork extends RequestWork {
  protected readonly transientErrors = dynamoDbErrors('DynamoDB');

  constructor(factory: string, private readonly table: dynamodb.ITable, props: StepProps) {
    super(factory, table.node.id, props, [WaitFor.RESPONSE]);
  }

  protected request(): JsonObject {
    return { TableName: this.table.tableName, ...super.request() };
  }

  protected placeholders({ condition, names, values }: Placeholders): JsonObject {
    return {
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
      ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
      ...(values === undefined ? {} : { ExpressionAttributeValues: attributeValues(values) }),
    };
  }
}
