import { Construct } from 'constructs';
import type { ApprovalSettings } from './approval-definition';
import { auditItem } from './table-calls';
import { taskState } from './task-state';
import { AslState } from '../../../workflow/steps/asl-state';

/** Notes that an approval fails, and why, before it does. */
export function failureEntry(scope: Construct, name: string, { table }: ApprovalSettings, why: string, round: string): AslState {
  const Item = auditItem({ type: 'ApprovalFailed', at: '{% $states.context.State.EnteredTime %}', who: 'the workflow', why, round });
  return taskState(scope, name, 'dynamodb:putItem', { TableName: table.tableName, Item }, { Output: {} });
}
