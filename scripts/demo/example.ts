import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples', 'typescript');

/** A CDK app of the examples: a folder with a `cdk.json`, whose `app.ts` exports the app. */
export interface Example {
  readonly name: string;
  readonly directory: string;
}

/** An example that has been synthesized. */
export interface SynthesizedExample extends Example {
  readonly app: App;
  readonly cdkOut: string;
}

/** All examples, by name. */
export function examples(): Example[] {
  return fs.readdirSync(EXAMPLES).sort()
    .map((name) => ({ name, directory: path.join(EXAMPLES, name) }))
    .filter(({ directory }) => fs.existsSync(path.join(directory, 'cdk.json')));
}

/** Synthesizes an example into its `cdk.out`, as `cdk synth` does: with the context of its `cdk.json` and the template validator on. */
export async function synthesize(example: Example): Promise<SynthesizedExample> {
  const cdkOut = path.join(example.directory, 'cdk.out');
  fs.rmSync(cdkOut, { recursive: true, force: true });
  const { context = {} } = JSON.parse(fs.readFileSync(path.join(example.directory, 'cdk.json'), 'utf8')) as { context?: object };
  delete process.env.CDK_VALIDATION;
  process.env.CDK_OUTDIR = cdkOut;
  process.env.CDK_CONTEXT_JSON = JSON.stringify(context);
  const { app } = await import(path.join(example.directory, 'app.ts')) as { app: App };
  app.synth();
  return { ...example, app, cdkOut };
}

/** What CDK's template validator says of an assembly, a line a violation; none where all is well. */
export function validatorFindings(cdkOut: string): string[] {
  const file = path.join(cdkOut, 'validation-report.json');
  if (!fs.existsSync(file)) return ['the template validator did not run'];
  const report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report;
  return report.pluginReports.flatMap(({ violations }) => violations.flatMap(({ ruleName, description, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}: ${description}`)));
}

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly Violation[] }[];
}

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}
