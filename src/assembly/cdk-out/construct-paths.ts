type Elements = ReadonlyArray<readonly [constructPath: string, logicalId: string]>;

/** How CDK names the resource that stands for a nested stack: `Parent/Child.NestedStack/Child.NestedStackResource`. */
const NESTED = /^(.*?)([^/]+)\.NestedStack\/\2\.NestedStackResource$/;

/** The construct path of each logical id of one template: elements of the stacks that it nests are theirs. */
export function constructPathsOf(elements: Elements): Map<string, string> {
  const inner = elements.map(([path]) => nestedPath(path)).filter((nested) => nested !== undefined);
  return new Map(elements.filter(([path]) => !inner.some((nested) => path.startsWith(`${nested}/`))).map(([path, id]) => [id, path]));
}

/** The elements of the nested stack that the resource with this construct path stands for. */
export function elementsOfNested(elements: Elements, resourcePath: string | undefined): Elements {
  const nested = nestedPath(resourcePath ?? '');
  return nested === undefined ? [] : elements.filter(([path]) => path.startsWith(`${nested}/`));
}

/** The path of the nested stack that the resource with this construct path stands for. */
export function nestedPath(resourcePath: string | undefined): string | undefined {
  const match = NESTED.exec(resourcePath ?? '');
  return match === null ? undefined : `${match[1]}${match[2]}`;
}
