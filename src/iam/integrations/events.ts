import { isArn } from '../arn';
import type { Call } from '../call';
import { CALLS_BACK, Integration } from '../integration';

/**
 * The buses that the entries name; an entry without one goes to the default bus.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
function tellPut(call: Call): void {
  const form = { kind: 'events:event-bus', arn: (name: string) => isArn(name) ? name : call.arn('events', `event-bus/${name}`) };
  const entries = new Map<string, boolean>();
  for (const { path } of call.sent.leaves) {
    const entry = path[0] === 'Entries' && path.length > 1 ? path[1] : undefined;
    if (entry !== undefined) entries.set(entry, (entries.get(entry) ?? false) || path[2] === 'EventBusName' || path.length === 2);
  }
  const isWhole = call.argument('Entries');
  const buses = isWhole !== undefined ? call.resourcesOf(form, isWhole)
    : [...entries].flatMap(([entry, named]) => named ? call.resources(form, 'Entries', entry, 'EventBusName') ?? [] : [{ kind: form.kind, arn: form.arn('default') }]);
  call.need(['events:PutEvents'], buses?.map(({ arn }) => arn), 'puts events on the bus');
}

export const events: Integration = {
  service: 'events',
  actions: { putEvents: { patterns: CALLS_BACK, tell: tellPut } },
};
