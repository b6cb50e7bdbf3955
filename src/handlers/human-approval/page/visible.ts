/**
 * Text whose hidden characters can be seen. Controls have no place in what people read before they decide, and overrides of the writing
 * direction make `exe.fdp` look like a PDF: both are shown as what they are. Line feeds, tabs and marks that languages need stay.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function visible(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8') // half a surrogate pair is no character
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, (character) => String.fromCharCode(0x2400 + (character === '\u007f' ? 0x21 : character.charCodeAt(0))))
    .replace(OTHERS, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** C1 controls, embeddings, overrides and isolates. */
const OTHERS = /[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/g;
