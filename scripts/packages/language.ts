import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, WORKSHOP } from './places';

/** A language whose package is installed and tried as its users do. */
export interface Language {
  readonly name: string;
  /** Why it cannot be tried on this machine; undefined where it can. */
  unavailable(): Promise<string | undefined>;
  /** Installs the built package and the real CDK of the language for the example. */
  install(): Promise<void>;
  /** The version of aws-cdk-lib that was installed. */
  cdkVersion(): Promise<string>;
  /** Runs the tests of the example, the code of the guide among them, and gives how many passed. */
  test(guide: string): Promise<number>;
  /** Synthesizes the example's app into a folder. */
  synthesize(cdkOut: string): Promise<void>;
}

/** The copy of a language's orders example that is installed and run. */
export function workshop(language: string): string {
  return path.join(WORKSHOP, language, 'orders');
}

/** Copies the examples, so that installing and running them leaves nothing in the repository. */
export function openWorkshop(): void {
  const isProduct = /[\\/](node_modules|cdk\.out[^\\/]*|target|__pycache__|\.pytest_cache|[^\\/]*\.egg-info)$/;
  fs.rmSync(WORKSHOP, { recursive: true, force: true });
  fs.cpSync(path.join(ROOT, 'examples'), WORKSHOP, { recursive: true, filter: (file) => !isProduct.test(file) });
}

/** What the CDK's command line tells an app: where to synthesize to, and the context of its `cdk.json`. */
export function cdkEnvironment(cdkOut: string): { readonly [name: string]: string } {
  const { context } = JSON.parse(fs.readFileSync(path.join(ROOT, 'examples/typescript/orders/cdk.json'), 'utf8'));
  return { CDK_OUTDIR: cdkOut, CDK_CONTEXT_JSON: JSON.stringify(context) };
}

/** The sum of the numbers that a pattern finds in what a test runner printed. */
export function sum(output: string, pattern: RegExp): number {
  return [...output.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
}
