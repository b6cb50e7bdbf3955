/* eslint-disable no-bitwise */
/** The four hexadecimal digits of the lower 16 bits of a number, through a table of bytes. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (value: number): string => BYTES[value >>> 8 & 0xff] + BYTES[value & 0xff];

/**
 * A small, fast, seeded generator of random numbers (sfc32), so that the same seed gives the same run.
 */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: string) {
    // FNV-1a over the seed's code units, mixed into three words of state
    let hash = 0x811c9dc5;
    const word = (salt: number): number => {
      for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
      hash = Math.imul(hash ^ salt, 0x85ebca6b);
      return hash ^ (hash >>> 13);
    };
    this.a = word(0x9e3779b9);
    this.b = word(0x243f6a88);
    this.c = word(0xb7e15162);
    for (let i = 0; i < 12; i++) this.nextUint32();
  }

  /** @returns an unsigned 32-bit number */
  public nextUint32(): number {
    const t = (this.a + this.b + this.counter++) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** @returns a number from 0 (inclusive) to 1 (exclusive) */
  public next(): number {
    return (this.nextUint32() * 0x200000 + (this.nextUint32() >>> 11)) / 0x20000000000000;
  }

  /** @returns an RFC 4122 version 4 UUID */
  public uuid(): string {
    const a = this.nextUint32();
    const b = this.nextUint32() & 0xffff0fff | 0x4000;
    const c = this.nextUint32();
    const d = this.nextUint32();
    // the variant, `10` in the first two bits
    const e = c & 0x0fffffff | (8 | this.nextUint32() & 3) << 28;
    return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(b)}-${hex(e >>> 16)}-${hex(e)}${hex(d >>> 16)}${hex(d)}`;
  }
}
