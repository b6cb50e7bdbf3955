import { aws_cloudwatch as cloudwatch, aws_stepfunctions as sfn, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Releases } from './releases';

/** The version and alias of a workflow with releases. */
export interface ReleaseSet {
  readonly version: sfn.CfnStateMachineVersion;
  readonly alias: sfn.CfnStateMachineAlias;
}

/** Publishes each revision as a version that stays, and an alias that shifts to it. */
export function createRelease(
  scope: Construct, machine: sfn.StateMachine, releases: Releases, ownAlarms: readonly cloudwatch.IAlarm[],
): ReleaseSet {
  const version = new sfn.CfnStateMachineVersion(scope, 'Version', {
    stateMachineArn: machine.stateMachineArn,
    stateMachineRevisionId: machine.stateMachineRevisionId,
  });
  version.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const alias = new sfn.CfnStateMachineAlias(scope, 'Alias', {
    name: releases.aliasName,
    deploymentPreference: {
      stateMachineVersionArn: version.attrArn,
      type: releases.shift,
      percentage: releases.percentage,
      interval: releases.interval?.toMinutes(),
      alarms: (releases.rollbackAlarms ?? ownAlarms).map((alarm) => alarm.alarmName),
    },
  });
  return { version, alias };
}
