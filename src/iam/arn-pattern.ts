/** Whether all that `resource` names (a pattern, perhaps) is named by `pattern` too. */
export function includes(pattern: string, resource: string): boolean {
  if (pattern === resource) return true;
  if (!/[*?]/.test(pattern)) return false;
  // `*` takes in anything, patterns included; `?` stands for one character that is no pattern
  const form = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^*]');
  return new RegExp(`^${form}$`).test(resource);
}
