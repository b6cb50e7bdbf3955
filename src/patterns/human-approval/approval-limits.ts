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
 * How long a link goes on showing what became of its request after the deadline.
 *
 * It decides nothing then; it is for those who come late.
 */
export const LINK_GRACE_SECONDS = 7 * 86_400;
