import { didYouMean as suggest } from '../asl';

/** What CDK puts at the end of a logical id. */
const HASH = /[0-9A-F]{8}$/;

/** `; did you mean 'ChargeCard3ED9622A'?` for a logical id that was written without its hash, or mistyped; else what ids there are. */
export function didYouMean(written: string, known: readonly string[]): string {
  const starting = known.filter((id) => written !== '' && id.toLowerCase().startsWith(written.toLowerCase()));
  if (starting.length === 1) return `; did you mean '${starting[0]}'?`;
  return suggest(written, known, { listNames: true, spellings: (id) => [id.replace(HASH, '')] });
}
