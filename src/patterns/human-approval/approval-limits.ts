/** Nobody reads a message and decides in less. */
export const MIN_TIMEOUT_SECONDS = 60;

/**
 * All levels and escalations together, in seconds: a Standard execution lasts up to a year, and a day of it is kept for what comes around
 * the waiting.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MAX_TIMEOUT_SECONDS = 364 * 86_400;

/**
 * Characters of what is asked; longer texts are cut, and end with a mark that says so. A message has them up to three times, once escaped for
 * HTML, and all of it has to fit into the 256 KiB of a state's data.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const LONGEST = {
  title: 300,
  summary: 10_000,
  /** All values of the fields together. */
  fields: 15_000,
};

/**
 * How long a link goes on showing what became of its request after the deadline.
 *
 * It decides nothing then; it is for those who come late.
 */
export const LINK_GRACE_SECONDS = 7 * 86_400;
