import { Duration } from 'aws-cdk-lib';
import { acceptedExample } from './accepted';
import { ExpensesStack } from '../../examples/typescript/expense-approval/expenses-stack';
import { ENDS, ExpensesReport, problemsOf, runExpenses } from '../../scripts/demo/expenses/run-expenses';
import { ExpenseOutcome } from '../../scripts/demo/expenses/simulated-office';

const example = acceptedExample((app) => new ExpensesStack(app, 'Expenses'), {
  ApprovalAuditDeadLetterQueue20FC1009: 'AWS::SQS::Queue',
  ApprovalEventBus01596A3D: 'AWS::Events::EventBus',
  ApprovalGatewayApiAE70CDF3: 'AWS::ApiGateway::RestApi',
  ApprovalSigningSecretEE65470B: 'AWS::SecretsManager::Secret',
  ApprovalTable5628361C: 'AWS::DynamoDB::Table',
  ApprovalWorkflowStateMachineD015A360: 'AWS::StepFunctions::StateMachine',
  Budgets847BC00E: 'AWS::DynamoDB::Table',
  ExpenseParkingQueue2F7AA3F4: 'AWS::SQS::Queue',
  ExpensesStateMachine6CF402F0: 'AWS::StepFunctions::StateMachine',
  ExpensesTriggersApiB686524E: 'AWS::ApiGateway::RestApi',
  Operators93109ECD: 'AWS::SNS::Topic',
  Payroll721CBE42: 'AWS::SQS::Queue',
  UnreadablePayments5D4D833B: 'AWS::SQS::Queue',
});

describe('expenses', () => {
  let report: ExpensesReport;

  beforeAll(async () => {
    report = await runExpenses(example.cdkOut);
  });

  test('end as expected, and the budgets add up', () => {
    expect(report.wrong).toEqual([]);
  });

  test('are of every kind', () => {
    expect([...new Set(report.outcomes.map(({ entry }) => entry.expect))].sort()).toEqual(Object.keys(ENDS).sort());
  });

  test('tell those who have to approve, and remind them', () => {
    const mails = Object.fromEntries(report.outcomes.map(({ entry, mails: count }) => [entry.expense.receipt, count]));
    // manager, then three in finance; a reminder after a day to the two who have not voted
    expect([mails['R-001'], mails['R-003'], mails['R-005'], mails['R-007'], mails['R-012']]).toEqual([0, 6, 3, 1, 0]);
  });

  test('are on record with everything that happened', () => {
    expect([...report.audit.keys()]).toEqual([
      'ApprovalDecided', 'ApprovalEscalated', 'ApprovalFailed', 'ApprovalReminded', 'ApprovalRequested', 'ApprovalTimedOut', 'ApprovalViewed', 'ApprovalVoted',
    ]);
    expect(report.audit.get('ApprovalTimedOut')).toBe(1);
  });
});

describe('what became of an expense is wrong', () => {
  const outcome = (expect_: string, end: string, refusedClicks: string[] = []): ExpenseOutcome => ({
    entry: { expect: expect_, expense: { receipt: 'R-1', department: 'sales', amount: 1 }, clicks: [] }, end, mails: 0, refusedClicks, duration: Duration.hours(1),
  });

  test('where it ended otherwise', () => {
    expect(problemsOf(outcome('approved', 'PAID'))).toEqual([]);
    expect(problemsOf(outcome('approved', 'Approval.Rejected'))).toEqual(['R-1 ended Approval.Rejected, not PAID']);
  });

  test('where a click was refused, or nothing is expected of its group', () => {
    expect(problemsOf(outcome('approved', 'PAID', ['ann: 409']))).toEqual(['R-1: a click was refused, ann: 409']);
    expect(problemsOf(outcome('lost', 'PAID'))).toEqual(["R-1: nothing is expected of the group 'lost'"]);
  });
});
