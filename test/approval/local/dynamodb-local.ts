import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const POM = path.join(__dirname, 'dynamodb-local.pom.xml');
const MAVEN_GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const READY_WITHIN_MS = 60_000;

/** Amazon's DynamoDB Local, in memory, in a process of its own that ends with this one, however this one ends. */
export class DynamoDbLocal {
  /**
   * Fetches the server when it was never fetched (5 s, 51 MB in `.cache/`), starts it on a free port and waits until it answers (2 s).
   *
   * @throws when Java or Maven is missing or the server does not come up; the message tells what to install or what the server wrote
   */
  static async start(): Promise<DynamoDbLocal> {
    const lib = fetched();
    const port = await freePort();
    const log = path.join(ROOT, '.tmp', `dynamodb-local-${port}.log`);
    fs.mkdirSync(path.dirname(log), { recursive: true });
    const server = spawnTiedToUs('java', [
      '-Xmx512m', `-Djava.library.path=${lib}`, '-cp', path.join(lib, '*'), 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
      '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port),
    ], log);
    const local = new DynamoDbLocal(`http://127.0.0.1:${port}`, server);
    try {
      await answers(local.endpoint, server);
    } catch (error) {
      await local.stop();
      throw new Error(`DynamoDB Local did not come up on port ${port}: ${(error as Error).message}\n${fs.readFileSync(log, 'utf8')}`);
    }
    fs.rmSync(log); // open still, for as long as the server runs
    return local;
  }

  private constructor(readonly endpoint: string, private readonly server: ChildProcess) {}

  /** Ends the server and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    // what keeps no process alive cannot be waited for: ours would end here, with 0, before Jest says that a test has failed
    this.server.ref();
    const gone = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill();
    await gone;
  }
}

/** The folder with the server's jars and native libraries. */
function fetched(): string {
  for (const [command, args] of [['java', '-version'], ['mvn', '--version']]) {
    if (spawnSync(command, [args], { stdio: 'ignore' }).status === 0) continue;
    throw new Error(`'${command}' does not run here, and DynamoDB Local needs it: sudo apt-get install openjdk-17-jre-headless maven`);
  }
  const version = /<artifactId>DynamoDBLocal<\/artifactId>\s*<version>([^<]+)</.exec(fs.readFileSync(POM, 'utf8'))?.[1];
  const lib = path.join(ROOT, '.cache', `dynamodb-local-${version}`);
  if (fs.existsSync(lib)) return lib;
  const part = `${lib}.${process.pid}`;
  const maven = spawnSync('mvn', ['-B', '-q', '-f', POM, MAVEN_GOAL, '-DincludeScope=runtime', `-DoutputDirectory=${part}`], { encoding: 'utf8' });
  if (maven.status !== 0) throw new Error(`Maven could not fetch DynamoDB Local ${version}:\n${maven.stdout}${maven.stderr}`);
  // whole or not at all: a fetch that was broken off is no server
  fs.renameSync(part, lib);
  return lib;
}

/** A process that is killed when file descriptor 3 closes, which the kernel does even when we are killed ourselves. */
function spawnTiedToUs(command: string, args: string[], log: string): ChildProcess {
  const out = fs.openSync(log, 'w');
  const child = spawn('sh', ['-c', '(cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec "$@"', 'sh', command, ...args], { stdio: ['ignore', out, out, 'pipe'] });
  fs.closeSync(out);
  child.unref();
  (child.stdio[3] as net.Socket).unref();
  return child;
}

async function answers(endpoint: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`it ended with exit code ${server.exitCode}`);
    // any answer will do: an unsigned GET is a 400 to it
    if (await fetch(endpoint).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no answer within ${READY_WITHIN_MS / 1000} s`);
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
