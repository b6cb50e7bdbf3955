import { OrderProcessingProps } from './order-processing-props';
import { PropChecks } from '../../workflow/prop-checks';
import { isExpression } from '../../workflow/steps/jsonata';
import { problemsOf } from '../../workflow/steps/step-checks';

const PHASES = [
  'validation', 'inventory', 'fraudCheck', 'approval', 'payment', 'shippingLabel', 'shipment', 'notification', 'failureNotification',
] as const;

/** Notes what is wrong with the props, apart from the workflow's. */
export function checkOrderProps(props: OrderProcessingProps, checks: PropChecks): void {
  for (const phase of PHASES) {
    const step = props[phase];
    if (!step) continue;
    checks.merge(problemsOf(step, props.workflowType).map((problem) => `${phase}: ${problem}`));
    checks.check(!step._members, phase, step.name, 'give one step: a phase cannot be a group');
  }
  for (const prop of ['orderId', 'amount'] as const) {
    checks.check(props[prop] === undefined || isExpression(props[prop]), prop, props[prop], 'give a JSONata expression in {% %}');
  }
  const above = props.approvalAbove;
  checks.check(props.approval === undefined || above !== undefined, 'approvalAbove', above, 'say above which amount `approval` is asked');
  checks.check(above === undefined || props.approval !== undefined, 'approvalAbove', above, 'give the `approval` step too');
  checks.check(above === undefined || (Number.isFinite(above) && above >= 0), 'approvalAbove', above, 'give an amount of at least 0');
  checks.check(props.orderKey !== '', 'orderKey', props.orderKey, "give the name of the table's partition key");
  checks.check(!props.eventSource?.startsWith('aws.') && props.eventSource !== '', 'eventSource', props.eventSource,
    "give a source that does not start with 'aws.', which AWS keeps to itself");
  checks.check(!props.table || !props.tableEncryptionKey, 'tableEncryptionKey', props.tableEncryptionKey, 'take it out: the table given has its own');
  checks.check(!props.table || !props.tableRemovalPolicy, 'tableRemovalPolicy', props.tableRemovalPolicy, 'take it out: the table given has its own');
}
