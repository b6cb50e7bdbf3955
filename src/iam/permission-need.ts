/** Condition block of a statement: operator → condition key → values, as a policy document writes it. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * What an execution role must allow, and why.
 *
 * Texts may hold tokens (`${Token[…]}`) of the definition: they are opaque, and end up in the policy as they are.
 */
export interface PermissionNeed {
  /** IAM actions, `prefix:Name`, sorted. */
  readonly actions: readonly string[];
  /** Resource ARNs (patterns where AWS decides a part at run time), sorted; `*` only with a `wildcardReason`. */
  readonly resources: readonly string[];
  /** Conditions of the statement. Default: none. */
  readonly conditions?: Conditions;
  /** Why the need exists, in a few words: it becomes the reason of the statement. */
  readonly reason: string;
  /** Names of the states that need it, in the definition's order; empty for needs of the machine itself (logging, tracing). */
  readonly states: readonly string[];
  /** Why `*` is the only resource that AWS allows for these actions. Default: no `*` among the resources. */
  readonly wildcardReason?: string;
  /**
   * The need names the machine itself, so its policy must be one that the machine does not wait for
   * (a separate policy resource). Default: false.
   */
  readonly self?: boolean;
}
