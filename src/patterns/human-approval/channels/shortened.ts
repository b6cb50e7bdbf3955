/** JSONata of a text with at most so many characters; one that is longer ends with a mark that says so. */
export function shortened(text: string, most: number, mark = '…'): string {
  return `($t := ${text}; $length($t) > ${most} ? $substring($t, 0, ${most - mark.length}) & '${mark}' : $t)`;
}
