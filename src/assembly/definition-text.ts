import * as fs from 'node:fs';
import { isObject, type Json } from '../asl';
import { AssemblyError } from './assembly-error';
import type { StackResource } from './template/stack-resource';

/**
 * The definition of a state machine resource as text: from `DefinitionString`, `Definition` or
 * `DefinitionS3Location` (an asset of the assembly), with its `DefinitionSubstitutions` put in.
 *
 * @throws AssemblyError the machine has no definition, or it is outside the assembly
 */
export function readDefinition(resource: StackResource): string {
  const found = SOURCES.map((read) => read(resource)).find((text) => text !== undefined);
  if (found === undefined) {
    throw new AssemblyError(`${resource.stackName}: resource '${resource.logicalId}'`, 'has no definition: it needs DefinitionString, Definition or DefinitionS3Location');
  }
  return substitute(found, resource.property('DefinitionSubstitutions'));
}

const SOURCES: ReadonlyArray<(resource: StackResource) => string | undefined> = [
  (resource) => {
    const text = resource.property('DefinitionString');
    return text === undefined || typeof text === 'string' ? text : JSON.stringify(text);
  },
  (resource) => {
    const object = resource.property('Definition');
    return object === undefined ? undefined : JSON.stringify(object);
  },
  (resource) => {
    const location = resource.property('DefinitionS3Location');
    if (!isObject(location)) return undefined;
    const file = resource.assetPath(String(location.Key));
    if (file === undefined) {
      throw new AssemblyError(`${resource.stackName}: resource '${resource.logicalId}', property 'DefinitionS3Location'`,
        `'s3://${String(location.Bucket)}/${String(location.Key)}' is not an asset of the assembly: give the definition as an asset (DefinitionBody.fromFile) or inline`);
    }
    return fs.readFileSync(file, 'utf8');
  },
];

/** `${Name}` for each substitution that is given; any other `${…}` stays. */
function substitute(text: string, substitutions: Json | undefined): string {
  if (!isObject(substitutions)) return text;
  return text.replace(/\$\{([A-Za-z0-9_.-]+)\}/g, (whole, name: string) => (
    Object.hasOwn(substitutions, name) ? plain(substitutions[name]) : whole
  ));
}

/** A substitution stands inside JSON text: as a string's content, or as a whole number or boolean. */
function plain(value: Json): string {
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}
