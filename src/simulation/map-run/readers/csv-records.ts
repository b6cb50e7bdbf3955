import { TextFeed } from './text-feed';

const QUOTE = '"';
const BACKSLASH = '\\';

/**
 * Cuts CSV into records, one at a time. A line without quotation marks and backslashes, as nearly all are, is split;
 * any other is read character by character.
 *
 * As AWS documents it: a field in quotation marks may hold delimiters, line ends and doubled quotation marks; a backslash
 * stands for the backslash, quotation mark or delimiter that follows it, and is dropped before anything else.
 */
export class CsvRecords {
  /** Where the next quotation mark and the next backslash of the text in memory are. */
  private quoteAt = -1;
  private backslashAt = -1;
  private text = '';

  constructor(private readonly feed: TextFeed, private readonly delimiter: string) {}

  /** The fields of the next record that is not an empty line, or undefined at the end. */
  public next(): string[] | undefined {
    const { feed } = this;
    for (;;) {
      let end = feed.text.indexOf('\n', feed.position);
      while (end < 0 && feed.more()) end = feed.text.indexOf('\n', feed.position);
      if (end < 0) {
        if (feed.position >= feed.text.length) return undefined;
        end = feed.text.length;
      }
      if (this.isSpecial(end)) return this.special();
      const start = feed.position;
      feed.position = end + 1;
      if (end > start && feed.text.charCodeAt(end - 1) === 13) end--;
      if (end > start) return feed.text.slice(start, end).split(this.delimiter);
    }
  }

  /** Whether there is a quotation mark or a backslash between here and `end`. */
  private isSpecial(end: number): boolean {
    const { feed } = this;
    if (feed.text !== this.text) {
      this.text = feed.text;
      this.quoteAt = this.find(QUOTE);
      this.backslashAt = this.find(BACKSLASH);
    }
    if (this.quoteAt < feed.position) this.quoteAt = this.find(QUOTE);
    if (this.backslashAt < feed.position) this.backslashAt = this.find(BACKSLASH);
    return this.quoteAt < end || this.backslashAt < end;
  }

  private find(what: string): number {
    const at = this.feed.text.indexOf(what, this.feed.position);
    return at < 0 ? Infinity : at;
  }

  /** A record with quotation marks or backslashes; where it is not whole in memory, it is read again with more. */
  private special(): string[] {
    for (;;) {
      const record = this.scan();
      if (record) return record;
      if (!this.feed.more() && this.feed.ended) {
        const last = this.scan();
        if (last) return last;
        throw this.feed.failure('a quotation mark is not closed');
      }
    }
  }

  private scan(): string[] | undefined {
    const { feed, delimiter } = this;
    const { text, ended } = feed;
    const fields: string[] = [];
    let field = '';
    let quoted = false;
    let fresh = true;
    for (let i = feed.position; ; i++) {
      if (i >= text.length) {
        if (!ended || quoted) return undefined;
        feed.position = i;
        fields.push(field);
        return fields;
      }
      const char = text[i];
      if (char === BACKSLASH) {
        if (i + 1 >= text.length && !ended) return undefined;
        const next = text[i + 1];
        if (next === BACKSLASH || next === QUOTE || next === delimiter) {
          field += next;
          i++;
        }
        fresh = false;
      } else if (quoted) {
        if (char !== QUOTE) {
          field += char;
        } else {
          if (i + 1 >= text.length && !ended) return undefined;
          if (text[i + 1] === QUOTE) {
            field += QUOTE;
            i++;
          } else {
            quoted = false;
          }
        }
      } else if (char === QUOTE && fresh) {
        quoted = true;
        fresh = false;
      } else if (char === delimiter) {
        fields.push(field);
        field = '';
        fresh = true;
      } else if (char === '\n' || (char === '\r' && text[i + 1] === '\n')) {
        feed.position = i + (char === '\r' ? 2 : 1);
        fields.push(field);
        return fields;
      } else {
        field += char;
        fresh = false;
      }
    }
  }
}
