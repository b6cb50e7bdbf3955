import { has, Json, JsonObject } from '../../asl';

/**
 * The variables that a scope's states see: the scope's own, then those of the scopes around it.
 * What an inner scope assigns stays in it.
 */
export class Variables {
  private own: JsonObject | undefined;
  private flat: JsonObject | undefined;

  constructor(private readonly outer?: Variables) {}

  /** @returns the variable's value, undefined where no scope has it */
  public get(name: string): Json | undefined {
    const all = this.all();
    return has(all, name) ? all[name] : undefined;
  }

  /** All variables in view, by name. */
  public all(): JsonObject {
    // an outer scope cannot assign while an inner one runs, so what was put together stays true
    this.flat ??= this.outer ? { ...this.outer.all(), ...this.own } : this.own ?? NONE;
    return this.flat;
  }

  public assign(values: JsonObject): void {
    this.own = this.own ? { ...this.own, ...values } : values;
    this.flat = undefined;
  }
}

const NONE: JsonObject = {};
