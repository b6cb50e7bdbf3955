/** How long the issuer may take; API Gateway gives an authorizer 10 seconds. */
const LONGEST_WAIT_MS = 4000;

/** No discovery document or key set is larger. */
const LARGEST_BYTES = 256 * 1024;

/** Fetches JSON from an https address. Redirects are not followed: they could lead away from the issuer. */
export async function fetchJson(url: string): Promise<unknown> {
  if (!url.startsWith('https://')) throw new Error('keys are fetched by https only');
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LONGEST_WAIT_MS), headers: { accept: 'application/json' } });
  if (!response.ok || !response.body) throw new Error(`the issuer answers with status code ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw new Error(`the issuer answers with more than ${LARGEST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
