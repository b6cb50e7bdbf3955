import { DecisionsPorts } from './ports';
import { REFUSALS } from './refusals';
import { otherRoundWords } from './words';
import { admit } from '../admission';
import { Answer } from '../answer';
import { Caller } from '../caller';
import { LinkClaims } from '../links';
import { ApprovalRequest } from '../request/approval-request';

/** Somebody at a request: who calls, and by which link. A program has none, and may name the round that it means. */
export interface Visit {
  readonly id: string;
  readonly caller: Caller;
  readonly link?: LinkClaims;
  readonly round?: number;
}

/** The request as it is now and who the visitor is to it; or the answer to a visitor who has no business with it. */
export type Entry = { readonly request: ApprovalRequest; readonly who: string } | { readonly answer: Answer };

/** Lets a visitor in. What a stranger is told about an id is the same whether there is such a request or not. */
export async function enter({ id, caller, link, round }: Visit, { requests, authorization }: DecisionsPorts): Promise<Entry> {
  const request = await requests.read(id);
  if (!request) return { answer: link ? REFUSALS.notFound : REFUSALS.notForYou };
  // approvers of another round are others: positions in a link, too, count in those of its own round
  if (link && link.round !== request.round) return { answer: otherRound(link.round, request) };
  const admission = admit(request, caller, link, authorization);
  if ('refused' in admission) {
    if (admission.refused === 'REQUESTER') return { answer: REFUSALS.requester };
    return { answer: link ? REFUSALS.notListed : REFUSALS.notForYou };
  }
  if (round !== undefined && round !== request.round) return { answer: otherRound(round, request) };
  return { request, who: admission.who };
}

/** Of the request itself nothing is shown: it may be meant for other eyes by now. */
function otherRound(round: number, request: ApprovalRequest): Answer {
  return { statusCode: 409, outcome: 'OTHER_ROUND', tone: 'BAD', heading: 'This is no longer yours to decide', message: otherRoundWords(round, request) };
}
