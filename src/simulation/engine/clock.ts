/* eslint-disable no-bitwise */
import { SeededRandom } from './random';

/** Something that happens at a point of virtual time, and can be called off until then. */
export interface Timer {
  /** the virtual time, in milliseconds since the epoch */
  readonly at: number;
  /** a guard only ends something that takes too long: it is no reason for time to pass while someone is awaited */
  readonly guard: boolean;
}

interface Entry extends Timer {
  readonly sequence: number;
  action: (() => void) | undefined;
}

/**
 * The one clock of a run: it owns now, sleep, ids and randomness.
 *
 * What is due at the same time happens in the order in which it was asked for.
 */
export class VirtualClock {
  public now: number;
  private readonly random32: SeededRandom;
  private readonly heap: Entry[] = [];
  private sequence = 0;
  private working = 0;
  private cancelled = 0;
  private isoAt = NaN;
  private iso = '';

  /** what expressions may ask of the world */
  public readonly services: { now(): number; random(): number; uuid(): string };

  constructor(start: number, seed: string) {
    this.now = start;
    this.services = { now: () => this.now, random: () => this.random(), uuid: () => this.uuid() };
    this.random32 = new SeededRandom(seed);
  }

  /** @returns a number from 0 (inclusive) to 1 (exclusive) */
  public random(): number {
    return this.random32.next();
  }

  public uuid(): string {
    return this.random32.uuid();
  }

  /** @returns now in ISO 8601 with milliseconds, in UTC */
  public nowIso(): string {
    return this.isoOf(this.now);
  }

  /** @returns a time in ISO 8601; the last one is remembered, since many states are entered at the same instant */
  public isoOf(at: number): string {
    if (at !== this.isoAt) {
      this.isoAt = at;
      this.iso = new Date(at).toISOString();
    }
    return this.iso;
  }

  /** Does something later. */
  public after(milliseconds: number, action: () => void, guard = false): Timer {
    const entry: Entry = { at: this.now + Math.max(0, milliseconds), guard, sequence: this.sequence++, action };
    if (!guard) this.working++;
    this.push(entry);
    return entry;
  }

  /** Calls off what was to happen later; nothing happens when it has happened already. */
  public cancel(timer: Timer | undefined): void {
    const entry = timer as Entry | undefined;
    if (!entry?.action) return;
    entry.action = undefined;
    if (!entry.guard) this.working--;
    if (++this.cancelled > COMPACT_AFTER && this.cancelled * 2 > this.heap.length) this.compact();
  }

  /** Whether something other than a guard is still to happen. */
  public get hasWork(): boolean {
    return this.working > 0;
  }

  /** @returns when the next thing happens, or undefined when nothing is to happen */
  public get nextAt(): number | undefined {
    this.dropCancelled();
    return this.heap[0]?.at;
  }

  /** Moves to the next thing that is to happen, and does it. @returns false when there is none */
  public step(): boolean {
    this.dropCancelled();
    const entry = this.pop();
    if (!entry) return false;
    this.now = entry.at;
    const action = entry.action!;
    entry.action = undefined;
    if (!entry.guard) this.working--;
    action();
    return true;
  }

  private dropCancelled(): void {
    while (this.heap.length > 0 && !this.heap[0].action) {
      this.pop();
      this.cancelled--;
    }
  }

  /** Lets go of what was called off: a million executions that end at once leave a million timeouts behind. */
  private compact(): void {
    const left = this.heap.filter((entry) => entry.action);
    this.heap.length = 0;
    this.cancelled = 0;
    for (const entry of left) this.push(entry);
  }

  private push(entry: Entry): void {
    const heap = this.heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(entry, heap[parent])) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = entry;
  }

  private pop(): Entry | undefined {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], last)) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

/** Entries that were called off and may stay where they are. */
const COMPACT_AFTER = 100;

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
