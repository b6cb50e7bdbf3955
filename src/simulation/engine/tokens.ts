import type { VirtualClock } from './clock';
import type { Json } from '../../asl';

/** A task that ends when somebody answers its token. */
export interface TokenHolder {
  readonly state: string;
  readonly executionArn: string;
  succeed(output: Json): void;
  fail(error: string | undefined, cause: string | undefined): void;
  heartbeat(): void;
}

/** The task tokens of a run. */
export class TokenRegistry {
  private readonly holders = new Map<string, TokenHolder>();
  private readonly waiting = new Set<string>();
  private count = 0;

  constructor(private readonly clock: VirtualClock) {}

  public next(): string {
    return `task-token-${++this.count}-${this.clock.uuid()}`;
  }

  /** How many tasks wait for somebody outside the run. */
  public get awaited(): number {
    return this.waiting.size;
  }

  /** The tokens that somebody outside the run is to answer, oldest first. */
  public get pending(): readonly string[] {
    return [...this.waiting];
  }

  public register(token: string, holder: TokenHolder): void {
    this.holders.set(token, holder);
  }

  /** Notes that nothing in the run will answer the token. */
  public awaitAnswer(token: string): void {
    this.waiting.add(token);
  }

  public forget(token: string): void {
    this.holders.delete(token);
    this.waiting.delete(token);
  }

  public holder(token: string): TokenHolder | undefined {
    return this.holders.get(token);
  }
}
