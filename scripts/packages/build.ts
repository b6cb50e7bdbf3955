/**
 * Builds the packages from what `npx projen compile` made: npm (tarball), PyPI (wheel), Maven (jar) and Go (module) into `dist/<language>`,
 * NuGet as code only, since that needs no .NET. Examples in the docs are compiled first, strictly, so that their translations are true.
 */
import * as fs from 'node:fs';
import { timed, tool } from './commands';
import { askForTestedCdk } from './go-module';
import { CACHE, DIST, MAVEN_REPOSITORY, ROOT, TABLET } from './places';
import { checkRequirements } from './requirements';
import { checkTarball } from './tarball';

async function main(): Promise<void> {
  await checkRequirements();
  fs.rmSync(DIST, { recursive: true, force: true });
  fs.mkdirSync(CACHE, { recursive: true });
  fs.rmSync(TABLET, { force: true });
  await timed('examples in the docs compile (jsii-rosetta, strict)', () => tool('jsii-rosetta', ['extract', '--strict', '--cache-to', TABLET, ROOT]));
  const pack = (...args: string[]) => tool('jsii-pacmak', ['--outdir', DIST, '--rosetta-tablet', TABLET, '--rosetta-unknown-snippets', 'fail', ...args]);
  await timed('npm', () => pack('--target', 'js'));
  console.log(`  the npm tarball: ${await checkTarball()}`);
  await timed('PyPI, Maven', () => pack('--target', 'python', '--target', 'java', '--maven-local-repository', MAVEN_REPOSITORY));
  await timed('Go, NuGet (code)', () => pack('--target', 'go', '--target', 'dotnet', '--code-only'));
  askForTestedCdk();
  console.log(fs.readdirSync(DIST).map((language) => `dist/${language}`).join(', '));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
