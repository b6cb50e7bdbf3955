import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './places';

/** The oldest aws-cdk-lib that the package takes: where the range of its peer dependency begins. */
export function oldestCdk(): string {
  const { peerDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return peerDependencies['aws-cdk-lib'].replace('^', '');
}
