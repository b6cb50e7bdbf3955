import { ApiAnswer } from './api-event';
import { SECURITY_HEADERS } from './security-headers';
import { Answer } from '../answer';
import { messagePage, requestPage } from '../page/request-page';
import { isoOf } from '../page/time';
import { ApprovalRequest } from '../request/approval-request';

/** The answer as API Gateway sends it. `body` is empty for HEAD: the rest is as for GET. */
export function render(answer: Answer, format: 'HTML' | 'JSON', head: boolean): ApiAnswer {
  const json = format === 'JSON';
  const body = json ? jsonOf(answer) : answer.request ? requestPage(answer, answer.request) : messagePage(answer);
  return {
    statusCode: answer.statusCode,
    headers: { ...SECURITY_HEADERS, 'Content-Type': json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8', ...answer.headers },
    body: head ? '' : body,
  };
}

/** What the page shows, for programs. What is not named here stays inside: the task token, the execution, the version. */
function jsonOf({ request, message, mayDecide }: Answer): string {
  return JSON.stringify(request ? { ...shown(request), mayDecide: mayDecide ?? false, message } : { message });
}

function shown({ id, status, round, title, summary, fields, votes, quorum, deadline, decision }: ApprovalRequest): object {
  return { id, status, round, title, summary, fields, votes, quorum, deadline: isoOf(deadline), decision: decision ?? null };
}
