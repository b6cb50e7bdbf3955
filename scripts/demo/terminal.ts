/** Columns of the terminal that the demo writes for. */
export const WIDTH = 100;

/** A table of a name and its lines, ruled off above and below. */
export function table(title: string, rows: readonly (readonly [name: string, lines: readonly string[]])[]): string {
  const indent = Math.max(...rows.map(([name]) => name.length)) + 4;
  const body = rows.flatMap(([name, lines]) => lines.flatMap((line) => wrap(line, WIDTH - indent))
    .map((line, index) => `${(index === 0 ? `  ${name}` : '').padEnd(indent)}${line}`));
  return [rule(title), ...body, '─'.repeat(WIDTH)].join('\n');
}

/** A table with columns as wide as their widest cell; numbers go to the right. */
export function columns(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => String(row[column]).length)));
  const line = (cells: readonly (string | number)[]) => `  ${cells
    .map((cell, column) => typeof cell === 'number' ? String(cell).padStart(widths[column]) : cell.padEnd(widths[column])).join('  ')}`.trimEnd();
  return [rule(title), line(head), ...rows.map(line), '─'.repeat(WIDTH)].join('\n');
}

/** One line, cut where it gets too long. */
export function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

function rule(title: string): string {
  return `── ${title} `.padEnd(WIDTH, '─');
}

function wrap(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const space = line.lastIndexOf(' ', width);
  // a space of the indent is none to break at
  const end = space >= INDENT.length ? space : width;
  return [line.slice(0, end), ...wrap(`${INDENT}${line.slice(end).trimStart()}`, width)];
}

/** What a line that goes on starts with. */
const INDENT = '  ';
