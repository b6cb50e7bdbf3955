/**
 * What a text of a definition names: the AWS service prefix and resource type of the service authorization reference,
 * as in `lambda:function`, `dynamodb:table`, `s3:bucket`.
 */
export type ResourceKind = string;

/** What is known of a resource that a definition names. */
export interface KnownResource {
  /** What it is. */
  readonly kind: ResourceKind;
  /** Its ARN (of an S3 bucket: the bucket's). */
  readonly arn: string;
  /** Its name, the last part of its ARN. Default: taken from the ARN. */
  readonly name?: string;
  /** ARN of the customer managed key that encrypts it. Default: none, or a key that needs no grant. */
  readonly encryptionKeyArn?: string;
  /** ARNs of the roles that are passed when it is used (task and execution role of an ECS task definition). Default: not known. */
  readonly passedRoleArns?: readonly string[];
  /**
   * ARNs of what is used through it: the S3 locations behind an Athena work group, the secret of an EventBridge connection.
   * Default: not known.
   */
  readonly usedArns?: readonly string[];
}

/** The way from a text of a definition to what it names. A stack implements it over its constructs. */
export interface ResourceLookup {
  /**
   * What `text` names: an ARN, a name, a URL or a token that stands for one.
   *
   * @param text what the definition says
   * @param kind what it is expected to be. Default: anything
   * @returns nothing when it isn't known
   */
  find(text: string, kind?: ResourceKind): KnownResource | undefined;

  /**
   * One part of a text that is only known at deployment (in CDK: `Fn.select(index, Fn.split(separator, text))`).
   * Only asked for texts that hold a token.
   *
   * @returns nothing when the text cannot be taken apart
   */
  part?(text: string, separator: string, index: number): string | undefined;
}

/**
 * What calls may reach whose target is decided at run time by an expression. All entries are ARNs (patterns are fine).
 * The words are those of the props of `Workflow`: `buckets` is `allowedBuckets`.
 */
export interface AllowedResources {
  /** ARNs of Lambda functions, versions or aliases. */
  readonly functions?: readonly string[];
  /** ARNs of buckets, or of objects below a prefix (`arn:aws:s3:::bucket/prefix/*`). */
  readonly buckets?: readonly string[];
  /** ARNs of DynamoDB tables. */
  readonly tables?: readonly string[];
  /** ARNs of SQS queues. */
  readonly queues?: readonly string[];
  /** ARNs of SNS topics. */
  readonly topics?: readonly string[];
  /** ARNs of state machines. */
  readonly stateMachines?: readonly string[];
  /** ARNs of roles that calls pass or assume. */
  readonly roles?: readonly string[];
  /** ARNs of anything else; each call takes those of its service and resource type. */
  readonly resources?: readonly string[];
}

/** Where a definition runs and what it may reach: all that its permissions depend on besides its states. */
export interface PermissionContext {
  /** AWS partition, or a token. */
  readonly partition: string;
  /** Region, or a token. */
  readonly region: string;
  /** Account id, or a token. */
  readonly account: string;
  /** ARN of the machine itself, or a token. */
  readonly machineArn: string;
  /** Name of the machine itself, or a token. */
  readonly machineName: string;
  /** Type of the workflow. */
  readonly workflowType: 'STANDARD' | 'EXPRESS';
  /** Whether the machine logs to CloudWatch. Default: false. */
  readonly logging?: boolean;
  /** Whether the machine sends traces to X-Ray. Default: false. */
  readonly tracing?: boolean;
  /** ARN of the key that encrypts the machine's definition and executions. Default: AWS's own key. */
  readonly encryptionKeyArn?: string;
  /** What calls may reach whose target is decided at run time. Default: nothing, so that each is reported. */
  readonly allowed?: AllowedResources;
  /** Labels of the definition's own map runs, `*` for one that only AWS knows. The derivation fills it in. Default: none. */
  readonly mapRunLabels?: readonly string[];
  /** What texts of the definition name. Default: only what the texts themselves say. */
  readonly lookup?: ResourceLookup;
}
