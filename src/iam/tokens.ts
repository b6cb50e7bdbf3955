/** A part of a text that only the deployment knows: a CDK token marker or a substitution of a deployment tool. */
const PLACEHOLDER = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;

/** Whether a text holds a token. */
export function holdsToken(text: string): boolean {
  return text.includes('${');
}

/** Whether a text is one token and nothing else. */
export function isToken(text: string): boolean {
  return holdsToken(text) && text.replace(PLACEHOLDER, '') === '';
}

/** Splits a text at a separator, except inside tokens. */
export function splitOutsideTokens(text: string, separator: string): string[] {
  const kept: string[] = [];
  const masked = text.replace(PLACEHOLDER, (token) => `\u0000${kept.push(token) - 1}\u0000`);
  // eslint-disable-next-line no-control-regex
  return masked.split(separator).map((part) => part.replace(/\u0000(\d+)\u0000/g, (_, index: string) => kept[Number(index)]));
}
