import { SyntaxProblem } from '../failures';

/** Reads the text of an expression from left to right. */
export class Reader {
  constructor(public readonly text: string, public position = 0) {}

  /** Whether the end is reached. */
  public get done(): boolean {
    return this.position >= this.text.length;
  }

  /** The character that comes, empty at the end. */
  public peek(ahead = 0): string {
    return this.text.charAt(this.position + ahead);
  }

  /** Whether `word` comes; goes past it. */
  public take(word: string): boolean {
    if (!this.text.startsWith(word, this.position)) return false;
    this.position += word.length;
    return true;
  }

  /** Goes past `word`, which must come. */
  public expect(word: string): void {
    if (!this.take(word)) throw this.problem(this.done ? `'${word}' is missing at the end` : `expected '${word}', got '${this.peek()}'`);
  }

  /** Goes past white space. */
  public skipSpace(): void {
    while (!this.done && /\s/.test(this.peek())) this.position++;
  }

  /**
   * The characters that come while they fit.
   *
   * @param wholeSubstitutions whether `${…}` counts as one character that fits
   */
  public takeWhile(fits: (char: string) => boolean, wholeSubstitutions = false): string {
    const start = this.position;
    while (!this.done) {
      if (wholeSubstitutions && this.text.startsWith('${', this.position)) {
        const end = this.text.indexOf('}', this.position);
        if (end > 0) {
          this.position = end + 1;
          continue;
        }
      }
      if (!fits(this.peek())) break;
      this.position++;
    }
    return this.text.slice(start, this.position);
  }

  /** The text in single or double quotes that comes; a backslash takes the character after it as it is. */
  public quoted(): string {
    const quote = this.peek();
    if (quote !== "'" && quote !== '"') throw this.problem(`expected a quoted text, got '${quote}'`);
    this.position++;
    let text = '';
    for (;;) {
      if (this.done) throw this.problem(`the closing ${quote} is missing`);
      const char = this.peek();
      this.position++;
      if (char === quote) return text;
      if (char === '\\' && !this.done) {
        text += unescape(this.peek());
        this.position++;
      } else {
        text += char;
      }
    }
  }

  /** The quoted text, number, `true`, `false` or `null` that comes. */
  public literal(): string | number | boolean | null {
    const next = this.peek();
    if (next === "'" || next === '"') return this.quoted();
    const word = this.takeWhile((char) => /[\w.+-]/.test(char));
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(word)) return Number(word);
    throw this.problem(`'${word === '' ? next : word}' is no value`);
  }

  /** The complaint about what comes. */
  public problem(reason: string): SyntaxProblem {
    return new SyntaxProblem(`${reason} (at character ${this.position + 1} of '${this.text}')`);
  }
}

function unescape(char: string): string {
  if (char === 'n') return '\n';
  if (char === 't') return '\t';
  if (char === 'r') return '\r';
  return char;
}
