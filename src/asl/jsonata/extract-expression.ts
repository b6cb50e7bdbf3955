/**
 * The expression inside `{% … %}`, or undefined where the text is an ordinary string: AWS takes a string for an
 * expression only when it starts with `{%` and ends with `%}`, with nothing before or after.
 */
export function extractExpression(text: string): string | undefined {
  if (!text.startsWith('{%') || !text.endsWith('%}') || text.length < 4) return undefined;
  return text.slice(2, -2).trim();
}
