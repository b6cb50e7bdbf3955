import { Item, ItemFormat } from './item-format';
import { TextFeed } from './text-feed';
import type { Json } from '../../../asl';

/** JSON Lines: every line that is not empty a JSON value. */
export const jsonl: ItemFormat = {
  * read({ content, location }): Iterable<Item> {
    const feed = new TextFeed(content, location);
    for (let number = 1; ; number++) {
      let end = feed.text.indexOf('\n', feed.position);
      while (end < 0 && feed.more()) end = feed.text.indexOf('\n', feed.position);
      if (end < 0 && feed.position >= feed.text.length) return;
      const line = feed.text.slice(feed.position, end < 0 ? undefined : end);
      feed.position = end < 0 ? feed.text.length : end + 1;
      if (line.trim() === '') continue;
      let value: Json;
      try {
        value = JSON.parse(line);
      } catch (error) {
        throw feed.failure(`line ${number} is not JSON: ${(error as Error).message}`);
      }
      yield { value };
    }
  },
};
