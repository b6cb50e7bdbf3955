import { Caller } from './caller';
import { LinkClaims, SHARED } from './links';
import { ApprovalRequest, WHOEVER } from './request/approval-request';

/** Who decides, as it is recorded; or why that person may not. */
export type Admission = { readonly who: string } | { readonly refused: 'REQUESTER' | 'NOT_LISTED' };

/**
 * Who the caller is to the request's present round; a link of another round says nothing about it. Whoever is signed in decides under that name, whatever the link says; the link alone names the decider only
 * where nobody signs in, and a link that all share only where nobody is listed.
 */
export function admit(request: ApprovalRequest, caller: Caller, link: LinkClaims | undefined): Admission {
  const who = caller.via === 'LINK' ? holderOf(request, link) : caller.identity;
  if (who === undefined) return { refused: 'NOT_LISTED' };
  if (request.requester !== '' && who === request.requester) return { refused: 'REQUESTER' };
  if (request.approvers.length > 0 && !request.approvers.includes(who)) return { refused: 'NOT_LISTED' };
  return { who };
}

function holderOf({ approvers }: ApprovalRequest, link: LinkClaims | undefined): string | undefined {
  if (!link) return undefined;
  if (link.approver === SHARED) return approvers.length === 0 ? WHOEVER : undefined;
  return approvers[Number(link.approver)];
}
