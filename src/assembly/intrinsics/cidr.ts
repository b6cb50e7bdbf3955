import { list, text, type Intrinsic } from './intrinsic';

/** `[block, count, bits]`: `count` blocks of `2^bits` addresses each, from an IPv4 block. */
export const CIDR: Intrinsic = {
  name: 'Fn::Cidr',
  evaluate: (argument, frame) => {
    const [block, count, bits] = list('Fn::Cidr', argument, 2, 3, frame).map((part) => text('Fn::Cidr', frame.evaluate(part), frame));
    const octets = block.split('/')[0].split('.').map(Number);
    if (octets.length !== 4 || octets.some((octet) => !(octet >= 0 && octet <= 255))) frame.fail(`Fn::Cidr reads IPv4 blocks, got '${block}'`);
    const size = 2 ** Number(bits ?? 8);
    const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
    return Array.from({ length: Number(count) }, (_, i) => `${dotted(first + i * size)}/${32 - Number(bits ?? 8)}`);
  },
};

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
