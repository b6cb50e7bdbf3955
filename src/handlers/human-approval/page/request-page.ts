import { html, Html } from './html';
import { layout } from './layout';
import { isoOf, time } from './time';
import { Answer, DecisionForm } from '../answer';
import { LONGEST_COMMENT } from '../http/submission';
import { ApprovalRequest, Decision, Vote, WHOEVER } from '../request/approval-request';

/** The page that shows a request, and the form where it may be decided. */
export function requestPage(answer: Answer, request: ApprovalRequest): string {
  const title = request.title || 'Request for approval';
  const bad = answer.tone === 'BAD';
  return layout(`${bad ? 'Error: ' : ''}${title}`, html`
${notice(answer)}
<p class="kicker">Request for approval</p>
<h1 dir="auto">${title}</h1>
${request.summary && html`<p class="text" dir="auto">${request.summary}</p>`}
<dl>${[
  ...request.fields.map(({ label, value }) => row(label, html`<span class="text" dir="auto">${value}</span>`)),
  ...standing(request),
]}</dl>
${request.votes.length > 0 && votes(request.votes)}
${answer.form && form(answer.form, request, answer)}`);
}

/** A page that says something and shows no request. */
export function messagePage({ heading, message }: Answer): string {
  return layout(heading, html`<h1>${heading}</h1>\n<p>${message}</p>`);
}

function notice({ message, tone }: Answer): Html | undefined {
  if (message === '') return undefined;
  if (tone === 'BAD') return html`<div class="notice bad" role="alert"><p dir="auto">${message}</p></div>`;
  return html`<div class="notice${tone === 'GOOD' && ' good'}" role="status"><p dir="auto">${message}</p></div>`;
}

function row(label: string, value: Html): Html {
  return html`<div><dt dir="auto">${label}</dt><dd>${value}</dd></div>`;
}

function standing({ level, levels, quorum, votes: cast, status, deadline, decision, requester }: ApprovalRequest): Html[] {
  const approvals = cast.filter((vote) => vote.decision === 'APPROVED').length;
  return [
    ...(requester === '' ? [] : [row('Asked by', html`<span dir="auto">${requester}</span>`)]),
    ...(levels > 1 ? [row('Level', html`${level} of ${levels}`)] : []),
    ...(quorum > 1 ? [row('Approvals', html`${approvals} of the ${quorum} that are needed`)] : []),
    ...(status === 'PENDING' ? [row('Answer until', time(isoOf(deadline)))] : []),
    ...(decision ? [row('Decision', html`${becameOf(status, decision)}, ${time(decision.at)}`)] : []),
  ];
}

const WORDS: { readonly [status: string]: string } = {
  PASSED: 'Approved on this level', APPROVED: 'Approved', REJECTED: 'Rejected', TIMED_OUT: 'Timed out',
};

function becameOf(status: string, { reason }: Decision): string {
  return reason === 'TIMEOUT' ? `Nobody decided in time: ${WORDS[status].toLowerCase()}` : WORDS[status];
}

function votes(cast: readonly Vote[]): Html {
  return html`<h2>Answers</h2>
<ol class="votes">${cast.map((vote) => html`<li><strong>${vote.decision === 'APPROVED' ? 'Approved' : 'Rejected'}</strong> by <bdi>${vote.approver}</bdi>
<small>${time(vote.at)}</small>${vote.comment && html`<span class="text" dir="auto">${vote.comment}</span>`}</li>`)}</ol>`;
}

function form({ token, comment, wrongComment }: DecisionForm, { commentRequired }: ApprovalRequest, { who = '', message }: Answer): Html {
  const wrong = wrongComment ? html` aria-invalid="true" autofocus` : undefined;
  // the parser drops a line feed right after the tag: the one that stands there saves the one that was typed
  return html`<form method="post">
<h2>Your decision</h2>
<p class="hint">${who === WHOEVER ? 'Whoever has this link can decide.' : html`You decide as <bdi>${who}</bdi>.`}</p>
<input type="hidden" name="token" value="${token}">
<label for="comment">Comment</label>
<p class="hint" id="comment-hint">${commentRequired ? 'Needed to reject. ' : 'If you like. '}Up to ${LONGEST_COMMENT} characters; it goes into the record.</p>
${wrongComment && html`<p class="problem" id="problem" dir="auto">${message}</p>`}
<textarea id="comment" name="comment" rows="4" dir="auto" maxlength="${LONGEST_COMMENT}" aria-describedby="comment-hint${wrongComment && ' problem'}"${wrong}>
${comment}</textarea>
<div class="choices">
<button class="approve" type="submit" name="decision" value="APPROVED">Approve</button>
<button class="reject" type="submit" name="decision" value="REJECTED">Reject</button>
</div>
</form>`;
}
