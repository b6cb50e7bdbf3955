import { works } from './commands';

/** What the packages of a language are built and tested with. */
const REQUIRED = [
  { program: 'python3', args: ['-c', 'import venv, ensurepip'], name: 'Python 3.10 or newer with venv (Debian: python3-venv)' },
  { program: 'javac', args: ['-version'], name: 'a Java Development Kit, 17 or newer' },
  { program: 'mvn', args: ['--version'], name: 'Maven 3.8 or newer' },
] as const;

/**
 * Python and Java are required: without them nothing is built or tested.
 *
 * @throws with all that is missing
 */
export async function checkRequirements(): Promise<void> {
  const there = await Promise.all(REQUIRED.map(({ program, args }) => works(program, args)));
  const missing = REQUIRED.filter((_, i) => !there[i]).map(({ program, name }) => `  ${program}: install ${name}`);
  if (missing.length > 0) throw new Error(`the packages for Python and Java need what this machine lacks:\n${missing.join('\n')}`);
}
