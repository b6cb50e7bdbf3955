import * as http from 'node:http';

/** An answer over HTTP, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface Call {
  /** @default 'GET' */
  readonly method?: string;
  /** @default - none */
  readonly headers?: http.OutgoingHttpHeaders;
  /** @default - none */
  readonly body?: string | Buffer;
}

/** One request on a connection of its own, with no redirect followed and no header added that a browser would add. */
export function call(url: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: { ...body !== undefined && { 'Content-Length': Buffer.byteLength(body) }, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends fields as a form does. */
export function postForm(url: string, fields: Record<string, string>, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
  return call(url, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields).toString() });
}

/** Opens the page of a link and clicks: the form's own fields go along, as a browser would send them. */
export async function decide(link: string, decision: 'APPROVED' | 'REJECTED', comment = '', headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
  const page = await call(link, { headers });
  const form = formOf(page.text);
  if (!form) return page;
  return postForm(new URL(form.action, link).href, { ...form.hidden, decision, comment }, headers);
}

export interface PageForm {
  /** Where it goes, relative to the page. */
  readonly action: string;
  readonly hidden: Record<string, string>;
}

/** The form of a page, if it has one. */
export function formOf(html: string): PageForm | undefined {
  const form = elements(html, 'form')[0];
  if (!form) return undefined;
  const hidden = elements(html, 'input').filter(({ type }) => type === 'hidden');
  return { action: form.action ?? '', hidden: Object.fromEntries(hidden.map(({ name, value }) => [name, value])) };
}

/** The attributes of each start tag of that name. */
export function elements(html: string, name: string): Record<string, string>[] {
  return [...html.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, attributes]) => Object.fromEntries(
    [...attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, attribute, value = '']) => [attribute, unescaped(value)]),
  ));
}

function unescaped(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, dec, entity) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (dec) return String.fromCodePoint(Number(dec));
    return named[entity] ?? all;
  });
}
