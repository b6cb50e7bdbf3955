import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { ApiTriggerOptions } from './api-options';

/** A field by its name, or by the names that lead to it. */
const FIELD_EXPRESSION = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/**
 * What an execution may be called so that CloudWatch can log it too.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
const EXECUTION_NAME: apigateway.JsonSchema = {
  type: apigateway.JsonSchemaType.STRING,
  minLength: 1,
  maxLength: 80,
  pattern: '^[0-9A-Za-z_-]+$',
};

/** Whether the text leads to a field of the body. */
export function isFieldExpression(text: string): boolean {
  return FIELD_EXPRESSION.test(text);
}

/** The schema that requests are held against: the user's, and the one of the name. */
export function requestSchema(options: ApiTriggerOptions): apigateway.JsonSchema {
  const parts = [
    ...options.requestSchema ? [inOrder(options.requestSchema)] : [],
    ...options.executionNameField === undefined ? [] : [nameSchema(options.executionNameField.split('.'))],
  ];
  const common = { schema: apigateway.JsonSchemaVersion.DRAFT4, type: apigateway.JsonSchemaType.OBJECT };
  if (parts.length === 0) return common;
  return parts.length === 1 ? { ...common, ...parts[0] } : { ...common, allOf: parts };
}

/**
 * The schema with its keys in alphabetical order. The CDK names a deployment by a hash of the schema's text, and languages hand over the
 * same schema with its keys in other orders: without this, an app moved to another language would deploy its API anew.
 */
function inOrder<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(inOrder) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) => [key, inOrder(value)])) as T;
}

function nameSchema([field, ...rest]: string[]): apigateway.JsonSchema {
  return {
    type: apigateway.JsonSchemaType.OBJECT,
    required: [field],
    properties: { [field]: rest.length === 0 ? EXECUTION_NAME : nameSchema(rest) },
  };
}
