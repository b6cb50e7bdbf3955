import { ApiEvent, header } from './api-event';
import { Vote } from '../request/approval-request';

/** The largest body that is read. A form percent-encodes: the longest comment takes nine bytes a character in scripts of three bytes a character. */
export const LARGEST_BODY_BYTES = 24 * 1024;

/** The longest comment, in UTF-16 code units, as `maxlength` of a form counts. */
export const LONGEST_COMMENT = 2000;

/** What somebody sent to decide. */
export interface Submission {
  readonly decision?: Vote['decision'];
  /** Without spaces around it, its lines ended by a line feed. */
  readonly comment: string;
  /** The CSRF token of the form; undefined where none came. */
  readonly token?: string;
  /** The round that a program means to decide. */
  readonly round?: number;
  readonly format: 'FORM' | 'JSON';
  /** What is wrong with it, in words for the sender. */
  readonly problem?: { readonly message: string; readonly field?: 'comment' };
}

/** A submission, or the status code that refuses its shape before anything is looked at. */
export type ReadSubmission = { readonly submission: Submission } | { readonly refused: 413 | 415 };

/** Reads the body: a form's, or JSON's. `jsonOnly` refuses forms. */
export function readSubmission(event: ApiEvent, jsonOnly: boolean): ReadSubmission {
  const format = formatOf(header(event, 'content-type'));
  if (format === undefined || (jsonOnly && format !== 'JSON')) return { refused: 415 };
  const body = event.body ?? '';
  // four characters of base64 are three bytes: what is too large is not decoded first
  if (body.length > (event.isBase64Encoded ? Math.ceil(LARGEST_BODY_BYTES / 3) * 4 : LARGEST_BODY_BYTES)) return { refused: 413 };
  const bytes = Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY_BYTES) return { refused: 413 };
  const text = bytes.toString('utf8');
  return { submission: checked(format === 'FORM' ? fromForm(text) : fromJson(text)) };
}

function formatOf(contentType: string | undefined): Submission['format'] | undefined {
  const [type, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (parameters.some((parameter) => parameter.startsWith('charset=') && !/^charset="?utf-8"?$/.test(parameter))) return undefined;
  if (type === 'application/x-www-form-urlencoded') return 'FORM';
  return type === 'application/json' ? 'JSON' : undefined;
}

type Fields = { readonly decision?: unknown; readonly comment?: unknown; readonly token?: unknown; readonly round?: unknown };
type Unchecked = { readonly format: Submission['format']; readonly fields: Fields; readonly problem?: Submission['problem'] };

function fromForm(text: string): Unchecked {
  const form = new URLSearchParams(text);
  const names = ['decision', 'comment', 'token'];
  const twice = names.find((name) => form.getAll(name).length > 1);
  const fields = Object.fromEntries(names.map((name) => [name, form.get(name) ?? undefined]));
  return { format: 'FORM', fields, ...(twice && { problem: { message: `The form has more than one ${twice}.` } }) };
}

function fromJson(text: string): Unchecked {
  const broken = (message: string): Unchecked => ({ format: 'JSON', fields: {}, problem: { message } });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return broken('The body is not JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return broken('The body is not a JSON object.');
  const unknown = Object.keys(parsed).find((name) => !['decision', 'comment', 'round'].includes(name));
  // a misspelt comment must not be lost
  if (unknown !== undefined) return broken('The body may have the members decision, comment and round only.');
  return { format: 'JSON', fields: parsed };
}

function checked({ format, fields, problem }: Unchecked): Submission {
  const comment = typeof fields.comment === 'string' ? normalized(fields.comment) : '';
  const decision = fields.decision === 'APPROVED' || fields.decision === 'REJECTED' ? fields.decision : undefined;
  const token = typeof fields.token === 'string' ? fields.token : undefined;
  const round = typeof fields.round === 'number' ? fields.round : undefined;
  const wrong = (): Submission['problem'] => {
    if (decision === undefined) return { message: 'The decision must be APPROVED or REJECTED.' };
    if (fields.comment !== undefined && typeof fields.comment !== 'string') return { message: 'The comment must be a text.', field: 'comment' };
    if (fields.round !== undefined && round === undefined) return { message: 'The round must be a number.' };
    if (comment.length > LONGEST_COMMENT) {
      return { message: `The comment is ${comment.length} characters long; it may have ${LONGEST_COMMENT}.`, field: 'comment' };
    }
    return undefined;
  };
  return { format, decision, comment, token, round, problem: problem ?? wrong() };
}

/** One kind of line end, and what UTF-8 can hold: DynamoDB refuses half a surrogate pair. */
function normalized(text: string): string {
  return Buffer.from(text.replace(/\r\n?/g, '\n').trim(), 'utf8').toString('utf8');
}
