// The function `decisions`, over AWS. It is made at the first call: what it lacks is told where somebody waits for an answer.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { Decisions } from './decisions';
import { Executions } from '../aws/executions';
import { secretReader } from '../aws/read-secret';
import { authorizationOf } from '../caller';
import { required } from '../environment';
import { ApiAnswer, ApiEvent } from '../http/api-event';
import { RequestTable } from '../request/request-table';
import { SigningKeys } from '../signing/signing-keys';

let decisions: Decisions | undefined;

export async function handler(event: ApiEvent): Promise<ApiAnswer> {
  decisions ??= create(process.env);
  return decisions.handle(event);
}

function create(environment: NodeJS.ProcessEnv): Decisions {
  return new Decisions({
    requests: new RequestTable(new DynamoDBClient({}), required(environment, 'TABLE_NAME'), randomUUID),
    executions: new Executions(new SFNClient({})),
    keys: new SigningKeys({ readSecret: secretReader(required(environment, 'SIGNING_SECRET_ARN')), now: () => Date.now() }),
    authorization: authorizationOf(required(environment, 'AUTHORIZATION')),
    identityClaim: environment.IDENTITY_CLAIM || 'email',
    now: () => Date.now(),
    random: () => Math.random(),
    wait,
    log: (line) => process.stdout.write(`${line}\n`),
  });
}
