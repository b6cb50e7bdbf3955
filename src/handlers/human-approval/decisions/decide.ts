import { DecisionsPorts } from './ports';
import { REFUSALS } from './refusals';
import { formFor, seconds, shown, subjectOf } from './show';
import { Standing, standingOf } from './standing';
import { tellWorkflow } from './tell-workflow';
import { enter, Visit } from './visit';
import { recordedWords } from './words';
import { Answer, Outcome } from '../answer';
import { checkFormToken } from '../csrf';
import { Submission } from '../http/submission';
import { ApprovalRequest, Vote } from '../request/approval-request';
import { Outcome as Tally, tally } from '../request/tally';

/** How often a vote that others cross is tried again. With the waits between, that is 4 seconds as a rule and 9 at most. */
export const MOST_ATTEMPTS = 14;

/** The longest wait before another attempt doubles from here, in milliseconds, up to a second. */
const FIRST_WAIT_MS = 20;

/** Decides a request, or says why not. Each attempt looks at everything anew, so what it writes is about what is there. */
export async function decide(visit: Visit, submission: Submission, ports: DecisionsPorts): Promise<Answer> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const answer = await attemptTo(visit, submission, ports);
    if (answer) return answer;
    await ports.wait(ports.random() * Math.min(1000, FIRST_WAIT_MS * 2 ** attempt)); // at random, or all would meet again
  }
  return REFUSALS.busy;
}

/** @returns nothing where somebody else was faster */
async function attemptTo(visit: Visit, submission: Submission, ports: DecisionsPorts): Promise<Answer | undefined> {
  const entry = await enter({ ...visit, round: submission.round }, ports);
  if ('answer' in entry) return entry.answer;
  const { request, who } = entry;
  const token = await formToken(visit, submission, request, ports);
  if (token === 'BAD') return REFUSALS.badFormToken;
  const standing = await standingOf(request, who, seconds(ports), (execution) => ports.executions.state(execution));
  if (standing.is !== 'OPEN') return closed(request, who, standing, submission, ports);
  const again = async (outcome: Outcome, message: string, wrong: boolean): Promise<Answer> => ({
    ...shown(request, who, standing, await formFor(visit, request, ports, { comment: submission.comment, wrong })),
    statusCode: 400,
    outcome,
    tone: 'BAD',
    message,
  });
  if (token === 'OLD') return again('OLD_FORM_TOKEN', 'This page was open for more than an hour. Nothing was decided yet; please decide again.', false);
  if (submission.problem) return again('BAD_SUBMISSION', submission.problem.message, submission.problem.field === 'comment');
  const { decision, comment } = submission;
  if (decision === undefined) throw new Error('a submission without problem has a decision');
  if (decision === 'REJECTED' && request.commentRequired && comment === '') {
    return again('COMMENT_MISSING', 'Nothing was decided yet: a rejection needs a comment that says why.', true);
  }
  const vote: Vote = { approver: who, decision, comment, at: new Date(ports.now()).toISOString(), via: visit.caller.via };
  const outcome = tally(request, vote);
  if (!await ports.requests.vote(request, vote, outcome)) return undefined;
  return recorded(request, vote, outcome, ports);
}

/**
 * A form has to bring its token: a page elsewhere can send one on behalf of whoever looks at it. JSON needs none: no such page can send it
 * without asking first (a CORS preflight), and that is never answered.
 */
async function formToken(visit: Visit, { format, token }: Submission, { id, round }: ApprovalRequest, ports: DecisionsPorts): Promise<'GOOD' | 'OLD' | 'BAD'> {
  if (format === 'JSON') return 'GOOD';
  return checkFormToken(token, { id, subject: subjectOf(visit), round }, ports.keys, seconds(ports));
}

/** Answers a vote that was written; where it decided, the workflow is told. */
async function recorded(before: ApprovalRequest, vote: Vote, outcome: Tally, ports: DecisionsPorts): Promise<Answer> {
  const now = await ports.requests.read(before.id);
  // the workflow may ask the next level already: shown is the round of the vote, and the workflow knows
  const request = now?.round === before.round ? now : { ...before, status: outcome, votes: [...before.votes, vote], taskToken: undefined };
  const answer: Answer = {
    request, who: vote.approver, heading: request.title, statusCode: 200, outcome: 'VOTED', tone: 'GOOD', message: recordedWords(vote.decision, request),
  };
  if (outcome === 'PENDING') return answer;
  return await tellWorkflow(request, ports) ? { ...answer, outcome: 'DECIDED' } : { ...answer, ...NOT_TOLD };
}

/** Answers a decision that comes too late or twice; the workflow is told again of a decision that it may not have heard of. */
async function closed(request: ApprovalRequest, who: string, standing: Standing, { decision }: Submission, ports: DecisionsPorts): Promise<Answer> {
  const answer = shown(request, who, standing);
  if (standing.is === 'VOTED') return { ...answer, statusCode: 409, outcome: 'ALREADY_VOTED', tone: 'BAD' };
  if (standing.is !== 'DECIDED') return answer;
  const told = await tellWorkflow(request, ports);
  const own = request.votes.find(({ approver }) => approver === who)?.decision;
  if (own === undefined || own !== decision) return { ...answer, statusCode: 409, outcome: 'ALREADY_DECIDED', tone: 'BAD' };
  const repeated: Answer = { ...answer, statusCode: 200, outcome: 'ALREADY_DECIDED', tone: 'GOOD', message: recordedWords(own, request) };
  return told ? repeated : { ...repeated, ...NOT_TOLD };
}

/** The decision stands, and sending it again tells the workflow again. */
const NOT_TOLD = {
  statusCode: 502,
  outcome: 'RECORDED_NOT_TOLD',
  tone: 'NEUTRAL',
  message: 'Your decision is recorded, the workflow will hear of it. You can close this page; sending the decision again does no harm.',
} as const;
