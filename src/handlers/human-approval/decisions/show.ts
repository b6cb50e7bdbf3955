import { DecisionsPorts } from './ports';
import { Standing, standingOf } from './standing';
import { tellWorkflow } from './tell-workflow';
import { enter, Visit } from './visit';
import { decidedWords, endedWords, votedWords } from './words';
import { Answer, DecisionForm } from '../answer';
import { issueFormToken } from '../csrf';
import { ApprovalRequest } from '../request/approval-request';

/**
 * Shows a request. Mail scanners and previews open links too, so nothing is decided here whatever the link says. That the request was looked at
 * is recorded first: nobody sees what cannot be recorded as seen. HEAD records nothing, for it shows nothing.
 */
export async function show(visit: Visit, head: boolean, ports: DecisionsPorts): Promise<Answer> {
  const entry = await enter(visit, ports);
  if ('answer' in entry) return entry.answer;
  const { request, who } = entry;
  const standing = await standingOf(request, who, seconds(ports), (execution) => ports.executions.state(execution));
  if (!head) {
    const at = new Date(ports.now()).toISOString();
    await ports.requests.record(request, { type: 'ApprovalViewed', at, who, why: '', decision: '', round: request.round });
    if (standing.is === 'DECIDED') await tellWorkflow(request, ports); // a look heals what the decision could not do
  }
  return shown(request, who, standing, standing.is === 'OPEN' ? await formFor(visit, request, ports) : undefined);
}

/** The request with what is to say about how it stands. */
export function shown(request: ApprovalRequest, who: string, standing: Standing, form?: DecisionForm): Answer {
  const view = { request, who, heading: request.title, tone: 'NEUTRAL' } as const;
  switch (standing.is) {
    case 'OPEN': return { ...view, statusCode: 200, outcome: 'VIEWED', message: '', mayDecide: true, form };
    case 'DECIDED': return { ...view, statusCode: 200, outcome: 'VIEWED', message: decidedWords(request) };
    case 'VOTED': return { ...view, statusCode: 200, outcome: 'VIEWED', message: votedWords(standing.vote) };
    case 'LATE': return { ...view, statusCode: 410, outcome: 'LATE', tone: 'BAD', message: 'The time to decide this is over.' };
    case 'ENDED': return { ...view, statusCode: 410, outcome: 'EXECUTION_ENDED', tone: 'BAD', message: endedWords(standing.execution) };
  }
}

/** The form for this visitor; none for programs, which come without a link and send no form. */
export async function formFor(visit: Visit, request: ApprovalRequest, ports: DecisionsPorts, typed = { comment: '', wrong: false }): Promise<DecisionForm | undefined> {
  if (!visit.link) return undefined;
  const purpose = { id: request.id, subject: subjectOf(visit), round: request.round };
  return { token: issueFormToken(purpose, await ports.keys.ring(), seconds(ports)), comment: typed.comment, wrongComment: typed.wrong };
}

/** Who a form is made for: whoever is signed in, or the position in the link. */
export function subjectOf({ caller, link }: Visit): string {
  return caller.via === 'LINK' ? link?.approver ?? '' : caller.identity;
}

export function seconds({ now }: DecisionsPorts): number {
  return Math.floor(now() / 1000);
}
