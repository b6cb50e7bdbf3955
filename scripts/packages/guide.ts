import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './places';

/**
 * The code of the getting started guide in a language: its one block with that fence.
 *
 * @throws if there is none, or more than one
 */
export function guideIn(language: string): string {
  const guide = fs.readFileSync(path.join(ROOT, 'docs', 'guides', 'getting-started.md'), 'utf8');
  const blocks = [...guide.matchAll(new RegExp(`^\`\`\`${language.toLowerCase()}\\n(.*?)^\`\`\``, 'gms'))];
  if (blocks.length !== 1) throw new Error(`docs/guides/getting-started.md has ${blocks.length} blocks in ${language}; it has to have one`);
  return blocks[0][1];
}
