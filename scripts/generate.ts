// Makes the sources that are built from declared packages: each file of scripts/generate/ exports
// `generate()`, which writes what it makes below a room's `generated/` folder.
import * as fs from 'node:fs';
import * as path from 'node:path';

async function main(): Promise<void> {
  const dir = path.join(__dirname, 'generate');
  for (const file of fs.existsSync(dir) ? fs.readdirSync(dir).sort() : []) {
    const { generate } = await import(path.join(dir, file)) as { generate(): void | Promise<void> };
    await generate();
  }
}

void main();
