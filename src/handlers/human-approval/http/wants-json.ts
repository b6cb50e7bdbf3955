/** Whether a request's Accept header prefers JSON to HTML; where it does not say, `otherwise`. */
export function wantsJson(accept: string | undefined, otherwise: boolean): boolean {
  const json = quality(accept ?? '*/*', 'application', 'json');
  const html = quality(accept ?? '*/*', 'text', 'html');
  return json === html ? otherwise : json > html;
}

/** How much a type is wanted: that of the most specific range that it is in (RFC 9110, section 12.5.1). */
function quality(accept: string, type: string, subtype: string): number {
  const ranges = accept.toLowerCase().split(',').map((range) => {
    const [name, ...parameters] = range.split(';').map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const value = q === undefined ? 1 : Number(q.slice(2));
    return { name, q: value >= 0 && value <= 1 ? value : 0 };
  });
  for (const name of [`${type}/${subtype}`, `${type}/*`, '*/*']) {
    const found = ranges.find((range) => range.name === name);
    if (found) return found.q;
  }
  return 0;
}
