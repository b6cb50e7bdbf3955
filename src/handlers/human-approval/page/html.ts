import { visible } from './visible';

/** Markup that this code wrote. Everything else is text, and escaped where it is put in. */
export class Html {
  constructor(public readonly markup: string) {}
}

/** What may be put into markup. */
export type Content = string | number | Html | false | undefined | readonly Content[];

/** Markup with texts put in. A text is escaped wherever it stands; in an attribute, the template has the quotes. */
export function html(markup: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(markup.reduce((all, part, i) => all + markupOf(contents[i - 1]) + part));
}

function markupOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'object') return content.map(markupOf).join('');
  return escaped(visible(`${content}`));
}

const ESCAPES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ESCAPES[character]);
}
