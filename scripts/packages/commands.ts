import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './places';

const run = promisify(execFile);

/** A command that failed, with all that it said. */
export class CommandFailure extends Error {}

/** How a command runs. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
}

/**
 * Runs a command and gives what it printed.
 *
 * @throws CommandFailure if it cannot be started or fails
 */
export async function command(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  try {
    const { stdout, stderr } = await run(program, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, TSX_TSCONFIG_PATH: undefined, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...options.env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
    throw new CommandFailure(`${program} ${args.join(' ')}\n${[stdout, stderr].map((text) => text.trim()).filter(Boolean).join('\n') || message}`);
  }
}

/** Runs a tool of this repository's `node_modules`. */
export function tool(name: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  return command(path.join(ROOT, 'node_modules', '.bin', name), args, options);
}

/** Does something, and says how long it took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const result = await work();
  console.log(`  ${what.padEnd(60)} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s`);
  return result;
}

/** Whether a command can be started at all and succeeds. */
export async function works(program: string, args: readonly string[]): Promise<boolean> {
  return command(program, args).then(() => true, () => false);
}
