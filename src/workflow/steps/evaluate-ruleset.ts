import { aws_iam as iam, aws_stepfunctions as sfn, interfaces } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { AslState } from './asl-state';
import { JsonObject } from './json';
import { expression } from './jsonata';
import { PollWork } from './poll-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to hold a table against a ruleset of Glue Data Quality. Step Functions cannot wait for that, so the step starts the evaluation and
 * looks at it with growing pauses, up to a minute, until it is done. `arguments` are further fields of the request. The result is
 * `{ ResultId, Score, Rules }`: the share of rules that passed, and how many there are.
 *
 * Rules that are not met are the error `Glue.RulesetFailed`, whose cause names each of them. An evaluation that does not come to a result
 * is `Glue.RulesetEvaluationFailed`, one that takes longer than `timeout` is `Glue.RulesetEvaluationTimedOut`. Throttled calls are always
 * retried; `retry` starts the evaluation anew.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StartDataQualityRulesetEvaluationRun.html
 */
export interface EvaluateRulesetProps extends StepProps {
  /** Database of the table, in the Glue catalog; text or an expression in `{% %}`. */
  readonly database: string;

  /** The table; text or an expression in `{% %}`. */
  readonly table: string;

  /**
   * Role that Glue evaluates under, which trusts `glue.amazonaws.com`. The step grants it nothing. It needs
   *
   * - the table: `glue:GetDatabase`, `glue:GetTable`, `glue:GetPartitions`; and its data: `s3:GetObject`, `s3:ListBucket`, `kms:Decrypt`
   * - its own run: `glue:GetDataQualityRuleset`, `glue:GetDataQualityRulesetEvaluationRun`, `glue:GetDataQualityResult` and
   *   `glue:PublishDataQuality` on `dataQualityRuleset/*`
   * - `s3:GetObject` on `aws-glue-ml-data-quality-assets-REGION/*`, where AWS keeps the libraries that it loads
   * - its log: `logs:CreateLogGroup`, `logs:CreateLogStream`, `logs:PutLogEvents` on `/aws-glue/*`
   * - where `arguments` ask for it: `cloudwatch:PutMetricData` (`CloudWatchMetricsEnabled`), `s3:PutObject` (`ResultsS3Prefix`)
   *
   * @see https://docs.aws.amazon.com/glue/latest/dg/data-quality-authorization.html
   * @see https://docs.aws.amazon.com/glue/latest/dg/data-quality-trouble.html
   */
  readonly role: iam.IRole;

  /**
   * Which partitions are looked at (`day = '2026-01-31'`); text or an expression in `{% %}`.
   *
   * @default - all
   */
  readonly pushDownPredicate?: string;

  /**
   * How many G.1X workers evaluate, from 1 on.
   *
   * @default - 5, as Glue has it
   */
  readonly numberOfWorkers?: number;
}

/** Causes may have this many characters: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionFailedEventDetails.html */
const MAX_CAUSE_LENGTH = 32_768;

/** Holds a table against a ruleset. */
export class EvaluateRuleset extends PollWork {
  protected readonly transientErrors = transientErrors('Glue', 'ConflictException', 'InternalServiceException', 'OperationTimeoutException',
    'ResourceNumberLimitExceededException');
  protected readonly done = "$states.input.status = 'SUCCEEDED'";
  protected readonly failed = "$states.input.status in ['FAILED', 'STOPPED', 'TIMEOUT']";
  protected readonly failure = {
    error: 'Glue.RulesetEvaluationFailed',
    cause: "$exists($states.input.detail) ? $states.input.detail : 'the evaluation ended as ' & $states.input.status",
  };
  protected readonly timedOut = 'Glue.RulesetEvaluationTimedOut';
  protected readonly jobResult = "{'results': [$states.input.results]}";

  constructor(private readonly ruleset: interfaces.aws_glue.IDataQualityRulesetRef, private readonly evaluation: EvaluateRulesetProps) {
    super('evaluateRuleset', ruleset.node.id, evaluation, [WaitFor.JOB, WaitFor.RESPONSE]);
  }

