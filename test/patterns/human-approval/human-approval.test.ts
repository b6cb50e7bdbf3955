import { readFileSync } from 'fs';
import { join } from 'path';
import {
  App, aws_cognito as cognito, aws_dynamodb as dynamodb, aws_events as events, aws_iam as iam, aws_kms as kms, aws_lambda as lambda,
  aws_secretsmanager as secretsmanager, aws_ses as ses, aws_sns as sns, aws_stepfunctions as sfn, Duration, RemovalPolicy, SecretValue, Stack,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expense } from './fixture';
import { APPROVAL_DEFAULTS } from '../../../src/patterns/human-approval/approval-defaults';
import { flat, nagFindings } from '../../workflow/triggers/fixture';
import {
  ApprovalAuthorizer, ApprovalChannel, ApprovalRule, ApprovalTimeout, HumanApproval, HumanApprovalProps, Step, Workflow,
} from 'cdk-stepwise';

function office(props: (of: Stack) => Partial<HumanApprovalProps> = () => ({})): { stack: Stack; approval: HumanApproval; template: Template } {
  const stack = new Stack(new App(), 'Office');
  const approval = new HumanApproval(stack, 'Approve', { ...expense(stack), ...props(stack) });
  return { stack, approval, get template() { return Template.fromStack(stack); } };
}

const mail = (of: Stack) => ApprovalChannel.mail({ sender: 'Approvals <approvals@example.com>', identity: ses.EmailIdentity.fromEmailIdentityName(of, 'Identity', 'example.com') });
const connection = (of: Stack) => new events.Connection(of, 'Connection', { authorization: events.Authorization.apiKey('Authorization', SecretValue.secretsManager('slack')) });

/** `action on resource` of every statement of the role with this logical id (its start). */
function allowed(template: Template, role: string): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) => Properties.Roles.some((one: { Ref: string }) => one.Ref.startsWith(role)));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => [Action].flat().flatMap((action: string) => [Resource].flat().map((resource: unknown) => `${action} on ${flat(resource)}`)))
    .filter((line) => !line.startsWith('logs:') && !line.startsWith('xray:'));
}

describe('two sides', () => {
  test('what asks writes the table, has links signed and tells; it answers no task token', () => {
    expect(allowed(office().template, 'ApproveWorkflowRole')).toEqual([
      'dynamodb:GetItem on <ApproveTableC796A34D.Arn>', 'dynamodb:PutItem on <ApproveTableC796A34D.Arn>', 'dynamodb:UpdateItem on <ApproveTableC796A34D.Arn>',
      'lambda:InvokeFunction on <ApproveSignLinksD380F7CB.Arn>', 'sns:Publish on <ApproversF215AADE>',
    ]);
    expect(allowed(office().template, 'ApproveSignLinksRole')).toEqual(['secretsmanager:GetSecretValue on <ApproveSigningSecret010A1EBB>']);
  });

  test('what decides answers this machine only, and looks at its executions', () => {
    expect(allowed(office().template, 'ApproveDecisionsRole')).toEqual([
      'dynamodb:GetItem on <ApproveTableC796A34D.Arn>', 'dynamodb:PutItem on <ApproveTableC796A34D.Arn>', 'dynamodb:UpdateItem on <ApproveTableC796A34D.Arn>',
      'secretsmanager:GetSecretValue on <ApproveSigningSecret010A1EBB>',
      'states:SendTaskSuccess on <ApproveWorkflowStateMachine47D66434>',
      'states:DescribeExecution on arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<ApproveWorkflowStateMachine47D66434.Name>:*',
    ]);
  });

  test('what rotates keys reads and writes the one secret', () => {
    expect(allowed(office().template, 'ApproveRotateKeysRole')).toEqual([
      'DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage',
    ].map((action) => `secretsmanager:${action} on <ApproveSigningSecret010A1EBB>`));
  });

  test('nothing knows the task token but the workflow and the table: the functions have no token and no machine in their environment', () => {
    const functions = Object.values(office().template.findResources('AWS::Lambda::Function'));
    expect(functions.map(({ Properties }) => Object.keys(Properties.Environment.Variables))).toEqual([
      ['LINK_LIFETIME_SECONDS'], ['TABLE_NAME', 'SIGNING_SECRET_ARN', 'AUTHORIZATION'], ['SIGNING_SECRET_ARN', 'BASE_URL'],
    ]);
  });

  test('an approval can be waited for, and started by what it tells, without a cycle', () => {
    // GIVEN a workflow that waits for the approval, and whose function decides by program
    const { stack, approval } = office();
    const fn = new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = 1') });

    // WHEN
    new Workflow(stack, 'Trips', { steps: [Step.invoke(fn), approval.step({ name: 'Boss' })], timeout: Duration.days(5) });
    approval.grantDecide(fn);

    // THEN
    expect(allowed(Template.fromStack(stack), 'FnServiceRole')).toEqual(['GET', 'POST'].map((method) =>
      `execute-api:Invoke on arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<ApproveGatewayApi1A19D617>/<ApproveGatewayApiDeploymentStageprod73D36D2F>/${method}/decisions/*`));
  });
});

