import * as fs from 'node:fs';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

type Resources = { readonly [logicalId: string]: unknown };

const ASSET_HASH = /[0-9a-f]{64}/g;

/** The resources of an assembly's only template, without asset hashes. */
function resources(cdkOut: string): Resources {
  const [file] = fs.readdirSync(cdkOut).filter((name) => name.endsWith('.template.json'));
  return JSON.parse(fs.readFileSync(path.join(cdkOut, file), 'utf8').replace(ASSET_HASH, '<hash>')).Resources;
}

/** A JSON value on one line. */
function line(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value);
}

/** Where two JSON values differ, as paths with both values. */
function differences(mine: unknown, theirs: unknown, at: string): string[] {
  if (isDeepStrictEqual(mine, theirs)) return [];
  if (!isObject(mine) || !isObject(theirs)) return [`${at}: ${line(mine)} where TypeScript has ${line(theirs)}`];
  return [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].flatMap((key) => differences(mine[key], theirs[key], `${at}.${key}`));
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** How a comparison ended. */
export interface Comparison {
  /** How many resources TypeScript's template has. */
  readonly count: number;
  readonly differences: readonly string[];
}

/** Holds the template of a language's app against TypeScript's, resource by resource. */
export function compareTemplates(cdkOut: string, typescriptCdkOut: string): Comparison {
  const theirs = resources(typescriptCdkOut);
  return { count: Object.keys(theirs).length, differences: differences(resources(cdkOut), theirs, 'Resources') };
}
