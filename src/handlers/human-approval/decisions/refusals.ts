import { Answer, Outcome } from '../answer';

/** Answers that tell nothing about any request: what is not entitled to it gets one of these, whether the request exists or not. */
export const REFUSALS = {
  badLink: refusal(403, 'BAD_LINK', 'This link does not work',
    'It may have been cut off on its way. Please open the whole link from the message that you got.'),
  expiredLink: refusal(410, 'EXPIRED_LINK', 'This link has expired', 'It was good for a while only. If the request still waits, whoever asked can ask again.'),
  notSignedIn: refusal(403, 'NOT_SIGNED_IN', 'Your sign-in does not say who you are', 'It has to have a name or a verified address that this service knows you by.'),
  notFound: refusal(404, 'NOT_FOUND', 'There is no such request', 'It may be gone: requests are kept for some time only.'),
  notForYou: refusal(404, 'NOT_FOUND', 'There is no such request', 'No request of this id waits for you.'),
  notListed: refusal(403, 'NOT_ALLOWED', 'You may not decide this', 'You are not among those who were asked.'),
  requester: refusal(403, 'NOT_ALLOWED', 'You may not decide this', 'Whoever asks for an approval does not give it.'),
  badFormToken: refusal(403, 'BAD_FORM_TOKEN', 'Nothing was decided', 'What came was not sent from the page of this request. Please open your link again and decide there.'),
  tooLarge: refusal(413, 'TOO_LARGE', 'That is too much', 'Nothing was decided. Please write a shorter comment.'),
  wrongType: refusal(415, 'WRONG_TYPE', 'Nothing was decided', 'A decision comes as application/x-www-form-urlencoded or application/json, in UTF-8.'),
  jsonOnly: refusal(415, 'WRONG_TYPE', 'Nothing was decided', 'A decision of a program comes as application/json, in UTF-8.'),
  noSuchPage: refusal(404, 'NOT_FOUND', 'There is no such page', 'Please open the whole link from the message that you got.'),
  busy: { ...refusal(503, 'BUSY', 'Nothing was decided yet', 'Many people decide at this moment. Please try again.'), headers: { 'Retry-After': '2' } },
  failed: refusal(500, 'FAILED', 'That did not work', 'The mistake is on our side. Please try again in a moment.'),
} as const;

/** Refuses a method, with those that there are. */
export function wrongMethod(allowed: readonly string[]): Answer {
  return { ...refusal(405, 'WRONG_METHOD', 'That cannot be done here', 'This address can be looked at, and decided on.'), headers: { Allow: allowed.join(', ') } };
}

function refusal(statusCode: number, outcome: Outcome, heading: string, message: string): Answer {
  return { statusCode, outcome, tone: 'BAD', heading, message };
}
