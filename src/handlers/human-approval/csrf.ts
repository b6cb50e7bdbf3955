import { KeyRing } from './signing/key-ring';
import { SigningKeys } from './signing/signing-keys';

/** How long a form may be open, in seconds. */
export const FORM_LIFETIME_SECONDS = 3600;

/** What a form is for: a token of one is none of another. */
export interface FormPurpose {
  readonly id: string;
  /** Who the form was made for: the identity, or the position in the link where nobody is signed in. */
  readonly subject: string;
  readonly round: number;
}

const TOKEN = /^([1-9]\d{0,11})\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/;

function signedText({ id, subject, round }: FormPurpose, issued: number): string {
  return ['csrf', id, subject, round, issued].join('\n');
}

/** A token for a form that is sent within the hour, as `issued.key.signature`. */
export function issueFormToken(purpose: FormPurpose, ring: KeyRing, nowSeconds: number): string {
  const { key, signature } = ring.sign(() => signedText(purpose, nowSeconds));
  return `${nowSeconds}.${key}.${signature}`;
}

/** Whether the token is one that was issued for this form; `OLD` where the form was open for too long. */
export async function checkFormToken(token: string | undefined, purpose: FormPurpose, keys: SigningKeys, nowSeconds: number): Promise<'GOOD' | 'OLD' | 'BAD'> {
  const [, issued, key, signature] = TOKEN.exec(token ?? '') ?? [];
  if (issued === undefined) return 'BAD';
  const ring = await keys.ringWith(key);
  if (!ring.verifies({ key, signature }, signedText(purpose, Number(issued)))) return 'BAD';
  return nowSeconds >= Number(issued) + FORM_LIFETIME_SECONDS ? 'OLD' : 'GOOD';
}
