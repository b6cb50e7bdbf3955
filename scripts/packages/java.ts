import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { command, CommandOptions } from './commands';
import { cdkEnvironment, Language, sum, workshop } from './language';
import { CACHE, DIST, MAVEN_REPOSITORY } from './places';

const SETTINGS = path.join(CACHE, 'settings.xml');

function maven(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return command('mvn', ['-B', '-ntp', '-s', SETTINGS, `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, ...args], { cwd: workshop('java'), ...options });
}

/** The jar, from the local repository that the build makes. */
export const JAVA_PACKAGE: Language = {
  name: 'Java',

  async unavailable() {
    return undefined; // required: see requirements.ts
  },

  async install() {
    fs.writeFileSync(SETTINGS, [
      '<settings>',
      '  <profiles><profile><id>built</id><repositories>',
      `    <repository><id>built</id><url>${pathToFileURL(path.join(DIST, 'java'))}</url></repository>`,
      '  </repositories></profile></profiles>',
      '  <activeProfiles><activeProfile>built</activeProfile></activeProfiles>',
      '</settings>',
    ].join('\n'));
    // Maven takes a release that it has once had for the same for ever
    fs.rmSync(path.join(MAVEN_REPOSITORY, 'io', 'github', 'cdkstepwise'), { recursive: true, force: true });
    await maven(['-q', 'test-compile']);
  },

  async cdkVersion() {
    return /<cdk\.version>(.+)<\/cdk\.version>/.exec(fs.readFileSync(path.join(workshop('java'), 'pom.xml'), 'utf8'))![1];
  },

  async test(guide) {
    const [, name] = /class (\w+)/.exec(guide)!;
    fs.writeFileSync(path.join(workshop('java'), 'src', 'test', 'java', `${name}.java`), guide);
    return sum(await maven(['test']), /^\[.*Tests run: (\d+), Failures: 0, Errors: 0, Skipped: 0\s*$/gm);
  },

  async synthesize(cdkOut) {
    await maven(['-q', 'compile', 'exec:java'], { env: cdkEnvironment(cdkOut) });
  },
};
