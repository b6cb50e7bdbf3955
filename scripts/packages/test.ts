/**
 * Installs each built package as a user does, runs its example's tests with the code of the getting started guide, and holds the template
 * of each language against that of TypeScript with the same aws-cdk-lib. Exits with 1 if anything is wrong.
 */
import * as path from 'node:path';
import { oldestCdk } from './cdk-versions';
import { timed } from './commands';
import { GO_PACKAGE } from './go';
import { guideIn } from './guide';
import { JAVA_PACKAGE } from './java';
import { Language, openWorkshop } from './language';
import { WORKSHOP } from './places';
import { PYTHON_PACKAGE } from './python';
import { checkRequirements } from './requirements';
import { compareTemplates } from './templates';
import { compileWith, synthesizeWith } from './typescript';

/** TypeScript's assembly with a version of aws-cdk-lib, made once. */
const assemblies = new Map<string, Promise<string>>();

function typescriptWith(cdkVersion: string): Promise<string> {
  if (!assemblies.has(cdkVersion)) assemblies.set(cdkVersion, timed(`TypeScript: synthesize with aws-cdk-lib ${cdkVersion}`, () => synthesizeWith(cdkVersion)));
  return assemblies.get(cdkVersion)!;
}

/** Tries a language, and gives a line that says how that went. */
async function tryOut(language: Language): Promise<string> {
  const { name } = language;
  const reason = await language.unavailable();
  if (reason !== undefined) return `${name}: not run: ${reason}`;
  await timed(`${name}: install`, () => language.install());
  const passed = await timed(`${name}: test`, () => language.test(guideIn(name)));
  if (passed === 0) throw new Error(`${name}: no test ran`);
  const cdkOut = path.join(WORKSHOP, `cdk.out-${name}`);
  await timed(`${name}: synthesize`, () => language.synthesize(cdkOut));
  const cdkVersion = await language.cdkVersion();
  const { count, differences } = compareTemplates(cdkOut, await typescriptWith(cdkVersion));
  if (differences.length > 0) throw new Error(`${name}: its template is not TypeScript's (aws-cdk-lib ${cdkVersion}):\n${differences.join('\n')}`);
  return `${name}: ${passed} tests passed; ${count} resources equal TypeScript's, with aws-cdk-lib ${cdkVersion}`;
}

async function main(): Promise<void> {
  await checkRequirements();
  openWorkshop();
  const oldest = oldestCdk();
  await typescriptWith(oldest);
  await timed(`TypeScript: compile the sources against aws-cdk-lib ${oldest}`, () => compileWith(oldest));
  const summary = [`TypeScript: compiles against and synthesizes with aws-cdk-lib ${oldest}, the oldest that the package takes`];
  const tried = await Promise.allSettled([PYTHON_PACKAGE, JAVA_PACKAGE, GO_PACKAGE].map(tryOut));
  for (const each of tried) if (each.status === 'fulfilled') summary.push(each.value);
  console.log(summary.join('\n'));
  const failures = tried.flatMap((each) => each.status === 'rejected' ? [(each.reason as Error).message] : []);
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
