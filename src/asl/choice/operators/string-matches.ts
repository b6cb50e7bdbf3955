import { ChoiceOperator } from '../operator';

/** `StringMatches`: `*` stands for any characters, `\*` for a star, `\\` for a backslash. */
export const stringMatches: ChoiceOperator = {
  name: 'StringMatches',
  takes: 'text',
  accepts: (operand) => typeof operand === 'string',
  path: false,
  holds: (value, operand) => typeof value === 'string' && matches(value, piecesOf(operand as string)),
};

/** The texts between the stars. */
function piecesOf(pattern: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index];
    if (char === '*') {
      pieces.push(piece);
      piece = '';
    } else if (char === '\\' && index + 1 < pattern.length) {
      piece += pattern[++index];
    } else {
      piece += char;
    }
  }
  pieces.push(piece);
  return pieces;
}

/** Each piece where it comes first is as good as anywhere, so this takes one pass. */
function matches(text: string, pieces: readonly string[]): boolean {
  if (pieces.length === 1) return text === pieces[0];
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let position = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return position <= text.length - last.length;
}
