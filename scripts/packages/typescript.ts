import * as fs from 'node:fs';
import * as path from 'node:path';
import { command, tool } from './commands';
import { cdkEnvironment } from './language';
import { CACHE, DIST, ROOT, WORKSHOP } from './places';

const CONSTRUCTS = '10.8.1';

/**
 * Installs the npm package beside a version of aws-cdk-lib, and synthesizes the orders example with them.
 *
 * @returns the cloud assembly
 */
export async function synthesizeWith(cdkVersion: string): Promise<string> {
  const home = path.join(CACHE, 'npm', cdkVersion);
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(home, { recursive: true });
  const [tarball] = fs.readdirSync(path.join(DIST, 'js'));
  fs.writeFileSync(path.join(home, 'package.json'), JSON.stringify({
    private: true,
    dependencies: { 'aws-cdk-lib': cdkVersion, 'constructs': CONSTRUCTS, 'cdk-stepwise': `file:${path.join(DIST, 'js', tarball)}` },
  }));
  await command('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: home });
  const app = path.join(home, 'orders');
  fs.cpSync(path.join(WORKSHOP, 'typescript', 'orders'), app, { recursive: true });
  const cdkOut = path.join(home, 'cdk.out');
  await tool('tsx', ['app.ts'], { cwd: app, env: cdkEnvironment(cdkOut) });
  return cdkOut;
}

/** Compiles the sources against a version that `synthesizeWith` has installed: what they use of the CDK is there. */
export async function compileWith(cdkVersion: string): Promise<void> {
  const modules = path.join(CACHE, 'npm', cdkVersion, 'node_modules');
  const config = path.join(CACHE, 'npm', cdkVersion, 'tsconfig.json');
  fs.writeFileSync(config, JSON.stringify({
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      composite: false,
      incremental: false,
      declaration: false,
      rootDir: '/',
      types: ['node', 'jest'],
      typeRoots: [path.join(ROOT, 'node_modules', '@types')],
      paths: { 'aws-cdk-lib': [path.join(modules, 'aws-cdk-lib')], 'aws-cdk-lib/*': [path.join(modules, 'aws-cdk-lib', '*')], 'constructs': [path.join(modules, 'constructs')] },
    },
    include: [path.join(ROOT, 'src', '**', '*.ts')],
  }));
  await tool('tsc', ['-p', config]);
}