describe('what is created', () => {
  test('a table that is kept, recoverable, and forgets when told to', () => {
    office().template.hasResource('AWS::DynamoDB::Table', {
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'entry', KeyType: 'RANGE' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        BillingMode: 'PAY_PER_REQUEST',
      },
      DeletionPolicy: 'Retain',
    });
  });

  test('one key encrypts the table, the secret, the definition and the log', () => {
    const { template } = office((of) => ({ encryptionKey: new kms.Key(of, 'Key', { enableKeyRotation: true }) }));
    const key = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
    template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: key } });
    template.hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: key });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { EncryptionConfiguration: { KmsKeyId: key } });
    expect(allowed(template, 'ApproveSignLinksRole')).toContain('kms:Decrypt on <Key961B73FD.Arn>');
  });

  test('a secret with random keys that rotates', () => {
    const { template } = office();
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { SecretStringTemplate: '{"current":"first"}', GenerateStringKey: 'first', PasswordLength: 64 },
    });
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', { RotationRules: { AutomaticallyAfterDays: 90 } });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'secretsmanager.amazonaws.com', SourceArn: { Ref: 'ApproveSigningSecret010A1EBB' },
    });
    // links of 3 days, and a week in which they show what became of the request
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { LINK_LIFETIME_SECONDS: String(10 * 86_400) } } });
  });

  test('a pipe that puts audit entries on the bus, and nothing else of the table', () => {
    office().template.hasResourceProperties('AWS::Pipes::Pipe', {
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"entry":{"S":[{"prefix":"AUDIT#"}]}}}}' }] },
        DynamoDBStreamParameters: Match.objectLike({ DeadLetterConfig: Match.anyValue(), OnPartialBatchItemFailure: 'AUTOMATIC_BISECT' }),
      },
      TargetParameters: { EventBridgeEventBusParameters: { Source: 'approvals', DetailType: '$.dynamodb.NewImage.type.S' } },
    });
  });

  test('events that say what the audit entries say', () => {
    // GIVEN the template of the pipe and a record of the stream
    const [pipe] = Object.values(office().template.findResources('AWS::Pipes::Pipe'));
    const NewImage = Object.fromEntries(['id', 'type', 'at', 'who', 'why', 'decision', 'round'].map((name) => [name, { S: `the ${name}` }]));

    // WHEN EventBridge fills it
    const filled = pipe.Properties.TargetParameters.InputTemplate.replace(/<\$\.([\w.]+)>/g, (_: string, path: string) =>
      path.split('.').reduce((value: any, name) => value[name], { dynamodb: { NewImage } }));

    // THEN
    expect(JSON.parse(filled)).toEqual({
      requestId: 'the id', type: 'the type', at: 'the at', who: 'the who', why: 'the why', decision: 'the decision', round: 'the round',
    });
  });

  test('an API that is throttled and whose log holds no query string', () => {
    const { template } = office((of) => ({ throttlingRateLimit: 5, throttlingBurstLimit: 9, webAclArn: `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/w/${of.node.id}` }));
    const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
    const [settings] = stage.Properties.MethodSettings;
    expect(settings).toMatchObject({ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 9, DataTraceEnabled: false, LoggingLevel: 'OFF' });
    expect(stage.Properties.AccessLogSetting.Format).not.toMatch(/querystring|requestOverride|\$context\.authorizer\.(?!principalId|claims\.sub)/i);
    expect(stage.Properties.TracingEnabled).not.toBe(true);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/w/Office' });
  });

  test.each<[string, (of: Stack) => ApprovalAuthorizer | undefined, string]>([
    ['none', () => undefined, 'NONE'],
    ['Cognito', (of) => ApprovalAuthorizer.cognito(new cognito.UserPool(of, 'Pool')), 'COGNITO_USER_POOLS'],
    ['a JSON Web Token', () => ApprovalAuthorizer.jwt({ issuer: 'https://login.example.com', audience: 'approvals' }), 'CUSTOM'],
    ['IAM', () => ApprovalAuthorizer.iam(), 'AWS_IAM'],
  ])('with the authorizer %s, people are let in by that, and programs by IAM', (_, authorizer, type) => {
    const { template } = office((of) => ({ authorizer: authorizer(of) }));
    const methods = Object.values(template.findResources('AWS::ApiGateway::Method'))
      .map(({ Properties }) => [Properties.HttpMethod, Properties.ResourceId.Ref.includes('decisions') ? 'decisions' : 'requests', Properties.AuthorizationType]);
    expect(methods).toEqual([
      ...['GET', 'HEAD', 'POST'].map((method) => [method, 'requests', type]), ...['GET', 'POST'].map((method) => [method, 'decisions', 'AWS_IAM']),
    ]);
  });

  test('a JSON Web Token is checked by a function that may do nothing', () => {
    const { template } = office(() => ({ authorizer: ApprovalAuthorizer.jwt({ issuer: 'https://login.example.com', audience: 'approvals', claim: 'upn' }) }));
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { ISSUER: 'https://login.example.com', AUDIENCE: 'approvals', IDENTITY_CLAIM: 'upn' } } });
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', { Type: 'REQUEST', AuthorizerResultTtlInSeconds: 0 });
    expect(allowed(template, 'ApproveGatewayAuthorizeJwtRole')).toEqual([]);
  });

  test('what is given is used, and none of it created', () => {
    const { template } = office((of) => ({
      table: dynamodb.Table.fromTableAttributes(of, 'Mine', { tableName: 'mine', tableStreamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/mine/stream/1' }),
      eventBus: events.EventBus.fromEventBusName(of, 'Bus', 'mine'),
      signingSecret: secretsmanager.Secret.fromSecretNameV2(of, 'Secret', 'mine'),
      linkBase: 'https://approve.example.com/',
    }));
    for (const type of ['AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::SecretsManager::Secret', 'AWS::SecretsManager::RotationSchedule']) {
      template.resourceCountIs(type, 0);
    }
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { BASE_URL: 'https://approve.example.com' } } });
  });

  test('logical ids stay: another id would replace what was decided', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue', 'AWS::ApiGateway::RestApi', 'AWS::StepFunctions::StateMachine'];
    const { template } = office();
    expect(kept.flatMap((type) => Object.keys(template.findResources(type)))).toEqual([
      'ApproveTableC796A34D', 'ApproveEventBus780AF9A1', 'ApproveSigningSecret010A1EBB', 'ApproveAuditDeadLetterQueue45646527', 'ApproveGatewayApi1A19D617',
      'ApproveWorkflowStateMachine47D66434',
    ]);
  });

  test.each<[string, (of: Stack) => Partial<HumanApprovalProps>]>([
    ['as it is', () => ({})],
    ['with mail and a key', (of) => ({ rule: ApprovalRule.oneOf(['a@example.com']), channels: [mail(of)], encryptionKey: new kms.Key(of, 'Key', { enableKeyRotation: true }) })],
    ['with a JSON Web Token', () => ({ authorizer: ApprovalAuthorizer.jwt({ issuer: 'https://login.example.com', audience: 'a' }) })],
    ['with IAM', () => ({ authorizer: ApprovalAuthorizer.iam() })],
  ])('cdk-nag finds nothing that is not acknowledged with a reason, %s', (_, props) => {
    const { stack, template } = office(props); // synthesis brings the reasons
    expect(template.findResources('AWS::StepFunctions::StateMachine')).not.toEqual({});
    expect(nagFindings(stack)).toEqual([]);
  });
});

