import { Item, ItemFormat } from './item-format';
import { groupsOf } from './parquet-groups';
import { toJson } from './parquet-values';

/** Apache Parquet: every row an object. One row group is in memory at a time. */
export const parquet: ItemFormat = {
  * read({ content, location }): Iterable<Item> {
    for (const { rows, columns } of groupsOf(content, location)) {
      for (let row = 0; row < rows; row++) {
        yield { value: Object.fromEntries(columns.map(({ name, values }) => [name, toJson(values[row])])) };
      }
    }
  },
};
