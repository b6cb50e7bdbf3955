/**
 * As much of API Gateway's template language (Velocity) as the API trigger's mapping templates use, so that tests run them:
 * `#set`, `#if` … `#elseif` … `#else` … `#end`, references, calls, strings, numbers, `==` and `||`. Anything else is an error.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export interface Mapped {
  readonly text: string;
  /** The status that the template put over the integration's. */
  readonly status?: number;
}

/** Runs a template over a body, as API Gateway does. */
export function runTemplate(template: string, body: string): Mapped {
  const parsed: any = JSON.parse(body);
  const context: { responseOverride: { status?: number } } = { responseOverride: {} };
  const variables: Record<string, any> = {
    context,
    input: {
      path: (path: string) => at(parsed, path),
      json: (path: string) => JSON.stringify(at(parsed, path) ?? ''),
    },
    util: { escapeJavaScript, parseJson: JSON.parse },
  };

  const taken: boolean[] = [];
  const done: boolean[] = [];
  const output: string[] = [];
  for (const line of template.split('\n')) {
    const [, directive, rest = ''] = /^#(set|if|elseif|else|end)(.*)$/.exec(line) ?? [];
    const runs = taken.every(Boolean);
    if (directive === 'if') {
      taken.push(runs && Boolean(evaluate(rest, variables)));
      done.push(taken.at(-1)!);
    } else if (directive === 'elseif' || directive === 'else') {
      const outer = taken.slice(0, -1).every(Boolean);
      taken[taken.length - 1] = outer && !done.at(-1) && (directive === 'else' || Boolean(evaluate(rest, variables)));
      done[done.length - 1] ||= taken.at(-1)!;
    } else if (directive === 'end') {
      taken.pop();
      done.pop();
    } else if (directive === 'set') {
      if (runs) assign(rest, variables);
    } else if (runs) {
      output.push(interpolate(line, variables));
    }
  }
  if (taken.length > 0) throw new Error('an #if has no #end');
  return { text: output.join('\n'), status: context.responseOverride.status };
}

function at(value: any, path: string): any {
  return path.split('.').slice(1).reduce((parent, field) => parent?.[field], value);
}

function assign(text: string, variables: Record<string, any>): void {
  const [, name, expression] = /^\(\$([\w.]+) = (.*)\)$/.exec(text) ?? [];
  if (!name) throw new Error(`not a #set: ${text}`);
  const fields = name.split('.');
  const parent = fields.slice(0, -1).reduce((object, field) => object[field], variables);
  parent[fields.at(-1)!] = evaluate(expression, variables);
}

/** Replaces each reference in a line of text. */
function interpolate(line: string, variables: Record<string, any>): string {
  let text = '';
  let rest = line;
  while (rest.includes('$')) {
    const start = rest.indexOf('$');
    const { value, end } = reference(rest, start, variables);
    text += rest.slice(0, start) + value;
    rest = rest.slice(end);
  }
  return text + rest;
}

function evaluate(text: string, variables: Record<string, any>): any {
  const expression = text.trim().replace(/^\((.*)\)$/, '$1');
  if (expression.includes(' || ')) return expression.split(' || ').some((part) => evaluate(part, variables));
  if (expression.includes(' == ')) {
    const [left, right] = expression.split(' == ').map((part) => evaluate(part, variables));
    return left === right;
  }
  if (/^\d+$/.test(expression)) return Number(expression);
  if (/^(["']).*\1$/.test(expression)) return expression.slice(1, -1);
  const { value, end } = reference(expression, 0, variables);
  if (end !== expression.length) throw new Error(`not an expression: ${expression}`);
  return value;
}

/** A reference with its fields and calls: `$input.path('$.a').replaceAll("b", "c")`. */
function reference(text: string, start: number, variables: Record<string, any>): { value: any; end: number } {
  let [name] = /^\w+/.exec(text.slice(start + 1)) ?? [''];
  let value = variables[name];
  let end = start + 1 + name.length;
  if (value === undefined) throw new Error(`unknown reference $${name}`);
  while (/^\.\w/.test(text.slice(end))) {
    [name] = /^\w+/.exec(text.slice(end + 1))!;
    end += 1 + name.length;
    if (text[end] !== '(') {
      value = value[name];
      continue;
    }
    const close = closing(text, end);
    const args = splitArguments(text.slice(end + 1, close)).map((argument) => evaluate(argument, variables));
    value = call(value, name, args);
    end = close + 1;
  }
  return { value, end };
}

/** Strings have Java's methods there. */
function call(target: any, method: string, args: any[]): any {
  if (typeof target !== 'string') return target[method](...args);
  if (method === 'contains') return target.includes(args[0]);
  if (method === 'replaceAll') return target.replace(new RegExp(args[0], 'g'), args[1]);
  throw new Error(`unknown method ${method}`);
}

/** Where the parenthesis that opens at `open` closes. */
function closing(text: string, open: number): number {
  let depth = 0;
  const close = scan(text.slice(open), (character) => {
    if (character === '(') depth++;
    return character === ')' && --depth === 0;
  });
  if (close === undefined) throw new Error(`no closing parenthesis in ${text}`);
  return open + close;
}

function splitArguments(text: string): string[] {
  let depth = 0;
  const comma = scan(text, (character) => {
    if (character === '(') depth++;
    if (character === ')') depth--;
    return character === ',' && depth === 0;
  });
  return comma === undefined ? [text] : [text.slice(0, comma), ...splitArguments(text.slice(comma + 1))];
}

/** The first index, outside quotes, of a character that `found` accepts. */
function scan(text: string, found: (character: string) => boolean): number | undefined {
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (found(character)) return index;
  }
  return undefined;
}

/** Apache Commons' escapeJavaScript, which API Gateway offers. */
function escapeJavaScript(text: string): string {
  return text.replace(/[^ -~]|["'\\/]/g, (character) => {
    const short = SHORT_ESCAPES[character];
    return short ?? (character >= ' ' && character <= '~' ? `\\${character}` : `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
  });
}

const SHORT_ESCAPES: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };
