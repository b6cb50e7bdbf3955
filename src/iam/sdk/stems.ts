const ENDINGS = /(identifiers?|names?|arns?|ids?|urls?)$/;

/** What a parameter or an ARN's variable is about: `DBInstanceIdentifier` and `DbInstanceName` are both about `dbinstance`. */
export function stem(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const cut = plain.replace(ENDINGS, '');
  return cut === plain ? plain.replace(/(?<=..)s$/, '') : cut;
}

/** How well a parameter fits what is looked for: 3 the same, 2 the end of it, 1 only that it names something, 0 not at all. */
export function fit(parameter: string, wanted: readonly string[]): number {
  const about = stem(parameter);
  if (about === '' || about === 'resource') return 1;
  const stems = wanted.map(stem).filter((text) => text !== '' && text !== 'resource');
  if (stems.includes(about)) return 3;
  return stems.some((text) => text.length > 2 && about.length > 2 && (about.endsWith(text) || text.endsWith(about))) ? 2 : 0;
}
