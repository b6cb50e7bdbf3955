import { Assembly } from '../../src/assembly';

/** The id that the app's author gave to what an ARN, name or URL names: `ChargeCard`; the text itself for what the app does not create. */
export function constructIdOf(text: string, assembly: Assembly): string {
  const path = assembly.resourceNamed(text)?.constructPath?.split('/') ?? [];
  return (path.at(-1) === 'Resource' ? path.at(-2) : path.at(-1)) ?? text;
}
