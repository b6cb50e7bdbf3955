import { simulation } from '../../../src';

const { ServiceResponse } = simulation;

/** When the airline's API is down, as times of the day. */
const OUTAGE = ['07:00:00', '07:10:00'];

/** The partners' APIs in this process. What a request asks of them is in the request itself, so that the data say it. */
export class SimulatedPartners {
  /** Calls by host, since the last look. */
  private readonly calls: string[] = [];
  /** How often the airline said that it is busy, by execution. */
  private readonly told = new Map<string, number>();

  /** The field `busy` or `cars` of the request that is run now. */
  public asked: { readonly busy?: string; readonly cars?: string } = {};

  /** What an HTTP Task is answered. */
  public handle({ request, time, executionArn }: simulation.ServiceRequest): simulation.ServiceResponse {
    const { host, pathname } = new URL(request.ApiEndpoint as string);
    this.calls.push(host);
    if (host === 'api.airline.example') return this.airline(request.QueryParameters, time.slice(11, 19), executionArn);
    if (host === 'api.weather.example') return weather(pathname.split('/').pop()!);
    if (this.asked.cars === 'none') return fails(500, 'out of cars');
    return succeeds([{ car: host.split('.')[1], price: 4900 }]);
  }

  /** The hosts that were called since the last time somebody looked. */
  public called(): string[] {
    return this.calls.splice(0);
  }

  private airline({ to, date }: { to: string; date: string }, now: string, execution: string): simulation.ServiceResponse {
    if (now >= OUTAGE[0] && now < OUTAGE[1]) return fails(503, 'maintenance');
    const told = this.told.get(execution) ?? 0;
    if (this.asked.busy !== undefined && told === 0) {
      this.told.set(execution, 1);
      return fails(429, JSON.stringify({ error: 'busy', retry_after: Number(this.asked.busy) }));
    }
    return succeeds([{ flight: `AL-${to.slice(0, 3).toUpperCase()}`, date, price: 19900, carrier: 'airline' }]);
  }
}

/** A day that is none has no weather. */
function weather(day: string): simulation.ServiceResponse {
  const exists = new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return exists ? succeeds({ day, celsius: 18 }) : fails(404, 'no such day');
}

function succeeds(body: object): simulation.ServiceResponse {
  return ServiceResponse.succeed({ StatusCode: 200, StatusText: 'OK', Headers: { 'content-type': ['application/json'] }, ResponseBody: body });
}

function fails(status: number, cause: string): simulation.ServiceResponse {
  return ServiceResponse.fail(`States.Http.StatusCode.${status}`, cause);
}
