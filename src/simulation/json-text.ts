import type { Json } from '../asl';

/**
 * Reads JSON text that a user gave.
 *
 * @param what the user's name for it, for the error
 * @throws if it is not JSON
 */
export function parseJson(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`${what}: got ${JSON.stringify(text.slice(0, 80))}; give JSON text (${(error as Error).message})`);
  }
}
