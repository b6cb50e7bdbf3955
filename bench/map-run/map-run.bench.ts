import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Benchmark, Row } from '../benchmark';

const FEW = 100_000;
const MANY = 1_000_000;

function writeCsv(file: string, rows: number): void {
  const handle = fs.openSync(file, 'w');
  let text = 'id,name,amount,city,day\n';
  for (let i = 0; i < rows; i++) {
    text += `${i},name ${i},${((i * 7919) % 10_000) / 100},city ${i % 97},2026-01-${String(1 + (i % 28)).padStart(2, '0')}\n`;
    if (text.length > 1_000_000 || i === rows - 1) {
      fs.writeSync(handle, text);
      text = '';
    }
  }
  fs.closeSync(handle);
}

function measure(folder: string, key: string): { seconds: number; megabytes: number } {
  const ended = spawnSync(process.execPath, [...process.execArgv, path.join(__dirname, 'run-csv.ts'), folder, key], { encoding: 'utf8' });
  const found = JSON.parse(ended.stdout || '{}') as { status?: string; seconds: number; megabytes: number };
  if (found.status !== 'SUCCEEDED') throw new Error(`the map run over ${key} ended ${found.status}: ${ended.stderr}`);
  return found;
}

function run(): Row[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'map-run-'));
  try {
    writeCsv(path.join(folder, 'few.csv'), FEW);
    writeCsv(path.join(folder, 'many.csv'), MANY);
    const few = measure(folder, 'few.csv');
    const many = measure(folder, 'many.csv');
    const ratio = many.seconds / few.seconds;
    return [
      { what: `CSV of ${MANY} rows, Pass child, ResultWriter`, value: `${many.seconds.toFixed(1)} s`, target: 'at most 20 s', met: many.seconds <= 20 },
      { what: 'resident memory at its peak', value: `${Math.round(many.megabytes)} MB`, target: 'at most 800 MB', met: many.megabytes <= 800 },
      { what: 'ten times the rows', value: `${ratio.toFixed(1)} times the time`, target: 'at most 11 times', met: ratio <= 11 },
      { what: 'ten times the rows, memory', value: `${(many.megabytes / few.megabytes).toFixed(2)} times`, target: 'at most 1.25 times', met: many.megabytes <= 1.25 * few.megabytes },
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export const benchmark: Benchmark = { name: 'distributed map', run };
