/** How `didYouMean` looks and what it says. */
export interface DidYouMeanOptions {
  /** Says what names there are where none is close. */
  readonly listNames?: boolean;
  /** Other spellings under which a name may be meant. */
  readonly spellings?: (name: string) => readonly string[];
}

const MAX_LISTED = 10;

/** `; did you mean 'Refund'?` where one of `names` is within two edits (or a third of the word) of what was written; else nothing, or the names that there are. */
export function didYouMean(written: string, names: Iterable<string>, options: DidYouMeanOptions = {}): string {
  const known = [...names];
  const best = closest(written, known, options.spellings);
  if (best !== undefined) return `; did you mean '${best}'?`;
  if (!options.listNames) return '';
  if (known.length === 0) return '; there is none';
  const more = known.length > MAX_LISTED ? `, and ${known.length - MAX_LISTED} more` : '';
  return `; there is ${known.slice(0, MAX_LISTED).map((name) => `'${name}'`).join(', ')}${more}`;
}

/** The name that is most like what was written, if one is like it at all. */
export function closest(written: string, names: Iterable<string>, spellings: (name: string) => readonly string[] = () => []): string | undefined {
  const wanted = written.toLowerCase();
  let best: string | undefined;
  let least = Math.min(Math.max(2, Math.floor(wanted.length / 3)) + 1, wanted.length);
  for (const name of names) {
    for (const word of [name, ...spellings(name)]) {
      const distance = edits(wanted, word.toLowerCase(), least);
      if (distance < least) [best, least] = [name, distance];
    }
  }
  return best;
}

/** Levenshtein distance, or `limit` where it is at least that. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return Math.min(row[b.length], limit);
}
