import * as path from 'node:path';

/** The repository. */
export const ROOT = path.join(__dirname, '..', '..');

/** Where built packages go, a folder a language. */
export const DIST = path.join(ROOT, 'dist');

/** What is made on the way, and may be deleted at any time. */
export const CACHE = path.join(ROOT, '.cache', 'packages');

/** The repository of Maven that builds and tests share, so that nothing is downloaded twice. */
export const MAVEN_REPOSITORY = path.join(CACHE, 'm2');

/** The translations of the examples in docs, from `jsii-rosetta`. */
export const TABLET = path.join(CACHE, 'examples.tabl.json');

/** A copy of `examples/`, in which each language's app is installed and tested. */
export const WORKSHOP = path.join(CACHE, 'examples');
