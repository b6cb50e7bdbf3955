import { Executions } from '../../../src/handlers/human-approval/aws/executions';
import { SecretsManager } from '../../../src/handlers/human-approval/aws/secrets';

type Sent = { name: string; input: object };

function client(answer: () => object): { sent: Sent[]; send: never } {
  const sent: Sent[] = [];
  const send = async (command: { input: object }): Promise<object> => {
    sent.push({ name: command.constructor.name, input: command.input });
    return answer();
  };
  return { sent, send: send as never };
}

const throwing = (name: string) => () => { throw Object.assign(new Error('no'), { name }); };

test('an execution that says nothing of itself is an error, not one that has ended', async () => {
  await expect(new Executions(client(() => ({}))).state('arn')).rejects.toThrow('does not say how the execution stands');
  await expect(new Executions(client(throwing('AccessDeniedException'))).state('arn')).rejects.toThrow('no');
  await expect(new Executions(client(throwing('ExecutionDoesNotExist'))).state('arn')).resolves.toBe('GONE');
});

test('a secret is read by version and label, written as pending, and moved', async () => {
  const aws = client(() => ({ SecretString: 'x' }));
  const secrets = new SecretsManager(aws);
  await secrets.read('arn', 'AWSPENDING', 'v2');
  await secrets.write('arn', 'v2', 'text');
  await secrets.promote('arn', 'v2', 'v1');
  expect(aws.sent).toEqual([
    { name: 'GetSecretValueCommand', input: { SecretId: 'arn', VersionStage: 'AWSPENDING', VersionId: 'v2' } },
    { name: 'PutSecretValueCommand', input: { SecretId: 'arn', ClientRequestToken: 'v2', SecretString: 'text', VersionStages: ['AWSPENDING'] } },
    { name: 'UpdateSecretVersionStageCommand', input: { SecretId: 'arn', VersionStage: 'AWSCURRENT', MoveToVersionId: 'v2', RemoveFromVersionId: 'v1' } },
  ]);
});

test('a version that is not there has no text; another error stays one', async () => {
  await expect(new SecretsManager(client(throwing('ResourceNotFoundException'))).read('arn', 'AWSPENDING', 'v2')).resolves.toBeUndefined();
  await expect(new SecretsManager(client(throwing('AccessDeniedException'))).read('arn', 'AWSPENDING', 'v2')).rejects.toThrow('no');
});

test('a secret without rotation or versions has none', async () => {
  await expect(new SecretsManager(client(() => ({}))).versions('arn')).resolves.toEqual({ rotationEnabled: false, stages: {} });
});
