import { ExpenseEntry, ExpenseOutcome, SimulatedOffice } from './simulated-office';
import { DemoReport } from '../run';
import { readData } from '../shop/simulated-shop';
import { columns } from '../terminal';

/** How an expense of each group must end. */
export const ENDS: { readonly [group: string]: string } = {
  'small': 'PAID',
  'approved': 'PAID',
  'approved by the CFO': 'PAID',
  'rejected by the manager': 'Approval.Rejected',
  'rejected by finance': 'Approval.Rejected',
  'nobody answered': 'Approval.Rejected',
  'own manager': 'Approval.NoApprover',
  'no budget': 'DynamoDB.ConditionalCheckFailedException',
};

const BUDGETS = { sales: 10_000, research: 10_000, kitchen: 50 };

/** What became of all expenses of the example's data. */
export interface ExpensesReport extends DemoReport {
  readonly outcomes: readonly ExpenseOutcome[];
  /** Types of audit entries, and how many there are. */
  readonly audit: ReadonlyMap<string, number>;
}

/** Runs the expenses of the example's data through its workflow, and the clicks through the functions of the approval. */
export async function runExpenses(cdkOut: string): Promise<ExpensesReport> {
  const begin = performance.now();
  const office = new SimulatedOffice(cdkOut);
  office.fund(BUDGETS);
  const outcomes: ExpenseOutcome[] = [];
  for (const entry of readData<ExpenseEntry[]>('expenses')) outcomes.push(await office.process(entry));
  const wrong = [...outcomes.flatMap(problemsOf), ...budgetProblems(outcomes, office)];
  const seconds = (performance.now() - begin) / 1000;
  return { outcomes, audit: office.audit(), wrong, text: render(outcomes, office.audit(), wrong, seconds) };
}

/** What is wrong with how an expense ended. */
export function problemsOf({ entry, end, refusedClicks }: ExpenseOutcome): string[] {
  const expected = ENDS[entry.expect];
  if (expected === undefined) return [`${entry.expense.receipt}: nothing is expected of the group '${entry.expect}'`];
  return [
    ...(end === expected ? [] : [`${entry.expense.receipt} ended ${end}, not ${expected}`]),
    ...refusedClicks.map((click) => `${entry.expense.receipt}: a click was refused, ${click}`),
  ];
}

/** A department has spent what was paid, and has everything else back. */
function budgetProblems(outcomes: readonly ExpenseOutcome[], office: SimulatedOffice): string[] {
  return Object.entries(BUDGETS).flatMap(([department, budget]) => {
    const paid = outcomes.filter(({ entry, end }) => end === 'PAID' && entry.expense.department === department)
      .reduce((sum, { entry }) => sum + entry.expense.amount, 0);
    const left = office.left(department);
    return Math.abs(budget - paid - left) < 0.005 ? [] : [`${department}: ${budget} before, ${paid} paid, ${left} left`];
  });
}

function render(outcomes: readonly ExpenseOutcome[], audit: ReadonlyMap<string, number>, wrong: readonly string[], seconds: number): string {
  const rows = outcomes.map((outcome) => {
    const { entry, end, mails, duration } = outcome;
    return [entry.expense.receipt, `${entry.expense.amount.toFixed(2)} EUR`.padStart(12), entry.expect, end, mails, `${(duration.toHours({ integral: false })).toFixed(0)} h`,
      problemsOf(outcome).length === 0 ? 'as expected' : 'wrong'];
  });
  return [
    columns(`${outcomes.length} expenses, with the people who click on the links in their mail`,
      ['receipt', 'amount', 'group', 'ended', 'mails', 'took', 'verdict'], rows),
    `  on record: ${[...audit].map(([type, count]) => `${count} ${type}`).join(', ')}`,
    `  budgets: ${wrong.length === 0 ? 'spent is what was paid, and nothing else' : 'see what is wrong'}`,
    `  ${seconds.toFixed(1)} seconds`,
  ].join('\n');
}
