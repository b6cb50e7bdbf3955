import { Authorization, Caller } from './caller';
import { LinkClaims, SHARED } from './links';
import { ApprovalRequest, WHOEVER } from './request/approval-request';

/** Who decides, as it is recorded; or why that person may not. */
export type Admission = { readonly who: string } | { readonly refused: 'REQUESTER' | 'NOT_LISTED' };

/**
 * Who the caller is to the request's present round; a link of another round says nothing about it. Whoever is signed in decides under that name,
 * whatever the link says; the link alone names the decider only where nobody signs in, and a link that all share only where nobody is listed.
 *
 * @param people how people are known: the requester is named as they are
 */
export function admit(request: ApprovalRequest, caller: Caller, link: LinkClaims | undefined, people: Authorization): Admission {
  const who = caller.via === 'LINK' ? holderOf(request, link) : caller.identity;
  if (who === undefined || who.trim() === '') return { refused: 'NOT_LISTED' }; // no name is nobody's
  if (request.requester !== '' && who === request.requester) return { refused: 'REQUESTER' };
  const listed = request.approvers.includes(who);
  if (!listed && (request.approvers.length > 0 || mayBeRequester(request, caller, people))) return { refused: 'NOT_LISTED' };
  return { who };
}

/**
 * Whether the names cannot tell a program from the requester: programs are known by an ARN and people by another kind of name, such as an e-mail
 * address, so that a requester who calls as a program would not be noticed. Who is listed was named as an approver by its ARN.
 */
function mayBeRequester({ requester }: ApprovalRequest, caller: Caller, people: Authorization): boolean {
  return requester !== '' && caller.via === 'IAM' && people !== 'IAM';
}

function holderOf({ approvers }: ApprovalRequest, link: LinkClaims | undefined): string | undefined {
  if (!link) return undefined;
  if (link.approver === SHARED) return approvers.length === 0 ? WHOEVER : undefined;
  return approvers[Number(link.approver)];
}
