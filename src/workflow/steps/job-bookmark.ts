/**
 * What a run of a Glue job does with the job's bookmark, which says up to where earlier runs have read.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/monitor-continuations.html
 */
export enum JobBookmark {
  /** Reads what is new since the bookmark, and moves it on. */
  ENABLE = 'job-bookmark-enable',
  /** Reads everything, and leaves the bookmark where it is. */
  DISABLE = 'job-bookmark-disable',
  /** Reads what is new since the bookmark, and leaves it where it is. */
  PAUSE = 'job-bookmark-pause',
}
