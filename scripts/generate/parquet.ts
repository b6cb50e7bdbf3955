// Bundles the synchronous parts of the npm package hyparquet, which is ESM, and fzstd into one CommonJS-ready source.
// Its asynchronous reader is left out: row groups are read by src/simulation/map-run/readers/parquet-groups.ts.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const PARTS = `
export { parquetMetadata, parquetSchema } from 'SRC/metadata.js';
export { getTreePath } from 'SRC/schema.js';
export { DEFAULT_PARSERS } from 'SRC/convert.js';
export { readColumn } from 'SRC/column.js';
export { assembleNested } from 'SRC/assemble.js';
export { flatten } from 'SRC/utils.js';
export { decompress as unzstd } from 'fzstd';
`;

export function generate(): void {
  const root = path.join(__dirname, '../..');
  const dir = path.join(root, 'node_modules/hyparquet');
  const built = buildSync({
    stdin: { contents: PARTS.replace(/SRC/g, `${dir}/src`.replace(/\\/g, '/')), resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundled',
    target: 'es2022',
    platform: 'node',
    legalComments: 'none',
  });
  const out = path.join(root, 'src/simulation/map-run/generated');
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(path.join(out, 'parquet.ts'), `// @ts-nocheck
/*!
 * Made from hyparquet ${versionOf(dir)} and fzstd ${versionOf(path.join(root, 'node_modules/fzstd'))} by scripts/generate/parquet.ts. Do not edit.
 *
 * hyparquet: https://github.com/hyparam/hyparquet
${licenceOf(dir)}
 *
 * fzstd: https://github.com/101arrowz/fzstd
${licenceOf(path.join(root, 'node_modules/fzstd'))}
 */
/* eslint-disable */
${built.outputFiles[0].text}
/** The parts that read Parquet. */
export const parquetParts: any = bundled;
`);
}

function versionOf(dir: string): string {
  return (JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) as { version: string }).version;
}

function licenceOf(dir: string): string {
  return fs.readFileSync(path.join(dir, 'LICENSE'), 'utf8').trim().split('\n').map((line) => ` * ${line}`.trimEnd()).join('\n');
}
