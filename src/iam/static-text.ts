/**
 * What can be told of a text before the machine runs.
 *
 * `pattern` is the text itself when it is exact; else it has a `*` wherever an expression decides.
 */
export interface StaticText {
  readonly pattern: string;
  readonly exact: boolean;
}

/** Nothing can be told. */
export const DYNAMIC: StaticText = { pattern: '*', exact: false };

/** What can be told of a JSONata expression (without its `{% %}`): string literals and what `&` joins to them. */
export function staticJsonata(expression: string): StaticText {
  const terms = jsonataTerms(expression.trim());
  if (terms === undefined) return DYNAMIC;
  return joined(terms);
}

/** What can be told of a JSONPath payload field (`"Key.$": …`): `States.Format` with its template. */
export function staticIntrinsic(expression: string): StaticText {
  const call = /^\s*States\.Format\(\s*'((?:[^'\\]|\\.)*)'\s*((?:,[^]*)?)\)\s*$/.exec(expression);
  if (call === null) return DYNAMIC;
  const values = literalArguments(call[2]);
  let index = 0;
  const parts: (string | undefined)[] = [];
  for (const piece of call[1].match(/\{\}|\\.|[^{\\]+|[{\\]/g) ?? []) {
    if (piece === '{}') parts.push(values?.[index++]);
    else parts.push(piece.length === 2 && piece[0] === '\\' ? piece[1] : piece);
  }
  return joined(parts);
}

function joined(parts: readonly (string | undefined)[]): StaticText {
  if (parts.every((part) => part !== undefined)) return { pattern: parts.join(''), exact: true };
  return { pattern: parts.map((part) => part ?? '*').join('').replace(/\*+/g, '*'), exact: false };
}

/** The arguments after the template when each is a string literal; nothing when one is not. */
function literalArguments(text: string): string[] | undefined {
  if (!/^(\s*,\s*'(?:[^'\\]|\\.)*'\s*)*$/.test(text)) return undefined;
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1].replace(/\\(.)/g, '$1'));
}

const JSONATA_TOKEN = /\s+|\/\*[^]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\$*[A-Za-z_][\w]*|\$+|\d+(?:\.\d+)?|[^]/gy;
const OPENING = '([{';
const CLOSING = ')]}';

/**
 * The terms of a concatenation, outermost only: the literal's text, or nothing for a term that runs.
 * Nothing at all when the outermost operation may be another one than `&`.
 */
function jsonataTerms(expression: string): (string | undefined)[] | undefined {
  const terms: string[][] = [[]];
  let depth = 0;
  for (const [token] of expression.matchAll(JSONATA_TOKEN)) {
    if (/^(\s|\/\*)/.test(token)) continue;
    const last = terms[terms.length - 1];
    if (OPENING.includes(token)) depth++;
    if (CLOSING.includes(token)) depth--;
    if (depth < 0) return undefined;
    if (depth === 0 && token === '&') terms.push([]);
    else if (depth > 0 || CLOSING.includes(token) || isPathToken(token)) last.push(token);
    else return undefined;
  }
  if (depth !== 0 || terms.some((tokens) => tokens.length === 0 || !isOneTerm(tokens))) return undefined;
  return terms.map((tokens) => tokens.length === 1 && /^["']/.test(tokens[0]) ? unquoted(tokens[0]) : undefined);
}

/** Tokens that a path, a variable, a call or a literal consists of at the outermost level. */
function isPathToken(token: string): boolean {
  return /^(["'`]|\$|[A-Za-z_\d])/.test(token) ? !/^(and|or|in)$/.test(token) : token === '.';
}

/** A string literal beside anything else (a path step in quotes, say) is not a literal term, and two words are no term. */
function isOneTerm(tokens: readonly string[]): boolean {
  return tokens.every((token, at) => at === 0 || token === '.' || tokens[at - 1] === '.' || /^[([{]/.test(token)
    || !/^(["'`]|\$|[A-Za-z_\d])/.test(token) || !/^(["'`]|\$|[A-Za-z_\d])/.test(tokens[at - 1]) || insideBrackets(tokens, at));
}

function insideBrackets(tokens: readonly string[], at: number): boolean {
  let depth = 0;
  for (const token of tokens.slice(0, at)) {
    if (OPENING.includes(token)) depth++;
    if (CLOSING.includes(token)) depth--;
  }
  return depth > 0;
}

const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, hex: string | undefined, char: string) =>
    hex !== undefined ? String.fromCharCode(parseInt(hex, 16)) : ESCAPES[char] ?? char);
}
