import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { nagFindings } from '../workflow/triggers/fixture';

/** An example whose app was synthesized before the tests. */
export interface AcceptedExample<S extends Stack> {
  readonly stack: S;
  readonly cdkOut: string;
}

/**
 * Synthesizes an example, and tests what holds of each: its template is the one that was accepted, cdk-nag finds nothing that is not
 * acknowledged with a reason, and what must keep its logical id does.
 *
 * @param kept types by logical id
 */
export function acceptedExample<S extends Stack>(make: (app: App) => S, kept: { readonly [logicalId: string]: string }): AcceptedExample<S> {
  const example = {} as { stack: S; cdkOut: string };

  beforeAll(() => {
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'cdk.out-example-')) });
    example.stack = make(app);
    example.cdkOut = app.synth().directory;
  });

  afterAll(() => {
    fs.rmSync(example.cdkOut, { recursive: true, force: true });
  });

  test('the template is the one that was accepted', () => {
    expect(templateWithoutHashes(example.stack)).toMatchSnapshot();
  });

  test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
    // the function that switches a bucket's events on is CDK's own
    expect(nagFindings(example.stack).filter((finding) => !finding.includes('/BucketNotificationsHandler'))).toEqual([]);
  });

  test('what holds data, and what others know by name, keeps its logical id', () => {
    expect(keptIds(example.stack)).toEqual(kept);
  });

  return example;
}

/** What holds data, and what others know by name: another logical id would replace a user's resource. */
const KEPT: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi', 'AWS::Athena::WorkGroup', 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::Glue::Database',
  'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine',
]);

/** The template of a stack without what changes with each line of a handler: the hashes of assets. */
function templateWithoutHashes(stack: Stack): object {
  return JSON.parse(JSON.stringify(Template.fromStack(stack).toJSON()).replace(/[0-9a-f]{64}/g, 'HASH')) as object;
}

/** Types by logical id, of the resources that must keep theirs. */
function keptIds(stack: Stack): { [logicalId: string]: string } {
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as { [id: string]: { Type: string } });
  return Object.fromEntries(resources.filter(([, { Type }]) => KEPT.has(Type)).map(([id, { Type }]) => [id, Type]));
}
