import { Item, ItemFormat } from './item-format';
import { JsonScanner } from './json-scanner';
import { TextFeed } from './text-feed';

/**
 * JSON: the elements of an array, or the members of an object, which stands at the root or where `ItemsPointer` leads.
 * One element is in memory at a time.
 */
export const json: ItemFormat = {
  * read({ content, location, options }): Iterable<Item> {
    const pointer = options.itemsPointer;
    const scanner = new JsonScanner(new TextFeed(content, location));
    for (const name of pointer ? tokensOf(pointer) : []) {
      if (!scanner.descend(name)) throw scanner.failure(`ItemsPointer '${pointer}' leads nowhere: there is no '${name}'`);
    }
    const where = pointer ? `at ItemsPointer '${pointer}'` : 'in the object';
    const kind = scanner.peek();
    if (kind === '[') {
      for (const text of scanner.elements()) yield { value: scanner.parse(text) };
    } else if (kind === '{') {
      for (const [key, text] of scanner.members()) yield { value: scanner.parse(text), key };
    } else {
      throw scanner.failure(`the value ${where} must be an array or an object of items`);
    }
  },
};

/** The tokens of a JSON pointer (RFC 6901). */
function tokensOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}
