import { decide } from './decide';
import { DecisionsPorts } from './ports';
import { REFUSALS, wrongMethod } from './refusals';
import { seconds, show } from './show';
import { Visit } from './visit';
import { Answer } from '../answer';
import { callerOf } from '../caller';
import { ApiAnswer, ApiEvent, header, queryOf } from '../http/api-event';
import { render } from '../http/render';
import { readSubmission } from '../http/submission';
import { wantsJson } from '../http/wants-json';
import { verifyLink } from '../links';
import { errorFields } from '../log-line';
import { isRequestId } from '../request-id';

/** Answers one call of the API. */
type Route = (event: ApiEvent, id: string, ports: DecisionsPorts) => Promise<Answer>;

/** The routes by the resource that API Gateway matched, and authorized. */
const ROUTES: { readonly [resource: string]: { readonly methods: readonly string[]; readonly answer: Route } } = {
  '/requests/{id}': { methods: ['GET', 'HEAD', 'POST'], answer: forPeople },
  '/decisions/{id}': { methods: ['GET', 'POST'], answer: forPrograms },
};

/** Shows requests and takes decisions. Whatever goes wrong, the answer and the log hold nothing of what was sent. */
export class Decisions {
  constructor(private readonly ports: DecisionsPorts) {}

  public async handle(event: ApiEvent): Promise<ApiAnswer> {
    const id = event.pathParameters?.id;
    const answer = await this.answer(event, id ?? '');
    const { outcome, statusCode } = answer;
    this.ports.log(JSON.stringify({ requestId: isRequestId(id) ? id : undefined, method: event.httpMethod, outcome, statusCode }));
    const program = event.resource === '/decisions/{id}';
    const json = program || wantsJson(header(event, 'accept'), (header(event, 'content-type') ?? '').toLowerCase().startsWith('application/json'));
    return render(answer, json ? 'JSON' : 'HTML', event.httpMethod === 'HEAD');
  }

  private async answer(event: ApiEvent, id: string): Promise<Answer> {
    const route = Object.hasOwn(ROUTES, event.resource) ? ROUTES[event.resource] : undefined;
    if (!route) return REFUSALS.noSuchPage;
    if (!route.methods.includes(event.httpMethod)) return wrongMethod(route.methods);
    try {
      return await route.answer(event, id, this.ports);
    } catch (error) {
      this.ports.log(JSON.stringify({ requestId: isRequestId(id) ? id : undefined, outcome: 'FAILED', ...errorFields(error) }));
      return REFUSALS.failed;
    }
  }
}

/** People come by a link. Its signature is looked at before anything else, the table among it. */
async function forPeople(event: ApiEvent, id: string, ports: DecisionsPorts): Promise<Answer> {
  if (!isRequestId(id)) return REFUSALS.badLink;
  const verdict = await verifyLink(id, queryOf(event), ports.keys, seconds(ports));
  if ('refused' in verdict) return verdict.refused === 'EXPIRED' ? REFUSALS.expiredLink : REFUSALS.badLink;
  const caller = callerOf(event, ports.authorization, ports.identityClaim);
  if (!caller) return REFUSALS.notSignedIn;
  return visitWith(event, { id, caller, link: verdict.claims }, ports);
}

/** Programs come without a link, signed with the credentials of their role. */
async function forPrograms(event: ApiEvent, id: string, ports: DecisionsPorts): Promise<Answer> {
  const caller = callerOf(event, 'IAM', '');
  if (!caller) return REFUSALS.notSignedIn;
  if (!isRequestId(id)) return REFUSALS.notForYou;
  return visitWith(event, { id, caller }, ports);
}

async function visitWith(event: ApiEvent, visit: Visit, ports: DecisionsPorts): Promise<Answer> {
  if (event.httpMethod !== 'POST') return show(visit, event.httpMethod === 'HEAD', ports);
  const program = visit.link === undefined;
  const read = readSubmission(event, program);
  if ('submission' in read) return decide(visit, read.submission, ports);
  if (read.refused === 413) return REFUSALS.tooLarge;
  return program ? REFUSALS.jsonOnly : REFUSALS.wrongType;
}
