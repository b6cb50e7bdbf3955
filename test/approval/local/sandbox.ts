import { type ChildProcess, fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const BUNDLES = path.join(__dirname, '../../../src/handlers/generated/human-approval');

/** What a function throws, as its caller hears of it. */
export class FunctionError extends Error {}

/**
 * A Lambda function from its bundle, in processes of its own with an environment of their own.
 *
 * Lambda gives a sandbox one event at a time. Here many are under way in each, which is harder on a handler that keeps state between events.
 */
export class LambdaFunction {
  /** What the function wrote, of all its sandboxes. */
  readonly logs: string[] = [];
  private sandboxes: Sandbox[] = [];

  constructor(readonly name: string, private readonly environment: Record<string, string>, private readonly concurrency = 1) {}

  async invoke(event: unknown): Promise<any> {
    if (!fs.existsSync(this.bundle)) throw new Error(`there is no bundle ${this.bundle}: npx projen generate makes it`);
    this.sandboxes = this.sandboxes.filter((sandbox) => sandbox.alive);
    if (this.sandboxes.length < this.concurrency) this.sandboxes.push(new Sandbox(this.name, this.bundle, this.environment, this.logs));
    const idlest = this.sandboxes.reduce((a, b) => (b.underWay < a.underWay ? b : a));
    return idlest.invoke(event);
  }

  /** Kills every sandbox where it stands; the next event gets a new one. */
  kill(): void {
    for (const sandbox of this.sandboxes) sandbox.kill();
  }

  private get bundle(): string {
    return path.join(BUNDLES, this.name, 'index.js');
  }
}

class Sandbox {
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  private invocations = 0;
  private ended = false;

  constructor(name: string, bundle: string, environment: Record<string, string>, logs: string[]) {
    this.process = fork(path.join(__dirname, 'sandbox-process.js'), [], {
      execArgv: [],
      silent: true,
      env: {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...environment,
        BUNDLE: bundle,
      },
    });
    for (const stream of [this.process.stdout!, this.process.stderr!]) stream.setEncoding('utf8').on('data', (text) => logs.push(text));
    this.process.on('message', ({ invocation, result, error }: any) => {
      const { resolve, reject } = this.waiting.get(invocation)!;
      this.waiting.delete(invocation);
      if (error) reject(Object.assign(new FunctionError(error.message), { name: error.name }));
      else resolve(result);
    });
    this.process.once('exit', () => {
      this.ended = true;
      for (const { reject } of this.waiting.values()) reject(new FunctionError(`${name} ended while it ran:\n${logs.slice(-5).join('')}`));
    });
  }

  get alive(): boolean {
    return !this.ended;
  }

  get underWay(): number {
    return this.waiting.size;
  }

  invoke(event: unknown): Promise<unknown> {
    const invocation = ++this.invocations;
    return new Promise((resolve, reject) => {
      this.waiting.set(invocation, { resolve, reject });
      this.process.send({ invocation, event });
    });
  }

  kill(): void {
    this.ended = true;
    this.process.kill('SIGKILL');
  }
}