  public get stateNames(): readonly string[] {
    return this.wait === WaitFor.RESPONSE ? super.stateNames : [...super.stateNames, ...['results', 'met?', 'not met', 'met'].map((part) => this.stateName(part))];
  }

  protected branch(scope: Construct): sfn.IChainable {
    const evaluated = super.branch(scope);
    const kept = "{'found': [$states.result.Results], 'broken': [$states.result.Results.RuleResults[Result != 'PASS']]}";
    const results = new AslState(scope, this.stateName('results'), this.task({
      resource: 'aws-sdk:glue:batchGetDataQualityResult', arguments: { ResultIds: expression('$states.input.results') }, keeps: {},
    }, expression(kept)));
    const met = new AslState(scope, this.stateName('met'), {
      Type: 'Pass',
      Output: expression("($r := $states.input.found[0]; {'ResultId': $r.ResultId, 'Score': $r.Score, 'Rules': $count($r.RuleResults)})"),
    });
    const broken = "$states.input.broken.($exists(EvaluationMessage) ? Name & ' (' & EvaluationMessage & ')' : Name)";
    const notMet = new AslState(scope, this.stateName('not met'), {
      Type: 'Fail',
      Error: 'Glue.RulesetFailed',
      Cause: expression('$substring($count($states.input.found) = 0 ? \'the evaluation left no result\' : '
        + "($count($states.input.broken) = 1 ? '1 rule is' : $string($count($states.input.broken)) & ' rules are') & ' not met: ' "
        + `& $join([${broken}], '; '), 0, ${MAX_CAUSE_LENGTH})`),
    });
    const verdict = new AslState(scope, this.stateName('met?'), { Type: 'Choice' })
      .when(expression('$count($states.input.found) > 0 and $count($states.input.broken) = 0'), met).otherwise(notMet);
    for (const end of evaluated.endStates) end.next(results);
    results.next(verdict);
    return sfn.Chain.custom(evaluated.startState, [met], met);
  }

  protected start() {
    const { database, table, role, pushDownPredicate, numberOfWorkers } = this.evaluation;
    const request: JsonObject = {
      DataSource: {
        GlueTable: {
          DatabaseName: database,
          TableName: table,
          ...(pushDownPredicate === undefined ? {} : { AdditionalOptions: { pushDownPredicate } }),
        },
      },
      Role: role.roleArn,
      RulesetNames: [nameOf(this.ruleset)],
      ...(numberOfWorkers === undefined ? {} : { NumberOfWorkers: numberOfWorkers }),
      ...this.props.arguments,
    };
    return { resource: 'aws-sdk:glue:startDataQualityRulesetEvaluationRun', arguments: request, keeps: { run: '$states.result.RunId' } };
  }

  protected look() {
    return {
      resource: 'aws-sdk:glue:getDataQualityRulesetEvaluationRun',
      arguments: { RunId: '{% $states.input.run %}' },
      keeps: { status: '$states.result.Status', detail: '$states.result.ErrorString', results: '$states.result.ResultIds' },
    };
  }

  protected check(checks: PropChecks, prop: PropName): void {
    super.check(checks, prop);
    const { database, table, numberOfWorkers } = this.evaluation;
    checks.check(database !== '', prop('database'), database, 'name the database of the table');
    checks.check(table !== '', prop('table'), table, 'name the table');
    checks.check(numberOfWorkers === undefined || (Number.isInteger(numberOfWorkers) && numberOfWorkers >= 1), prop('numberOfWorkers'), numberOfWorkers,
      'give a whole number from 1 on');
  }
}

/** A ruleset's name, which CloudFormation knows it by; older CDKs call it an id. */
function nameOf(ruleset: interfaces.aws_glue.IDataQualityRulesetRef): string {
  const reference: { readonly dataQualityRulesetName?: string; readonly dataQualityRulesetId?: string } = ruleset.dataQualityRulesetRef;
  return reference.dataQualityRulesetName ?? reference.dataQualityRulesetId!;
}
