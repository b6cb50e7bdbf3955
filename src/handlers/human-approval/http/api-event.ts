/**
 * What API Gateway hands a function, as far as it is read here: a REST API's proxy event, payload format 1.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export interface ApiEvent {
  /** The resource that matched (`/requests/{id}`): what API Gateway authorized, so what is routed on. */
  readonly resource: string;
  readonly httpMethod: string;
  readonly pathParameters?: Texts | null;
  readonly headers?: Texts | null;
  readonly multiValueHeaders?: Lists | null;
  readonly queryStringParameters?: Texts | null;
  readonly multiValueQueryStringParameters?: Lists | null;
  readonly requestContext?: {
    readonly authorizer?: { readonly [name: string]: unknown } | null;
    readonly identity?: { readonly userArn?: string | null } | null;
  } | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

type Texts = { readonly [name: string]: string | undefined };
type Lists = { readonly [name: string]: readonly string[] | undefined };

/** What a function answers to API Gateway. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** The value of a header, by its name in any case; undefined where it did not come, or came twice. */
export function header(event: Pick<ApiEvent, 'headers' | 'multiValueHeaders'>, name: string): string | undefined {
  const values = [
    ...Object.entries(event.multiValueHeaders ?? {}).filter(([key]) => key.toLowerCase() === name).flatMap(([, list]) => list ?? []),
  ];
  if (values.length > 0) return values.length === 1 ? values[0] : undefined;
  return Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The parameters of the query string; one that came twice is left out, so that nothing is read differently elsewhere. */
export function queryOf(event: ApiEvent): Texts {
  const lists = event.multiValueQueryStringParameters;
  if (!lists) return event.queryStringParameters ?? {};
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values?.length === 1 ? values[0] : undefined]));
}
