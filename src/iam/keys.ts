import type { Call } from './call';
import type { KnownResource } from './permission-context';

/** Adds the use of the customer managed keys of what a call reaches, as far as the context knows them. */
export function tellKeyUse(call: Call, resources: readonly KnownResource[] | undefined, actions: readonly string[], reason: string): void {
  const keys = (resources ?? []).flatMap(({ encryptionKeyArn }) => encryptionKeyArn === undefined ? [] : [encryptionKeyArn]);
  call.need(actions, keys, reason);
}
