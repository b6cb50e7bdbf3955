import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { ETL_MEMBERS } from './etl-names';
import { EtlPipelineProps } from './etl-pipeline-props';
import { checkNewObjects, NewObjects } from './new-objects';
import { areNested, checkQuarantine, isSameBucket, quarantineTarget } from './quarantine';
import { S3ObjectTriggerOptions, Step } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { isExpression } from '../../workflow/steps/jsonata';
import { checkStateName } from '../../workflow/steps/name-check';
import { MAX_NAME_LENGTH } from '../../workflow/steps/step-defaults';

/** What the pattern puts before or after the name of a stage. */
const ROOM_OF_STAGE = 'Keep lock for '.length;

/** What the pattern puts after the name of a step. */
const ROOM_OF_STEP = ' failed'.length;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_FRESHNESS = Duration.days(7);

const HOUR = Duration.hours(1).toMilliseconds();

/** Notes what is wrong with the props, apart from the workflow's. */
export function checkEtlProps(props: EtlPipelineProps, timeout: Duration, checks: PropChecks): void {
  checks.check(props.workflowType !== sfn.StateMachineType.EXPRESS, 'workflowType', props.workflowType,
    'a pipeline waits for jobs, which Express workflows cannot; leave it out');
  checkStages(props, checks);
  (props.onFailure ?? []).forEach((step, at) => checkStep(step, `onFailure[${at}]`, checks));
  props.runLock?._check(timeout, checks);
  if (props.newObjects) checkNewObjects(props.newObjects, 'newObjects.', checks);
  if (props.quarantine) checkQuarantine(props.quarantine, checks);
  checkLoop(props, checks);
  checkFreshness(props.freshness, checks);
  checks.check(props.runDate === undefined || isExpression(props.runDate), 'runDate', props.runDate, 'give a JSONata expression in {% %}');
  checkTable(props, checks);
}

function checkStages({ stages }: EtlPipelineProps, checks: PropChecks): void {
  checks.check(stages.length > 0, 'stages', stages, 'give at least one stage');
  stages.forEach(({ name, steps }, at) => {
    checkStateName(checks, `stages[${at}].name`, name);
    checks.check(name.length <= MAX_NAME_LENGTH - ROOM_OF_STAGE, `stages[${at}].name`, name, `give up to ${MAX_NAME_LENGTH - ROOM_OF_STAGE} characters`);
    checks.check(steps.length > 0, `stages[${at}].steps`, steps, 'give at least one step');
    for (const step of steps) {
      checkStep(step, `stage '${name}'`, checks);
      checks.check(step.name.length <= MAX_NAME_LENGTH - ROOM_OF_STEP, `stage '${name}': step`, step.name, `give it a name of up to ${MAX_NAME_LENGTH - ROOM_OF_STEP} characters`);
      checks.check(!Object.values(ETL_MEMBERS).includes(step.name), `stage '${name}': step`, step.name,
        'give it another name: the pipeline keeps something of its own there');
    }
  });
}

function checkStep(step: Step, where: string, checks: PropChecks): void {
  checks.merge(step._problems().map((problem) => `${where}: ${problem}`));
  checks.check(!step._members, where, step.name, 'give single steps, not a group');
  checks.check(!step._compensation, `${where}: step '${step.name}': compensation`, step._compensation?.name, 'only a Saga undoes; a pipeline resumes');
}

/** What lies in quarantine must not start the next run. */
function checkLoop({ newObjects, triggers = [], quarantine }: EtlPipelineProps, checks: PropChecks): void {
  if (!quarantine) return;
  const target = quarantineTarget(quarantine);
  const checkWatch = (at: string, { bucket, prefix }: NewObjects | S3ObjectTriggerOptions) =>
    checks.check(!isSameBucket(bucket, target.bucket) || !areNested(prefix ?? '', target.prefix), `${at}prefix`, prefix,
      `give one that leaves out ${target.prefix}: what is moved there would start the next run`);
  if (newObjects) checkWatch('newObjects.', newObjects);
  triggers.forEach((trigger, at) => {
    const options = trigger._s3Objects;
    if (!options) return;
    if (options.detailTypes?.includes('Object Created') ?? true) checkWatch(`triggers[${at}].`, options);
  });
}

function checkFreshness(freshness: Duration | undefined, checks: PropChecks): void {
  if (!freshness) return;
  const length = freshness.toMilliseconds();
  checks.check(length >= HOUR && length <= LONGEST_FRESHNESS.toMilliseconds() && length % HOUR === 0, 'freshness', freshness,
    `give whole hours, up to ${LONGEST_FRESHNESS.toHumanString()}`);
}

function checkTable(props: EtlPipelineProps, checks: PropChecks): void {
  const { table, runLock, newObjects } = props;
  const needed = runLock !== undefined || newObjects !== undefined;
  for (const prop of ['table', 'tableKey', 'tableEncryptionKey', 'tableRemovalPolicy'] as const) {
    checks.check(props[prop] === undefined || needed, prop, props[prop], 'take it out: neither runLock nor newObjects needs a table');
  }
  checks.check(props.tableKey !== '', 'tableKey', props.tableKey, "give the name of the table's partition key");
  for (const prop of ['tableEncryptionKey', 'tableRemovalPolicy'] as const) {
    checks.check(!table || props[prop] === undefined, prop, props[prop], 'take it out: the table given has its own');
  }
}
