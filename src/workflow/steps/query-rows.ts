/** How the rows of a query's result are read back. They become part of the workflow's data, which holds 256 KiB. */
export interface QueryRows {
  /**
   * Rows of a page, 1 to 1,000.
   *
   * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
   * @default 1000
   */
  readonly pageSize?: number;

  /**
   * Rows that are taken at most; more are an error, not cut off.
   *
   * @default 1000
   */
  readonly maxRows?: number;
}

/** @internal */
export const QUERY_ROWS_DEFAULTS = { pageSize: 1000, maxRows: 1000 };
