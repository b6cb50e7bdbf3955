/**
 * What a service answers: an output, or a failure as data.
 *
 * An exception that a handler throws keeps only its message outside of TypeScript, so failures are given here.
 */
export class ServiceResponse {
  /**
   * The call succeeds.
   *
   * @param output the response, any JSON value
   */
  public static succeed(output?: any): ServiceResponse {
    return new ServiceResponse(JSON.stringify(output ?? null), undefined, undefined);
  }

  /**
   * The call succeeds.
   *
   * @param outputJson the response as JSON text, in which nulls survive
   * @throws if the text is not JSON
   */
  public static succeedJson(outputJson: string): ServiceResponse {
    JSON.parse(outputJson);
    return new ServiceResponse(outputJson, undefined, undefined);
  }

  /**
   * The call fails.
   *
   * @param errorName name of the error, as `Retry` and `Catch` see it
   * @param cause     text of the cause
   */
  public static fail(errorName: string, cause?: string): ServiceResponse {
    return new ServiceResponse(undefined, errorName, cause);
  }

  private constructor(
    /** The response as JSON text; undefined for a failure. */
    public readonly outputJson: string | undefined,
    /** Name of the error; undefined for a success. */
    public readonly errorName: string | undefined,
    /** Text of the cause. */
    public readonly cause: string | undefined,
  ) {}
}
