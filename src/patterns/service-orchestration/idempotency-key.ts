import { IDEMPOTENCY_KEY } from './names';
import { Json, JsonObject } from '../../workflow/steps/json';
import { expression, isObject, quoted, toExpression } from '../../workflow/steps/jsonata';

type Adapt = (request: JsonObject, key: string) => JsonObject;

/** A place for the key, by the resources that have it. */
interface Place {
  readonly fits: (resource: string) => boolean;
  readonly fix: string;
  readonly adapt: Adapt;
}

/**
 * Where a call hands over its idempotency key, so that a service that hears a request twice does it once.
 *
 * The key is a SHA-256 in 64 hexadecimal digits of the request's key (see `ServiceOrchestrationProps.idempotencyKey`), the call's name and, in a
 * fan-out, the item's index. All attempts of a call have the same one.
 */
export class IdempotencyKey {
  /**
   * As a header of an HTTP call.
   *
   * @param name `Idempotency-Key` by default
   */
  public static inHeader(name: string = 'Idempotency-Key'): IdempotencyKey {
    return new IdempotencyKey('inHeader', name, {
      fits: (resource) => resource === 'http:invoke',
      fix: 'only a call of Step.callHttp has headers',
      adapt: (request, key) => ({ ...request, Headers: { ...request.Headers as JsonObject | undefined, [name]: expression(key) } }),
    });
  }

  /**
   * As a member of what the call sends: of a function's event, or of the request to an AWS service (`ClientToken` of an ECS task, `ClientRequestToken`).
   *
   * @param name name of the member
   */
  public static inField(name: string): IdempotencyKey {
    return new IdempotencyKey('inField', name, {
      fits: (resource) => resource !== 'http:invoke' && !resource.startsWith('states:'),
      fix: 'give IdempotencyKey.inHeader for HTTP, asExecutionName for a workflow, and a call of one state for the rest',
      adapt: (request, key) => ('Payload' in request
        ? { ...request, Payload: withMember(request.Payload!, name, key) }
        : { ...request, [name]: expression(key) }),
    });
  }

  /** As the name of the execution that the call starts: a Standard workflow runs once under a name. */
  public static asExecutionName(): IdempotencyKey {
    return new IdempotencyKey('asExecutionName', 'Name', {
      fits: (resource) => resource === 'states:startExecution',
      fix: 'only a call of Step.startWorkflow has an execution name',
      adapt: (request, key) => ({ ...request, Name: expression(key) }),
    });
  }

  private constructor(private readonly factory: string, private readonly name: string, private readonly place: Place) {}

  /**
   * Why a call of that resource cannot hand over the key; nothing where it can.
   * @internal
   */
  public _problem(resource: string | undefined): string | undefined {
    if (!/^[\w-]+$/.test(this.name)) return `IdempotencyKey.${this.factory} names '${this.name}': give letters, digits, - and _`;
    return resource !== undefined && this.place.fits(resource) ? undefined : this.place.fix;
  }

  /** @internal */
  public _adapt(call: string, request: JsonObject): JsonObject {
    return this.place.adapt(request, keyOf(call));
  }
}

/** JSONata of a call's own key. */
function keyOf(call: string): string {
  return `$hash(${IDEMPOTENCY_KEY} & ${quoted(`/${call}`)} & ($exists($states.input.index) ? '/' & $string($states.input.index) : ''), 'SHA-256')`;
}

function withMember(payload: Json, name: string, key: string): Json {
  return isObject(payload) ? { ...payload, [name]: expression(key) } : expression(`$merge([${toExpression(payload)}, {${quoted(name)}: ${key}}])`);
}
