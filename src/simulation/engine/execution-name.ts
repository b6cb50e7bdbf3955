/** What a name may not have in it: space, brackets, wildcards, special and control characters (AWS API reference, StartExecution). */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** The characters that a name may have at most (same source). */
const MAX_LENGTH = 80;

/** Whether an execution may have the name. */
export function isExecutionName(name: string): boolean {
  return name.length >= 1 && name.length <= MAX_LENGTH && !FORBIDDEN.test(name);
}
