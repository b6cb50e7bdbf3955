// Bundles each function of src/handlers/human-approval into one file that Lambda runs as it is. People read it before they deploy it,
// so nothing is minified; and its hash decides whether a function is deployed anew, so it is the same on every machine.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const root = path.join(__dirname, '../..');
const FUNCTIONS = 'src/handlers/human-approval';
const BUNDLES = 'src/handlers/generated/human-approval';

/** The folders that hold a function: those with an index. */
export function functionNames(): string[] {
  return fs.readdirSync(path.join(root, FUNCTIONS)).filter((name) => fs.existsSync(path.join(root, FUNCTIONS, name, 'index.ts'))).sort();
}

/** The text of a function's bundle. */
export function bundle(name: string): string {
  const built = buildSync({
    absWorkingDir: root, // paths in the bundle are told from here
    entryPoints: [`${FUNCTIONS}/${name}/index.ts`],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    charset: 'utf8',
    external: ['@aws-sdk/*'], // the runtime has it
    tsconfigRaw: {},
    legalComments: 'none',
  });
  return built.outputFiles[0].text;
}

export function generate(): void {
  fs.rmSync(path.join(root, BUNDLES), { recursive: true, force: true });
  for (const name of functionNames()) {
    fs.mkdirSync(path.join(root, BUNDLES, name), { recursive: true });
    fs.writeFileSync(path.join(root, BUNDLES, name, 'index.js'), bundle(name));
  }
}
