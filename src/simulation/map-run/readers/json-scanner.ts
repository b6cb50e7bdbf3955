import { ItemReaderFailure } from './item-format';
import { TextFeed } from './text-feed';
import type { Json } from '../../../asl';

const [TAB, NEWLINE, RETURN, SPACE] = [9, 10, 13, 32];
const [QUOTE, BACKSLASH] = [34, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [91, 93, 123, 125, 44];

/** Walks through JSON text without holding more of it than one element. */
export class JsonScanner {
  constructor(private readonly feed: TextFeed) {}

  public failure(reason: string): ItemReaderFailure {
    return this.feed.failure(reason);
  }

  public parse(text: string): Json {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw this.failure(`it is not JSON: ${(error as Error).message}`);
    }
  }

  /** The next character that is not white space, or '' at the end. */
  public peek(): string {
    const { feed } = this;
    for (;;) {
      while (feed.position < feed.text.length) {
        const code = feed.text.charCodeAt(feed.position);
        if (code !== SPACE && code !== NEWLINE && code !== RETURN && code !== TAB) return feed.text[feed.position];
        feed.position++;
      }
      if (!feed.more()) return '';
    }
  }

  /** Goes to the member or element of that name. @returns false where there is none */
  public descend(name: string): boolean {
    const kind = this.peek();
    if (kind === '{') {
      for (const key of this.keys()) {
        if (key === name) return true;
        this.value();
      }
    } else if (kind === '[') {
      let index = 0;
      for (this.step(); this.peek() !== ']'; this.separator(']')) {
        if (String(index++) === name) return true;
        this.value();
      }
    }
    return false;
  }

  /** The texts of an array's elements. */
  public *elements(): Iterable<string> {
    for (this.step(); this.peek() !== ']'; this.separator(']')) yield this.value();
  }

  /** The names of an object's members with the texts of their values. */
  public *members(): Iterable<[string, string]> {
    for (const key of this.keys()) yield [key, this.value()];
  }

  private *keys(): Iterable<string> {
    for (this.step(); this.peek() !== '}'; this.separator('}')) {
      if (this.peek() !== '"') throw this.failure('it is not JSON: a member has no name');
      const key = this.parse(this.value()) as string;
      if (this.peek() !== ':') throw this.failure(`it is not JSON: ':' is missing after '${key}'`);
      this.step();
      yield key;
    }
  }

  private step(): void {
    this.feed.position++;
  }

  /** Steps over the comma; the end of the list stays. */
  private separator(end: string): void {
    const found = this.peek();
    if (found === end) return;
    if (found !== ',') throw this.failure(found === '' ? 'it is not JSON: it ends too soon' : `it is not JSON: ',' or '${end}' is missing before '${found}'`);
    this.step();
    if (this.peek() === end) throw this.failure(`it is not JSON: nothing follows ',' before '${end}'`);
  }

  /** The text of the value that follows, which is stepped over. */
  private value(): string {
    if (this.peek() === '') throw this.failure('it is not JSON: it ends too soon');
    const { feed } = this;
    let depth = 0;
    let inText = false;
    for (let i = feed.position; ; i++) {
      if (i >= feed.text.length) {
        const before = feed.position;
        if (!feed.more()) {
          if (depth > 0 || inText) throw this.failure('it is not JSON: it ends too soon');
          return this.taken(feed.text.length);
        }
        i -= before;
        if (i >= feed.text.length) {
          i--;
          continue;
        }
      }
      const code = feed.text.charCodeAt(i);
      if (inText) {
        if (code === BACKSLASH) i++;
        else if (code === QUOTE) inText = false;
        if (!inText && depth === 0) return this.taken(i + 1);
      } else if (code === QUOTE) {
        inText = true;
      } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        depth++;
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        if (depth === 0) return this.taken(i);
        if (--depth === 0) return this.taken(i + 1);
      } else if (code === COMMA && depth === 0) {
        return this.taken(i);
      }
    }
  }

  private taken(end: number): string {
    const text = this.feed.text.slice(this.feed.position, end);
    this.feed.position = end;
    return text;
  }
}
