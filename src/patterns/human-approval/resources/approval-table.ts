import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { APPROVAL_DEFAULTS } from '../approval-defaults';
import { TABLE } from '../approval-names';
import type { HumanApprovalProps } from '../human-approval-props';

/** The table for requests and audit entries. */
export function createTable(scope: Construct, props: HumanApprovalProps): dynamodb.Table {
  return new dynamodb.Table(scope, 'Table', {
    partitionKey: { name: TABLE.id, type: dynamodb.AttributeType.STRING },
    sortKey: { name: TABLE.entry, type: dynamodb.AttributeType.STRING },
    timeToLiveAttribute: TABLE.expiry,
    stream: dynamodb.StreamViewType.NEW_IMAGE,
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: props.encryptionKey ? dynamodb.TableEncryption.CUSTOMER_MANAGED : dynamodb.TableEncryption.DEFAULT,
    encryptionKey: props.encryptionKey,
    removalPolicy: props.tableRemovalPolicy ?? APPROVAL_DEFAULTS.tableRemovalPolicy,
  });
}