describe('channels', () => {
  test('mail goes out under the identity given, from a template that escapes nothing by itself', () => {
    const { template } = office((of) => ({ rule: ApprovalRule.oneOf(['a@example.com']), channels: [mail(of)] }));
    expect(allowed(template, 'ApproveWorkflowRole').filter((line) => line.startsWith('ses:'))).toEqual([
      'ses:SendEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/example.com',
      'ses:SendEmail on arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:template/Office-Approve-Channel1-54e70aad',
    ]);
    template.hasResourceProperties('AWS::SES::Template', { Template: { HtmlPart: Match.stringLikeRegexp('{{html.title}}'), TextPart: Match.stringLikeRegexp('{{text}}') } });
  });

  test('Slack and Teams are called through connections, each at its own address', () => {
    const { template } = office((of) => {
      const through = connection(of);
      return { channels: [ApprovalChannel.slack(through, { channel: 'C0123456789' }), ApprovalChannel.teams(through, { url: 'https://example.com/hook' })] };
    });
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: 'ApproveWorkflowRoleA8122CA3' }] } }));
    const http = policy.Properties.PolicyDocument.Statement.filter(({ Action }: { Action: string }) => Action === 'states:InvokeHTTPEndpoint');
    expect(http.map(({ Condition }: { Condition: object }) => Condition)).toEqual(['https://example.com/hook', 'https://slack.com/api/chat.postMessage'].map((address) => ({
      StringEquals: { 'states:HTTPMethod': 'POST' }, StringLike: { 'states:HTTPEndpoint': address },
    })));
  });

  test('two of a kind have states of their own', () => {
    const { template } = office((of) => {
      const through = connection(of);
      return { channels: ['C0123456789', 'C9876543210'].map((channel) => ApprovalChannel.slack(through, { channel })) };
    });
    const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    const { Branches } = JSON.parse(flat(machine.Properties.DefinitionString)).States['Notify approvers'];
    expect(Branches.map(({ StartAt }: { StartAt: string }) => StartAt)).toEqual(['Tell Slack: message', 'Tell Slack 2: message']);
  });
});

