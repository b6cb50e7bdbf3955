import { LinkClaims, SHARED, signLink } from '../links';
import { isRequestId } from '../request-id';
import { SigningKeys } from '../signing/signing-keys';

/** What the approval workflow asks for. */
export interface SignLinksRequest {
  readonly id: string;
  readonly round: number;
  readonly approvers: readonly string[];
  /** One link for all instead of one an approver. */
  readonly shared: boolean;
  /** Until when the links are good, in seconds since 1970. */
  readonly expires: number;
}

/** A link, and the approver it is for: `''` for the link that all share. */
export interface SignedLink {
  readonly approver: string;
  readonly url: string;
}

/** Signs the links of one round. It is asked by the workflow only, and can read the signing secret and nothing else. */
export class SignLinks {
  constructor(private readonly keys: SigningKeys, private readonly baseUrl: string) {
    // a link is a credential: it travels encrypted, but for a server on the developer's own machine
    if (!/^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)[:/])[^?#\s]+$/.test(baseUrl)) throw new Error('BASE_URL is no https URL without query and fragment');
  }

  /** @throws where the request is none of the workflow's: what would be signed must be a request, a round and a time */
  public async sign(request: SignLinksRequest): Promise<{ links: SignedLink[] }> {
    check(request);
    const ring = await this.keys.ring();
    const link = (approver: string, position: string): SignedLink => {
      const claims: LinkClaims = { id: request.id, round: request.round, approver: position, expires: request.expires };
      return { approver, url: signLink(this.baseUrl, claims, ring) };
    };
    return { links: request.shared ? [link('', SHARED)] : request.approvers.map((approver, i) => link(approver, `${i}`)) };
  }
}

function check({ id, round, approvers, shared, expires }: SignLinksRequest): void {
  if (!isRequestId(id)) throw new Error('id is no UUID in lower case');
  if (!Number.isSafeInteger(round) || round < 1) throw new Error(`round is ${round}, not a whole number from 1`);
  if (!Number.isSafeInteger(expires) || expires < 1) throw new Error(`expires is ${expires}, not a whole number of seconds since 1970`);
  if (typeof shared !== 'boolean') throw new Error('shared is neither true nor false');
  if (!Array.isArray(approvers) || !approvers.every((approver) => typeof approver === 'string')) throw new Error('approvers is no list of texts');
  if (!shared && approvers.length === 0) throw new Error('approvers is empty: there is nobody to make a personal link for');
}
