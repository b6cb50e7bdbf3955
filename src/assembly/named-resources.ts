import type { Json } from '../asl';
import type { Assembly } from './assembly';
import type { ResourceModel } from './resource-model';

/** An ARN or URL inside a longer text, such as an expression. */
const NAMING = /(?:arn:|https:\/\/)[^\s"'`{}()<>,]+/g;

/** The resources of the assembly that the strings of a definition name, by the text that names each. */
export function namedResources(definition: Json, assembly: Assembly): ReadonlyMap<string, ResourceModel> {
  const found = new Map<string, ResourceModel>();
  const note = (text: string) => {
    const resource = assembly.resourceNamed(text);
    if (resource !== undefined) found.set(text, resource);
  };
  const waiting: Json[] = [definition];
  while (waiting.length > 0) {
    const value = waiting.pop()!;
    if (typeof value === 'string') {
      note(value);
      for (const [text] of value.matchAll(NAMING)) note(text);
    } else if (typeof value === 'object' && value !== null) {
      for (const member of Array.isArray(value) ? value as Json[] : Object.values(value)) waiting.push(member);
    }
  }
  return found;
}
