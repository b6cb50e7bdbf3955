import { aws_apigateway as apigateway, aws_sns as sns, aws_stepfunctions as sfn, Duration, Stack, StackProps, Validations } from 'aws-cdk-lib';
import { FailureMode, Fallback, IdempotencyKey, RetryAfter, RetryPolicy, ServiceCall, ServiceOrchestration, Step, Workflow } from 'cdk-stepwise';
import { Construct } from 'constructs';
import { Partners } from './partners';
import { TravelFunction } from './travel-function';

const TEXT: apigateway.JsonSchema = { type: apigateway.JsonSchemaType.STRING, minLength: 1 };

/** A travel agency: a search that answers with what its partners have, and a booking that is made as a whole or not at all. */
export class TravelStack extends Stack {
  /** Searches a trip: an answer with what there is, and with what failed and why. */
  public readonly search: ServiceOrchestration;
  /** Books a trip: all of it, or nothing. */
  public readonly booking: ServiceOrchestration;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const operators = new sns.Topic(this, 'Operators', { enforceSSL: true });
    const partners = new Partners(this, 'Partners');
    const invoke = (name: string, code: string, more = {}) => Step.invoke(new TravelFunction(this, name, code), { name, ...more });

    const flights = ServiceCall.guard(Step.callHttp(partners.airline, {
      name: 'Flights',
      url: 'https://api.airline.example/offers',
      method: 'GET',
      query: { to: '{% $states.input.to %}', date: '{% $states.input.date %}' },
      timeout: Duration.seconds(4),
      retry: RetryPolicy.onHttpStatus(['5xx'], { interval: Duration.seconds(1), maxAttempts: 1 }),
    }), {
      circuitBreaker: { name: 'Airline', failureThreshold: 3, window: Duration.minutes(2), coolDown: Duration.minutes(1) },
      bulkhead: { name: 'Airline', maxConcurrency: 10, maxWait: Duration.seconds(2) },
      retryAfter: RetryAfter.inCause('retry_after', { statuses: ['429'], maxAttempts: 1, maxWait: Duration.seconds(5) }),
      fallback: Fallback.toCall(invoke('Charter', 'charter.search')),
    });
    const hotels = ServiceCall.guard(invoke('Hotels', 'hotels.search'), {
      fallback: Fallback.toLastGoodAnswer({ key: '{% $states.input.to %}', maxAge: Duration.hours(6) }).orElse(Fallback.toValue([])),
    });
    const cars = ServiceCall.firstSuccess('Cars', [
      this.carsOf('North', partners.northCars), this.carsOf('South', partners.southCars),
    ], { hedgeAfter: Duration.seconds(1) });
    const loyalty = new Workflow(this, 'Loyalty', { steps: [invoke('Points', 'loyalty.points')], workflowType: sfn.StateMachineType.EXPRESS });
    const forecast = ServiceCall.forEach('Weather', Step.callHttp(partners.weather, {
      name: 'Forecast',
      url: "{% 'https://api.weather.example/days/' & $encodeUrlComponent($states.input.item) %}",
      method: 'GET',
      query: { place: '{% $states.input.to %}' },
      timeout: Duration.seconds(2),
    }), { items: '{% $states.input.days %}' });

    this.search = new ServiceOrchestration(this, 'Search', {
      calls: [
        Step.parallel('Offers', [flights, hotels, cars, Step.callWorkflow(loyalty, { name: 'Member', result: '{% $states.result[0].Points %}' })]),
        forecast,
      ],
      requiredCalls: ['Flights'],
      api: { path: 'search', requestSchema: schema({ to: TEXT, date: TEXT, days: { type: apigateway.JsonSchemaType.ARRAY, items: TEXT }, member: TEXT }) },
      alarms: { topic: operators },
    });

    const key = IdempotencyKey.inField('key');
    this.booking = new ServiceOrchestration(this, 'Booking', {
      failureMode: FailureMode.ALL_OR_NOTHING,
      calls: [
        Step.parallel('Reserve', [
          ServiceCall.guard(invoke('ReserveFlight', 'flights.reserve', { compensation: invoke('CancelFlight', 'flights.cancel') }), { idempotencyKey: key }),
          ServiceCall.guard(invoke('ReserveHotel', 'hotels.reserve', { compensation: invoke('CancelHotel', 'hotels.cancel') }), { idempotencyKey: key }),
        ]),
        ServiceCall.guard(invoke('ChargeCard', 'payments.charge'), { idempotencyKey: key, bulkhead: { maxConcurrency: 5, maxWait: Duration.seconds(5) } }),
      ],
      idempotencyKey: '{% $states.input.bookingId %}',
      table: this.search.table,
      api: { api: this.search.api!.api, path: 'bookings', requestSchema: schema({ bookingId: TEXT, to: TEXT, card: TEXT, price: { type: apigateway.JsonSchemaType.NUMBER } }) },
      alarms: { topic: operators },
    });

    for (const orchestration of [this.search, this.booking]) {
      Validations.of(orchestration).acknowledge({ id: 'AwsSolutions-APIG3', reason: 'only roles of this account call the API, and they sign their requests' });
    }
  }

  private carsOf(name: string, connection: Partners['northCars']): Step {
    return Step.callHttp(connection, {
      name,
      url: `https://api.${name.toLowerCase()}-cars.example/offers`,
      method: 'GET',
      query: { place: '{% $states.input.to %}', date: '{% $states.input.date %}' },
    });
  }
}

function schema(properties: { [field: string]: apigateway.JsonSchema }): apigateway.JsonSchema {
  return { type: apigateway.JsonSchemaType.OBJECT, required: Object.keys(properties), properties };
}
