// Speed and memory, measured side by side in one run: `npm run bench [-- name…]`.
// Each `*.bench.ts` below this folder exports `benchmark: Benchmark`.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Benchmark, Row } from './benchmark';

function files(dir: string): string[] {
  return fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name)).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return files(file);
    return entry.name.endsWith('.bench.ts') ? [file] : [];
  });
}

function line(row: Row): string {
  const verdict = row.met === undefined ? '' : row.met ? 'met' : 'MISSED';
  return `${row.what.padEnd(58)} ${row.value.padStart(18)}   ${(row.target ?? '').padEnd(24)} ${verdict}`.trimEnd();
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const rows: Row[] = [];
  for (const file of files(__dirname)) {
    const { benchmark } = await import(file) as { benchmark: Benchmark };
    if (wanted.length > 0 && !wanted.some((word) => benchmark.name.includes(word))) continue;
    console.log(`\n── ${benchmark.name}`);
    for (const row of await benchmark.run()) {
      rows.push(row);
      console.log(line(row));
    }
  }
  const missed = rows.filter((row) => row.met === false);
  console.log(`\n${rows.length} figures, ${missed.length} off target${missed.length ? ':' : ''}`);
  for (const row of missed) console.log(line(row));
}

void main();
