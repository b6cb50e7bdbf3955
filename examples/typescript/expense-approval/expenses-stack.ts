import {
  aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_ses as ses, aws_sns as sns, aws_sqs as sqs, Duration, Stack, StackProps, Validations,
} from 'aws-cdk-lib';
import {
  ApprovalChannel, ApprovalRule, ApprovalTimeout, HumanApproval, RejectionEffect, Saga, Step, Trigger, TriggerInvocation, Workflow,
} from 'cdk-stepwise';
import { Construct } from 'constructs';

/** Expenses below this many euros need nobody's approval. */
export const APPROVED_BELOW = 100;

const text = { type: apigateway.JsonSchemaType.STRING, minLength: 1 };

/** What an expense has to say. */
const EXPENSE: apigateway.JsonSchema = {
  type: apigateway.JsonSchemaType.OBJECT,
  required: ['receipt', 'employee', 'manager', 'department', 'amount', 'reason'],
  properties: {
    receipt: text,
    employee: text,
    manager: text,
    department: text,
    amount: { type: apigateway.JsonSchemaType.NUMBER, minimum: 0.01 },
    reason: { type: apigateway.JsonSchemaType.STRING },
  },
};

const FINANCE = ['fatima@example.com', 'finn@example.com', 'flora@example.com'];

/**
 * Expenses of a company: the budget of the department is reserved, the manager and then two of three in finance approve what is large, and payroll
 * pays. When it is rejected, or payroll cannot take it, the budget is given back.
 */
export class ExpensesStack extends Stack {
  public readonly approval: HumanApproval;
  public readonly workflow: Workflow;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const operators = new sns.Topic(this, 'Operators', { enforceSSL: true });
    const budgets = new dynamodb.Table(this, 'Budgets', {
      partitionKey: { name: 'department', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const unreadable = new sqs.Queue(this, 'UnreadablePayments', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const payroll = new sqs.Queue(this, 'Payroll', { enforceSSL: true, deadLetterQueue: { queue: unreadable, maxReceiveCount: 5 } });

    this.approval = new HumanApproval(this, 'Approval', {
      title: "{% 'Expense of ' & $states.input.amount & ' EUR by ' & $states.input.employee %}",
      summary: '{% $states.input.reason %}',
      fields: {
        Amount: "{% $states.input.amount & ' EUR' %}",
        Department: '{% $states.input.department %}',
        Receipt: '{% $states.input.receipt %}',
      },
      requester: '{% $states.input.employee %}',
      rule: ApprovalRule.inOrder(
        ApprovalRule.oneOf(['{% $states.input.manager %}'], {
          timeout: Duration.days(3),
          onTimeout: ApprovalTimeout.escalate(['cfo@example.com'], { timeout: Duration.days(2), onTimeout: ApprovalTimeout.reject() }),
        }),
        ApprovalRule.quorum(2, FINANCE, { rejection: RejectionEffect.COUNTS, timeout: Duration.days(5) }),
      ),
      channels: [
        ApprovalChannel.mail({
          sender: 'Expenses <expenses@example.com>', identity: ses.EmailIdentity.fromEmailIdentityName(this, 'Identity', 'example.com'),
        }),
      ],
      commentOnRejection: true,
      reminderInterval: Duration.days(1),
      alarms: { topic: operators },
    });

    const amount = { ':amount': { N: '{% $string($states.input.amount) %}' } };
    const budget = { key: { department: '{% $states.input.department %}' }, names: { '#left': 'left' }, values: amount };
    const saga = new Saga(this, 'Expense', {
      steps: [
        Step.updateItem(budgets, {
          name: 'Reserve budget',
          ...budget,
          update: 'SET #left = #left - :amount',
          condition: '#left >= :amount',
          compensation: Step.updateItem(budgets, { name: 'Give budget back', ...budget, update: 'SET #left = #left + :amount' }),
        }),
        Step.when(`{% $states.input.amount >= ${APPROVED_BELOW} %}`, this.approval.step({ name: 'Approval' })),
        Step.sendMessage(payroll, {
          name: 'Pay', arguments: { employee: '{% $states.input.employee %}', amount: '{% $states.input.amount %}', receipt: '{% $states.input.receipt %}' },
        }),
      ],
      alarmTopic: operators,
    });
    this.workflow = new Workflow(this, 'Expenses', {
      steps: [saga.step],
      timeout: Duration.days(30),
      alarms: { topic: operators },
      triggers: [
        Trigger.api({
          path: 'expenses',
          invocation: TriggerInvocation.ASYNCHRONOUS,
          executionNameField: 'receipt',
          requestSchema: EXPENSE,
          cloudWatchRole: false, // that of the approval's API serves the account
        }),
      ],
    });
    Validations.of(this.workflow).acknowledge({ id: 'AwsSolutions-APIG3', reason: 'only roles of this account call the API, and they sign their requests' });
  }
}
