import { CsvRecords } from './csv-records';
import { Item, ItemFormat, ItemReaderFailure } from './item-format';
import { TextFeed } from './text-feed';

/**
 * The manifest that Athena's UNLOAD leaves: the data files that it lists are read one after the other, in the format that
 * `InputType` names.
 * @see https://docs.aws.amazon.com/athena/latest/ug/unload.html
 */
export function athenaManifest(formats: Readonly<Record<string, ItemFormat>>): ItemFormat {
  return {
    * read(source): Iterable<Item> {
      const format = formats[source.options.inputType];
      if (!format || source.options.inputType === 'JSON') {
        throw new ItemReaderFailure(`An Athena manifest needs an InputType of CSV, JSONL or PARQUET, got ${source.options.inputType}`);
      }
      const lines = new CsvRecords(new TextFeed(source.content, source.location), ',');
      for (let line = lines.next(); line; line = lines.next()) {
        const found = /^s3:\/\/([^/]+)\/(.+)$/.exec(line[0].trim());
        if (!found) throw new ItemReaderFailure(`The Athena manifest ${source.location} lists '${line[0]}', which is not an s3:// location`);
        yield* format.read({ ...source, content: source.open(found[1], found[2]), location: line[0].trim() });
      }
    },
  };
}
