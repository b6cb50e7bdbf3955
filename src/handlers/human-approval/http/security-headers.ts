import { STYLE_HASH } from '../page/style';

/**
 * What each answer carries, whatever it is. No text of a request or of a person ever goes into a header.
 *
 * The page runs no script and loads nothing: its one style sheet is named by its hash. Its form goes back to where it came from. It stands in no
 * frame (no clicks stolen), is kept nowhere, and its address, which holds the signature, is told to nobody.
 */
export const SECURITY_HEADERS: { readonly [name: string]: string } = {
  'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Strict-Transport-Security': 'max-age=31536000',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Vary': 'Accept',
};
