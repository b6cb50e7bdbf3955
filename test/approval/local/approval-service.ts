import { randomUUID } from 'node:crypto';
import { type AskedRequest, ApprovalTable } from './approval-table';
import { cognito, iam, requestAuthorizer } from './authorizers';
import { type LocalServer, startAwsEndpoint } from './aws-endpoint';
import { type Authorizer, startGateway } from './gateway';
import { LambdaFunction } from './sandbox';
import { SigningSecret } from './signing-secret';
import { operationsOf, type StepFunctions, WaitingExecutions } from './step-functions';

export interface ApprovalServiceProps<S extends StepFunctions = WaitingExecutions> {
  /** Who may open links. @default 'NONE' */
  readonly authorization?: 'NONE' | 'COGNITO' | 'JWT' | 'IAM';
  /** The environment of the function `authorize-jwt`; needed with `JWT`. */
  readonly jwt?: Record<string, string>;
  /** Whether bodies reach the function in base64. @default false */
  readonly base64?: boolean;
  /** Processes of the function `decisions`. @default 1 */
  readonly concurrency?: number;
  /** Further environment of the function `decisions`. @default - none */
  readonly environment?: Record<string, string>;
  /** What stands for Step Functions. @default - `WaitingExecutions` */
  readonly stepFunctions?: S;
}

/** A request that was asked, with the links that its approvers got. */
export interface Asked {
  readonly id: string;
  readonly execution: string;
  readonly taskToken: string;
  /** By approver; a link that all share is `''`. */
  readonly links: { readonly [approver: string]: string };
}

/** For how long links are good. */
const LINK_LIFETIME_SECONDS = 3600;

/**
 * The deciding side of HumanApproval, as deployed but here: the functions' bundles behind a REST API on loopback, with a table in a real
 * DynamoDB API, and with Step Functions and Secrets Manager played by the tests.
 */
export class ApprovalService<S extends StepFunctions = WaitingExecutions> {
  /** Needs the endpoint of a DynamoDB API in the environment variable DYNAMODB_ENDPOINT, which Jest's global set-up sets. */
  static async start<S extends StepFunctions = WaitingExecutions>(props: ApprovalServiceProps<S> = {}): Promise<ApprovalService<S>> {
    const stepFunctions = props.stepFunctions ?? new WaitingExecutions() as unknown as S;
    const secret = new SigningSecret();
    const dynamoDb = process.env.DYNAMODB_ENDPOINT!;
    const authorization = props.authorization ?? 'NONE';
    const table = await ApprovalTable.create(dynamoDb);
    const aws = await startAwsEndpoint({ ...operationsOf(stepFunctions), ...secret.operations() });
    const environment = {
      AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
      AWS_ENDPOINT_URL_SFN: aws.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.url,
      SIGNING_SECRET_ARN: secret.arn,
    };
    const decisions = new LambdaFunction('decisions', {
      ...environment, TABLE_NAME: table.name, AUTHORIZATION: authorization, IDENTITY_CLAIM: 'email', RETENTION_SECONDS: '7776000', ...props.environment,
    }, props.concurrency);
    const authorizeJwt = new LambdaFunction('authorize-jwt', props.jwt ?? {});
    const authorizers: Record<string, Authorizer | undefined> = { COGNITO: cognito, IAM: iam, JWT: requestAuthorizer(authorizeJwt) };
    const api = await startGateway({ decisions, base64: props.base64, authorizers: { '/requests/{id}': authorizers[authorization], '/decisions/{id}': iam } });
    const signLinks = new LambdaFunction('sign-links', { ...environment, BASE_URL: api.url });
    const rotateKeys = new LambdaFunction('rotate-keys', { ...environment, LINK_LIFETIME_SECONDS: String(LINK_LIFETIME_SECONDS) });
    return new ApprovalService(api.url, table, stepFunctions, secret, { decisions, signLinks, rotateKeys, authorizeJwt }, [api, aws]);
  }

  private constructor(
    /** Where the API is, with its stage. */
    readonly url: string,
    readonly table: ApprovalTable,
    readonly stepFunctions: S,
    readonly secret: SigningSecret,
    readonly functions: { readonly [name in 'decisions' | 'signLinks' | 'rotateKeys' | 'authorizeJwt']: LambdaFunction },
    private readonly servers: LocalServer[],
  ) {}

  /** Does what the asking workflow does: puts the request, with the token of an execution that waits, and has the links signed. */
  async ask(request: Partial<AskedRequest> = {}): Promise<Asked> {
    const id = request.id ?? randomUUID();
    const execution = request.execution ?? `arn:aws:states:eu-west-1:123456789012:execution:Approvals:${id}`;
    const taskToken = request.taskToken ?? `token-of-${id}-${'x'.repeat(40)}`;
    if (this.stepFunctions instanceof WaitingExecutions) this.stepFunctions.wait(execution, taskToken);
    await this.table.ask({ ...request, id, execution, taskToken });
    return { id, execution, taskToken, links: await this.linksTo(id, request.round ?? 1, request.approvers ?? []) };
  }

  /** The links of a round. @param expires epoch seconds */
  async linksTo(id: string, round: number, approvers: string[], expires = nowSeconds() + LINK_LIFETIME_SECONDS): Promise<Asked['links']> {
    const { links } = await this.functions.signLinks.invoke({ id, round, approvers, shared: approvers.length === 0, expires });
    return Object.fromEntries(links.map(({ approver, url }: { approver: string; url: string }) => [approver, url]));
  }

  /** A rotation of the signing keys, step by step as Secrets Manager asks for it; with the token that it returns, the same one again. */
  async rotate(token?: string): Promise<string> {
    const ClientRequestToken = token ?? this.secret.startRotation();
    for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
      await this.functions.rotateKeys.invoke({ Step, SecretId: this.secret.arn, ClientRequestToken });
    }
    return ClientRequestToken;
  }

  /** Gives every function new sandboxes, which remember nothing. */
  coldStart(): void {
    for (const each of Object.values(this.functions)) each.kill();
  }

  /** What the functions logged. */
  get logs(): string {
    return Object.values(this.functions).flatMap(({ logs }) => logs).join('');
  }

  async stop(): Promise<void> {
    this.coldStart();
    for (const server of this.servers) await server.stop();
    this.table.close();
  }
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
