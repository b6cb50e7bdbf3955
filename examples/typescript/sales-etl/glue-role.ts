import { ArnFormat, aws_glue as glue, aws_iam as iam, aws_s3 as s3, CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What a role of Glue may reach. */
export interface GlueRoleProps {
  readonly lake: s3.IBucket;
  /** Start of the keys that are read. */
  readonly reads: string[];
  /** Start of the keys that are written. */
  readonly writes?: string[];
  /** Exact objects that are read: a script. */
  readonly objects?: string[];
  /** Table that is looked up, in its database. */
  readonly table?: { readonly database: string; readonly name: string };
  /** Ruleset of Glue Data Quality that the role evaluates. */
  readonly ruleset?: string;
}

/** A role that Glue takes for a job or an evaluation: parts of the lake, a table, its log. */
export class GlueRole extends iam.Role {
  constructor(scope: Construct, id: string, props: GlueRoleProps) {
    const stack = Stack.of(scope);
    super(scope, id, { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }) });
    const { lake, reads, writes = [], objects: exact = [], table, ruleset } = props;
    const objects = (prefixes: readonly string[]) => prefixes.map((prefix) => lake.arnForObjects(`${prefix}*`));
    this.allow(['s3:GetObject'], [...objects([...reads, ...writes]), ...exact]);
    if (writes.length > 0) this.allow(['s3:DeleteObject', 's3:PutObject'], objects(writes));
    this.addToPolicy(new iam.PolicyStatement({
      actions: ['s3:ListBucket'], resources: [lake.bucketArn], conditions: { StringLike: { 's3:prefix': [...reads, ...writes].map((prefix) => `${prefix}*`) } },
    }));
    this.allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      [stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '/aws-glue/*', arnFormat: ArnFormat.COLON_RESOURCE_NAME })]);
    if (table) {
      const arn = (resource: string, resourceName?: string) => stack.formatArn({ service: 'glue', resource, resourceName });
      this.allow(['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'],
        [arn('catalog'), arn('database', table.database), arn('table', `${table.database}/${table.name}`)]);
    }
    if (ruleset !== undefined) this.allowEvaluation(stack, ruleset);
    const bucket = stack.getLogicalId(lake.node.defaultChild as CfnElement);
    for (const prefix of [...reads, ...writes]) {
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${prefix}*]`, reason: 'Glue reads and writes whatever lies below the prefix' });
    }
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws-glue/*]', reason: 'Glue names its log groups itself',
    });
  }

  /**
   * What an evaluation takes beside the table and its data: its own run, where its result goes, and the libraries that it loads from a
   * bucket of AWS. Metrics are not asked for (`CloudWatchMetricsEnabled`), so that none may be put.
   *
   * @see https://docs.aws.amazon.com/glue/latest/dg/data-quality-authorization.html
   * @see https://docs.aws.amazon.com/glue/latest/dg/data-quality-trouble.html
   */
  private allowEvaluation(stack: Stack, ruleset: string): void {
    const rulesets = (resourceName: string) => [stack.formatArn({ service: 'glue', resource: 'dataQualityRuleset', resourceName })];
    this.allow(['glue:GetDataQualityResult', 'glue:GetDataQualityRuleset'], rulesets(ruleset));
    this.allow(['glue:GetDataQualityRulesetEvaluationRun', 'glue:PublishDataQuality'], rulesets('*'));
    const assets = `aws-glue-ml-data-quality-assets-${stack.region}`;
    this.allow(['s3:GetObject'], [stack.formatArn({ service: 's3', region: '', account: '', resource: assets, resourceName: '*' })]);
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:dataQualityRuleset/*]',
        reason: 'a run is no resource of its own, and has an id that Glue makes up',
      },
      { id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::aws-glue-ml-data-quality-assets-<AWS::Region>/*]', reason: 'AWS names the libraries that it loads' },
    );
  }

  private allow(actions: string[], resources: string[]): void {
    this.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  }
}

/** Says why jobs and crawlers have no security configuration. */
export function acknowledgeGlueLogs(job: glue.CfnJob): void {
  Validations.of(job).acknowledge(
    { id: 'AwsSolutions-GL1', reason: 'CloudWatch Logs encrypts the log with a key of its own' },
    { id: 'AwsSolutions-GL3', reason: 'the bookmark holds names of files, no sales' },
  );
}
