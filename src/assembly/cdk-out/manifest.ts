import * as fs from 'node:fs';
import * as path from 'node:path';
import { AssemblyError } from '../assembly-error';

/** A stack of a cloud assembly. */
export interface StackArtifact {
  readonly artifactId: string;
  readonly stackName: string;
  /** Path of its construct, empty where it is not known. */
  readonly constructPath: string;
  /** Absolute path of its template. */
  readonly templateFile: string;
  /** `undefined` where the stack does not say. */
  readonly account?: string;
  readonly region?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Construct path (without a leading slash) and logical id of each of its elements. */
  readonly elements: ReadonlyArray<readonly [constructPath: string, logicalId: string]>;
}

/** What a cloud assembly folder holds, with the assemblies of its stages. */
export interface Manifest {
  readonly stacks: readonly StackArtifact[];
  /** Absolute paths of file assets, by the object key that they are uploaded under. */
  readonly assets: ReadonlyMap<string, string>;
}

interface RawManifest {
  readonly artifacts?: Readonly<Record<string, RawArtifact>>;
}
interface RawArtifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly metadata?: RawMetadata;
  readonly additionalMetadataFile?: string;
  readonly displayName?: string;
}
type RawMetadata = Readonly<Record<string, ReadonlyArray<{ readonly type: string; readonly data?: unknown }>>>;

/**
 * Reads `manifest.json` of a `cdk.out` folder.
 *
 * @throws AssemblyError where there is none, or it is not JSON
 */
export function readManifest(directory: string): Manifest {
  const stacks: StackArtifact[] = [];
  const assets = new Map<string, string>();
  const file = path.join(directory, 'manifest.json');
  if (!fs.existsSync(file)) {
    throw new AssemblyError('', `'${directory}' is no cloud assembly: it has no manifest.json; run 'cdk synth' and give its output folder (cdk.out)`);
  }
  const manifest = readJson(file) as RawManifest;
  for (const [artifactId, artifact] of Object.entries(manifest.artifacts ?? {})) {
    READERS.get(artifact.type)?.({ artifactId, artifact, directory, stacks, assets });
  }
  return { stacks, assets };
}

/** A JSON file. @throws AssemblyError it is not JSON */
export function readJson(file: string): unknown {
  const source = fs.readFileSync(file, 'utf8');
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new AssemblyError('', `'${file}' is not JSON: ${(error as Error).message}`);
  }
}

/** Adds the assets that an asset manifest (`Stack.assets.json`) lists. */
export function readAssets(file: string, assets: Map<string, string>): void {
  const { files } = readJson(file) as { files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }> };
  for (const { source, destinations } of Object.values(files ?? {})) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, path.resolve(path.dirname(file), source.path));
  }
}

interface ArtifactReading {
  readonly artifactId: string;
  readonly artifact: RawArtifact;
  readonly directory: string;
  readonly stacks: StackArtifact[];
  readonly assets: Map<string, string>;
}

/** What each type of artifact adds. */
const READERS = new Map<string, (reading: ArtifactReading) => void>([
  ['aws:cloudformation:stack', readStack],
  ['cdk:asset-manifest', ({ artifact, directory, assets }) => readAssets(path.join(directory, String(artifact.properties?.file)), assets)],
  ['cdk:cloud-assembly', ({ artifact, directory, stacks, assets }) => {
    const nested = readManifest(path.join(directory, String(artifact.properties?.directoryName)));
    stacks.push(...nested.stacks);
    for (const [key, file] of nested.assets) assets.set(key, file);
  }],
]);

function readStack({ artifactId, artifact, directory, stacks }: ArtifactReading): void {
  const properties = artifact.properties ?? {};
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  const metadata: RawMetadata = {
    ...artifact.metadata,
    ...artifact.additionalMetadataFile === undefined ? {} : readJson(path.join(directory, artifact.additionalMetadataFile)) as RawMetadata,
  };
  stacks.push({
    artifactId,
    stackName: typeof properties.stackName === 'string' ? properties.stackName : artifactId,
    constructPath: artifact.displayName ?? artifactId,
    templateFile: path.join(directory, String(properties.templateFile)),
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    parameters: (properties.parameters ?? {}) as Record<string, string>,
    elements: Object.entries(metadata).flatMap(([constructPath, entries]) => entries
      .filter((entry) => entry.type === 'aws:cdk:logicalId')
      .map((entry) => [constructPath.replace(/^\//, ''), String(entry.data)] as const)),
  });
}