test.each<[string, (of: Stack) => Partial<HumanApprovalProps>, string]>([
  ['no title', () => ({ title: ' ' }), "Office/Approve: title: got ' '; say what is asked"],
  ['a field without a label', () => ({ fields: { ' ': 'x' } }), 'give each field a label'],
  ['no channel', () => ({ channels: [] }), 'channels: got an empty list; give at least one channel'],
  ['Express', () => ({ workflowType: sfn.StateMachineType.EXPRESS }), "workflowType: got 'EXPRESS'; leave it out: an approval waits"],
  ['half a minute', () => ({ timeout: Duration.seconds(30) }), 'timeout: got 30 seconds; give whole seconds from 60 to 31449600'],
  ['more than a year in levels', () => ({ rule: ApprovalRule.inOrder(ApprovalRule.anyone(), ApprovalRule.anyone()), timeout: Duration.days(200) }),
    'timeout: got 400 days; levels and escalations may take 364 days together'],
  ['reminders that come after the deadline', () => ({ timeout: Duration.hours(1), reminderInterval: Duration.hours(2) }), 'reminderInterval: got 2 hours; give whole seconds from 60 to 3599'],
  ['more reminders than a history holds', () => ({ timeout: Duration.days(300), reminderInterval: Duration.hours(1) }),
    'reminderInterval: got 1 hour; in 300 days that is 7200 reminders, and the history of an execution has room for'],
  ['an empty rule', () => ({ rule: ApprovalRule.inOrder() }), 'rule: got an empty list; give at least one level'],
  ['a rule without approvers', () => ({ rule: ApprovalRule.oneOf([]) }), 'rule.approvers: got an empty list; name at least one approver, or give ApprovalRule.anyone()'],
  ['an approver twice', () => ({ rule: ApprovalRule.quorum(1, ['a', 'A ']), authorizer: ApprovalAuthorizer.iam() }), "rule.approvers: got ['a']; name each approver once"],
  ['an empty approver', () => ({ rule: ApprovalRule.oneOf(['']), authorizer: ApprovalAuthorizer.iam() }), 'an approver may not be empty'],
  ['a quorum that nobody can reach', () => ({ rule: ApprovalRule.quorum(3, ['a', 'b']), authorizer: ApprovalAuthorizer.iam() }),
    'rule.approvals: got 3; give a whole number from 1 to 2, the number of approvers'],
  ['a quorum of none', () => ({ rule: ApprovalRule.quorum(0, ['a']), authorizer: ApprovalAuthorizer.iam() }), 'rule.approvals: got 0'],
  ['a level with a wrong time', () => ({ rule: ApprovalRule.inOrder(ApprovalRule.anyone(), ApprovalRule.anyone({ timeout: Duration.millis(1500) })) }),
    'rule[1].timeout: got 1 second 500 millis'],
  ['an escalation to nobody', () => ({ onTimeout: ApprovalTimeout.escalate([]), authorizer: ApprovalAuthorizer.iam() }), 'onTimeout.approvers: got an empty list'],
  ['an escalation that needs too many', () => ({ onTimeout: ApprovalTimeout.escalate(['a'], { approvals: 2 }), authorizer: ApprovalAuthorizer.iam() }), 'onTimeout.approvals: got 2'],
  ['an escalation in no time', () => ({ onTimeout: ApprovalTimeout.escalate(['a'], { timeout: Duration.seconds(1) }), authorizer: ApprovalAuthorizer.iam() }), 'onTimeout.timeout: got 1 second'],
  ['named approvers and one link for all', () => ({ rule: ApprovalRule.oneOf(['a@example.com']) }),
    "channels[0]: got 'Tell Approvers'; it sends all approvers the same link, which does not say who of them decides"],
  ['an escalation to named approvers and one link for all', () => ({ onTimeout: ApprovalTimeout.escalate(['a@example.com']) }), 'it sends all approvers the same link'],
  ['four eyes that nobody can tell apart', () => ({ requester: '{% $states.input.by %}' }), "requester: got '{% $states.input.by %}'; four eyes need to know who decides"],
  ['an empty requester', () => ({ requester: ' ' }), "requester: got ' '; name who asks, or leave it out"],
  ['mail to whoever', (of) => ({ channels: [mail(of)] }), "channels[0]: got 'Send mail'; name the approvers in the rule: it mails to them"],
  ['mail to nobody but programs', (of) => ({ rule: ApprovalRule.oneOf(['arn:aws:iam::111122223333:role/bot']), channels: [mail(of)] }),
    'name somebody who gets mail beside the programs'],
  ['an escalation by mail to what is no address', (of) => ({
    rule: ApprovalRule.oneOf(['a@example.com'], { onTimeout: ApprovalTimeout.escalate(['the cfo']) }), channels: [mail(of)],
  }), "channels[0]: got ['the cfo']; approvers who get mail are mail addresses"],
  ['a channel whose states would have too long a name', (of) => ({ channels: [ApprovalChannel.step(Step.publish(new sns.Topic(of, 'T'), { name: 'x'.repeat(71) }))] }),
    'give it a name of at most 70 characters: the states around it have longer ones'],
  ['mail to what is no address', (of) => ({ rule: ApprovalRule.oneOf(['boss']), channels: [mail(of)] }), "channels[0]: got ['boss']; approvers who get mail are mail addresses"],
  ['a sender with a header in it', (of) => ({
    rule: ApprovalRule.oneOf(['a@example.com']),
    channels: [ApprovalChannel.mail({ sender: 'a@example.com\r\nBcc: b@example.com', identity: ses.EmailIdentity.fromEmailIdentityName(of, 'I', 'example.com') })],
  }), "channels[0].sender: got 'a@example.com"],
  ['a Slack channel by name', (of) => ({ channels: [ApprovalChannel.slack(connection(of), { channel: '#approvals' })] }), "channels[0].channel: got '#approvals'; give the channel's id"],
  ['a FIFO topic', (of) => ({ channels: [ApprovalChannel.topic(new sns.Topic(of, 'Fifo', { fifo: true, topicName: 'f.fifo' }))] }), 'give a standard topic'],
  ['an insecure webhook', (of) => ({ channels: [ApprovalChannel.teams(connection(of), { url: 'http://example.com' })] }), "channels[0].url: got 'http://example.com'"],
  ['a wrong step as a channel', (of) => ({ channels: [ApprovalChannel.step(Step.publish(new sns.Topic(of, 'T'), { timeout: Duration.seconds(0) }))] }), "channels[0]: step 'T': timeout: got 0 seconds"],
  ['an issuer without TLS', () => ({ authorizer: ApprovalAuthorizer.jwt({ issuer: 'http://login', audience: 'a' }) }), "authorizer.issuer: got 'http://login'; give an address that starts with 'https://'"],
  ['no audience', () => ({ authorizer: ApprovalAuthorizer.jwt({ issuer: 'https://login.example.com', audience: '' }) }), "authorizer.audience: got ''"],
  ['a claim that is none', (of) => ({ authorizer: ApprovalAuthorizer.cognito(new cognito.UserPool(of, 'P'), { claim: 'e mail' }) }), "authorizer.claim: got 'e mail'"],
  ['links without TLS', () => ({ linkBase: 'http://approve' }), "linkBase: got 'http://approve'; give an address that starts with 'https://' and has no query"],
  ['a global web ACL', () => ({ webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1' }), 'give the ARN of a regional web ACL of AWS WAF'],
  ['a source of AWS', () => ({ eventSource: 'aws.approvals' }), "eventSource: got 'aws.approvals'"],
  ['a table without a stream', (of) => ({ table: dynamodb.Table.fromTableName(of, 'T', 't') }), 'table: got Office/T; give the table a stream with new images'],
  ['a removal policy for a table given', (of) => ({
    table: dynamodb.Table.fromTableAttributes(of, 'T', { tableName: 't', tableStreamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/1' }), tableRemovalPolicy: RemovalPolicy.DESTROY,
  }), "tableRemovalPolicy: got 'destroy'; take it out"],
  ['rotation of a secret given', (of) => ({ signingSecret: secretsmanager.Secret.fromSecretNameV2(of, 'S', 's'), signingKeyRotation: Duration.days(1) }),
    'signingKeyRotation: got 1 day; take it out: the owner of the secret given rotates it'],
  ['rotation by the hour', () => ({ signingKeyRotation: Duration.hours(30) }), 'give whole days from 1 to 1000'],
  ['no retention', () => ({ retention: Duration.days(0) }), 'retention: got 0 days; give whole days, at least 1'],
  ['no rate', () => ({ throttlingRateLimit: 0 }), 'throttlingRateLimit: got 0; give more than 0'],
  ['half a request', () => ({ throttlingBurstLimit: 1.5 }), 'throttlingBurstLimit: got 1.5; give a whole number above 0'],
])('%s is refused', (_, props, message) => {
  expect(() => office(props)).toThrow(message);
});

test('a secret in the address of a webhook is refused, and not repeated', () => {
  const url = 'https://example.com/hook?api-version=1&sig=s3cr3t';
  const attempt = () => office((of) => ({ channels: [ApprovalChannel.teams(connection(of), { url })] }));
  expect(attempt).toThrow('take the secret out of it and put it into the connection');
  expect(attempt).not.toThrow('s3cr3t');
});

test('all that is wrong is told at once', () => {
  expect(() => office(() => ({ title: '', timeout: Duration.seconds(1), rule: ApprovalRule.oneOf([]) })))
    .toThrow(/Office\/Approve: 3 problems\n.*title[^]*rule.approvers[^]*timeout/);
});

test('a step of an Express workflow cannot wait for an approval', () => {
  const { stack, approval } = office();
  expect(() => new Workflow(stack, 'Fast', { steps: [approval.step({ name: 'Boss' })], workflowType: sfn.StateMachineType.EXPRESS }))
    .toThrow("step 'Boss': an Express workflow cannot wait for an approval: use a Standard workflow");
});

test('a step whose states would have too long a name is refused', () => {
  const { stack, approval } = office();
  expect(() => new Workflow(stack, 'Long', { steps: [approval.step({ name: 'x'.repeat(70) })], timeout: Duration.days(5) }))
    .toThrow('give at most 69 characters: its states have longer names');
});

test('a workflow that would end before its approval does is refused', () => {
  const { stack, approval } = office();
  expect(() => new Workflow(stack, 'Short', { steps: [approval.step({ name: 'Boss' })] }))
    .toThrow("timeout: got nothing; 'Boss: request' may wait 4 days, and the workflow would end after its default of 1 day: give it a longer timeout");
});

describe('the documented defaults are those of the code', () => {
  const source = readFileSync(join(__dirname, '../../../src/patterns/human-approval/human-approval-props.ts'), 'utf8');
  const documented = (prop: string) => /@default (.*)(?![^]*@default)/.exec(source.slice(0, source.search(new RegExp(`readonly ${prop}\\??:`))))![1];

  test.each([
    ['rule', 'ApprovalRule.anyone()'],
    ['onTimeout', 'ApprovalTimeout.fail()'],
    ['commentOnRejection', String(APPROVAL_DEFAULTS.commentOnRejection)],
    ['retention', `Duration.days(${APPROVAL_DEFAULTS.retention.toDays()})`],
    ['eventSource', APPROVAL_DEFAULTS.eventSource],
    ['tableRemovalPolicy', `RemovalPolicy.${APPROVAL_DEFAULTS.tableRemovalPolicy.toUpperCase()}`],
    ['signingKeyRotation', `Duration.days(${APPROVAL_DEFAULTS.signingKeyRotation.toDays()})`],
    ['throttlingRateLimit', String(APPROVAL_DEFAULTS.throttlingRateLimit)],
    ['throttlingBurstLimit', String(APPROVAL_DEFAULTS.throttlingBurstLimit)],
    ['logRetention', APPROVAL_DEFAULTS.logRetention === 30 ? 'logs.RetentionDays.ONE_MONTH' : 'another'],
    ['cloudWatchRole', String(APPROVAL_DEFAULTS.cloudWatchRole)],
  ])('%s', (prop, expected) => {
    expect(documented(prop)).toBe(expected);
  });

  test('timeout', () => {
    expect(source).toContain(`(${APPROVAL_DEFAULTS.timeout.toHumanString()} where it is not given`);
  });
});

test('people who sign their requests by IAM are granted the links as well', () => {
  const { stack, approval } = office(() => ({ authorizer: ApprovalAuthorizer.iam() }));
  approval.grantDecide(new iam.Role(stack, 'Bot', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(allowed(Template.fromStack(stack), 'Bot').map((line) => line.split('/').slice(-3).join('/')).sort()).toEqual([
    'GET/decisions/*', 'GET/requests/*', 'HEAD/requests/*', 'POST/decisions/*', 'POST/requests/*',
  ]);
});

test('what API Gateway answers by itself is neither kept nor told to others', () => {
  const answers = Object.values(office().template.findResources('AWS::ApiGateway::GatewayResponse'));
  expect(answers.map(({ Properties }) => [Properties.ResponseType, Properties.ResponseParameters['gatewayresponse.header.Cache-Control'],
    Properties.ResponseParameters['gatewayresponse.header.Referrer-Policy']])).toEqual([
    ['DEFAULT_4XX', "'no-store'", "'no-referrer'"], ['DEFAULT_5XX', "'no-store'", "'no-referrer'"],
  ]);
});

test('what decides by program is granted to roles', () => {
  const { stack, approval } = office();
  approval.grantDecide(new iam.Role(stack, 'Bot', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(allowed(Template.fromStack(stack), 'Bot')).toHaveLength(2);
});
