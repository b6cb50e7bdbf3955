import { aws_events as events, aws_secretsmanager as secretsmanager, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The connections to the partners' APIs. Their secrets start with made-up values: put in those that the partners gave. */
export class Partners extends Construct {
  /** The airline: OAuth. */
  public readonly airline: events.IConnection;
  /** The first car rental: an API key. */
  public readonly northCars: events.IConnection;
  /** The second car rental: a user and a password. */
  public readonly southCars: events.IConnection;
  /** The weather service: an API key. */
  public readonly weather: events.IConnection;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { Authorization, Connection, HttpMethod } = events;
    this.airline = new Connection(this, 'Airline', {
      authorization: Authorization.oauth({
        authorizationEndpoint: 'https://auth.airline.example/token',
        httpMethod: HttpMethod.POST,
        clientId: 'travel-agency',
        clientSecret: this.secret('AirlineSecret'),
      }),
    });
    this.northCars = new Connection(this, 'NorthCars', { authorization: Authorization.apiKey('x-api-key', this.secret('NorthCarsKey')) });
    this.southCars = new Connection(this, 'SouthCars', { authorization: Authorization.basic('travel-agency', this.secret('SouthCarsPassword')) });
    this.weather = new Connection(this, 'Weather', { authorization: Authorization.apiKey('x-api-key', this.secret('WeatherKey')) });
  }

  private secret(id: string) {
    const secret = new secretsmanager.Secret(this, id, { removalPolicy: RemovalPolicy.DESTROY });
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: 'the partner gives the credentials, and says when they change' });
    return secret.secretValue;
  }
}
