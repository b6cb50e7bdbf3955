import * as fs from 'node:fs';
import * as path from 'node:path';
import { command } from './commands';
import { cdkEnvironment, Language, sum, workshop } from './language';
import { CACHE, DIST } from './places';

const VENV = path.join(CACHE, 'venv');
const PYTHON = path.join(VENV, 'bin', 'python');

/** The wheel, in a fresh virtual environment. */
export const PYTHON_PACKAGE: Language = {
  name: 'Python',

  async unavailable() {
    return undefined; // required: see requirements.ts
  },

  async install() {
    fs.rmSync(VENV, { recursive: true, force: true });
    await command('python3', ['-m', 'venv', VENV]);
    const wheel = fs.readdirSync(path.join(DIST, 'python')).find((file) => file.endsWith('.whl'))!;
    await command(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile', path.join(DIST, 'python', wheel), '.[test]'], { cwd: workshop('python') });
  },

  async cdkVersion() {
    return (await command(PYTHON, ['-c', 'import importlib.metadata as m; print(m.version("aws-cdk-lib"))'])).trim();
  },

  async test(guide) {
    const tests = path.join(workshop('python'), 'tests');
    fs.writeFileSync(path.join(tests, 'test_getting_started.py'), guide);
    fs.copyFileSync(path.join(__dirname, 'test_readme.py'), path.join(tests, 'test_readme.py'));
    return sum(await command(PYTHON, ['-m', 'pytest', '-q'], { cwd: workshop('python') }), /^(\d+) passed/gm);
  },

  async synthesize(cdkOut) {
    await command(PYTHON, ['app.py'], { cwd: workshop('python'), env: cdkEnvironment(cdkOut) });
  },
};
