import type { Page } from 'playwright-core';

/** Two colours that meet on a page. */
export interface Contrast {
  /** What it is: the text, or the part of a control. */
  readonly what: string;
  readonly ratio: number;
  /** What WCAG 2.2 level AA asks: 4.5 for text, 3 for large text (1.4.3) and for what tells a control or its focus (1.4.11). */
  readonly needed: number;
}

/** The contrast of every text, and of every border of a control, against what is behind it. */
export async function contrastsOf(page: Page): Promise<Contrast[]> {
  return page.evaluate(() => {
    const { document, getComputedStyle, matchMedia } = globalThis as any;
    type Colour = [number, number, number, number];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const parsed = (css: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, under: Colour): Colour => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3])).concat(1) as Colour;
    const sheet = () => parsed(matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#ffffff');
    const ground = (element: any): Colour => {
      if (!element) return sheet();
      const colour = parsed(getComputedStyle(element).backgroundColor);
      return colour[3] === 1 ? colour : over(colour, ground(element.parentElement));
    };
    const luminance = (colour: Colour): number => {
      const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
      const [red, green, blue] = colour.map((channel) => linear(channel / 255));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (a: Colour, b: Colour): number => {
      const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };
    const found: Contrast[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      const style = getComputedStyle(element);
      const ownText = [...element.childNodes].filter(({ nodeName }) => nodeName === '#text').map(({ textContent }) => textContent.trim());
      const text = ownText.join(' ').trim();
      const named = `${element.nodeName} '${text.slice(0, 40)}'`;
      if (text !== '' && element.getClientRects().length > 0) {
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        const behind = ground(element);
        found.push({ what: `text of ${named}`, ratio: ratio(over(parsed(style.color), behind), behind), needed: large ? 3 : 4.5 });
      }
      if (element.matches('button, textarea')) {
        found.push({ what: `border of ${named}`, ratio: ratio(parsed(style.borderTopColor), ground(element.parentElement)), needed: 3 });
      }
      if (element === document.activeElement && style.outlineStyle !== 'none') {
        found.push({ what: `focus of ${named}`, ratio: ratio(parsed(style.outlineColor), ground(element.parentElement)), needed: 3 });
      }
    }
    return found;
  });
}

/** Those that are too weak. */
export function tooWeak(contrasts: readonly Contrast[]): Contrast[] {
  return contrasts.filter(({ ratio, needed }) => ratio < needed);
}
