import * as fs from 'node:fs';
import * as path from 'node:path';

/** A file of the folder `shared` that stands beside the checkout, or `undefined` (said on the console) where it is not there. */
export function sharedLines(...names: string[]): Array<Record<string, unknown>> | undefined {
  const file = path.join(__dirname, '..', '..', '..', 'shared', ...names);
  if (!fs.existsSync(file)) {
    process.stderr.write(`skipped: ${file} is not there\n`);
    return undefined;
  }
  return fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}
