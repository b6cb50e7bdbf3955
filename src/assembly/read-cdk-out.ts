import type { Assembly } from './assembly';
import type { AssemblyOptions } from './assembly-options';
import { buildAssembly } from './build-assembly';
import { readManifest } from './cdk-out/manifest';

/**
 * Reads a cloud assembly folder (`cdk.out`) with all its stacks, those of its stages and nested ones.
 *
 * @throws AssemblyError the folder is no cloud assembly
 */
export function readCdkOut(directory: string, options: AssemblyOptions = {}): Assembly {
  return buildAssembly({ ...readManifest(directory), options });
}
