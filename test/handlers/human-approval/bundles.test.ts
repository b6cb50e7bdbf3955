import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { ID, SECRET } from './world';
import { bundle, functionNames } from '../../../scripts/generate/approval-handlers';

const root = path.join(__dirname, '../../..');

/** What the runtime's SDK would be: each command is answered by its name. */
function load(name: string, answers: { [command: string]: (input: any) => object } = {}): (event: object) => Promise<any> {
  const sdk = new Proxy({}, {
    get: (_, member: string) => (member.endsWith('Client')
      ? class { public async send(command: { input: object }): Promise<object> { return answers[command.constructor.name](command.input); } }
      : { [member]: class { constructor(public readonly input: object) {} } }[member]),
  });
  const node = createRequire(__filename);
  const module = { exports: {} as { handler: (event: object) => Promise<unknown> } };
  const require = (id: string): unknown => (id.startsWith('@aws-sdk/') ? sdk : node(id));
  new Function('module', 'exports', 'require', bundle(name))(module, module.exports, require);
  return module.exports.handler;
}

const environment = process.env;
afterEach(() => { process.env = environment; });

test('there is a bundle for each function', () => {
  expect(functionNames()).toEqual(['authorize-jwt', 'decisions', 'rotate-keys', 'sign-links']);
  for (const name of functionNames()) {
    expect(fs.readFileSync(path.join(root, 'src/handlers/generated/human-approval', name, 'index.js'), 'utf8')).toBe(bundle(name));
  }
});

test.each(functionNames())('%s is one readable file that needs the runtime only, and is the same on every machine', (name) => {
  const text = bundle(name);
  const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, id]) => id);
  expect(required.filter((id) => !/^(?:node:[a-z/]+|@aws-sdk\/client-(?:dynamodb|sfn|secrets-manager))$/.test(id))).toEqual([]);
  expect(text).not.toContain(root);
  expect(text).not.toContain('node_modules');
  expect(text.split('\n').length).toBeGreaterThan(50);
});

test('sign-links calls nothing but GetSecretValue', async () => {
  process.env = { ...environment, SIGNING_SECRET_ARN: 'arn:secret', BASE_URL: 'https://approve.example.com/prod' };
  const handler = load('sign-links', { GetSecretValueCommand: () => ({ SecretString: SECRET }) });
  const { links } = await handler({ id: ID, round: 1, approvers: ['a', 'b'], shared: false, expires: 2_000_000_000 });
  expect(links.map(({ approver }: { approver: string }) => approver)).toEqual(['a', 'b']);
});

test.each([
  ['sign-links', 'SIGNING_SECRET_ARN'], ['decisions', 'TABLE_NAME'], ['authorize-jwt', 'ISSUER'], ['rotate-keys', 'LINK_LIFETIME_SECONDS'],
])('%s says which environment variable it lacks', async (name, variable) => {
  await expect(load(name)({ headers: {} })).rejects.toThrow(`environment variable ${variable} is not set`);
});

test('decisions refuses an authorization that it does not know, rather than asking nobody to sign in', async () => {
  process.env = { ...environment, SIGNING_SECRET_ARN: 'arn:secret', TABLE_NAME: 'Approvals', AUTHORIZATION: 'cognito' };
  await expect(load('decisions')({})).rejects.toThrow('AUTHORIZATION is none of NONE, COGNITO, JWT, IAM');
});

test('rotate-keys makes keys of 32 random bytes, another each time', async () => {
  process.env = { ...environment, LINK_LIFETIME_SECONDS: '86400' };
  const keys = new Set<string>();
  for (let i = 0; i < 2; i++) {
    // GIVEN a version without a value, as Secrets Manager begins a rotation
    const handler = load('rotate-keys', {
      DescribeSecretCommand: () => ({ RotationEnabled: true, VersionIdsToStages: { v1: ['AWSCURRENT'], v2: ['AWSPENDING'] } }),
      GetSecretValueCommand: ({ VersionStage }) => {
        if (VersionStage === 'AWSPENDING') throw Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
        return { SecretString: SECRET };
      },
      PutSecretValueCommand: ({ SecretString }) => {
        const ring = JSON.parse(SecretString) as { [member: string]: string };
        keys.add(ring[ring.current]);
        return {};
      },
    });
    // WHEN
    await handler({ Step: 'createSecret', SecretId: 'arn:secret', ClientRequestToken: 'v2' });
  }
  // THEN
  expect([...keys].map((key) => Buffer.from(key, 'base64url').length)).toEqual([32, 32]);
});
