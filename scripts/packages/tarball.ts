import * as fs from 'node:fs';
import * as path from 'node:path';
import { command } from './commands';
import { DIST } from './places';

/** What a user needs: the compiled library with its types, what jsii reads, and what tells about the package. */
const NEEDED = /^(lib\/.+\.(js|d\.ts|json)|lib\/.+\/README\.md|\.jsii(\.gz)?|package\.json|README\.md|CHANGELOG\.md|LICENSE|NOTICE)$/;

/** What looks like the library and is not for users. */
const NOT_NEEDED = /\.(test|spec|fixture)\.|(^|\/)(__tests__|__snapshots__)\/|\.tsbuildinfo$/;

/** Bytes that the tarball may have: 5 MB. */
const LIMIT = 5_000_000;

/** What is wrong with a tarball of these files and this size. */
export function tarballProblems(files: readonly string[], bytes: number): string[] {
  return [
    ...files.filter((file) => !NEEDED.test(file) || NOT_NEEDED.test(file)).map((file) => `${file} is nothing that a user needs: list it in .projenrc.ts (addPackageIgnore)`),
    ...['package.json', 'lib/index.js', 'lib/index.d.ts', '.jsii', 'LICENSE', 'NOTICE', 'README.md'].filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...bytes < LIMIT ? [] : [`it has ${bytes} bytes; keep it below ${LIMIT}`],
  ];
}

/**
 * Holds the npm tarball, which the packages of all languages carry, to its rules.
 *
 * @returns its size, for people
 * @throws with everything that is wrong with it
 */
export async function checkTarball(): Promise<string> {
  const [name] = fs.readdirSync(path.join(DIST, 'js'));
  const tarball = path.join(DIST, 'js', name);
  const files = (await command('tar', ['tzf', tarball])).trim().split('\n').map((file) => file.replace(/^package\//, ''));
  const { size } = fs.statSync(tarball);
  const problems = tarballProblems(files, size);
  if (problems.length > 0) throw new Error(`${name}: ${problems.length} problems\n${problems.slice(0, 20).map((problem) => `  - ${problem}`).join('\n')}`);
  return `${files.length} files, ${(size / 1e6).toFixed(1)} MB`;
}
