import { aws_iam as iam, aws_kms as kms, aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { allStatements, deployedDefinition, newFunction, newStack, newWorkflow } from './fixture';
import { Releases, Step, Trigger, WaitFor, Workflow, WorkflowNotification } from '../../src';

describe('Workflow', () => {
  test('a chain becomes a Standard state machine in JSONata with a timeout, logging and tracing', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack);

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionString: Match.serializedJson({
        StartAt: 'OrdersOnly', States: { OrdersOnly: { Type: 'Pass', End: true } }, TimeoutSeconds: 86400, QueryLanguage: 'JSONata',
      }),
      StateMachineName: Match.absent(),
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
    expect(workflow.workflowType).toBe('STANDARD');
  });

  test('an Express workflow times out after five minutes', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    newWorkflow(stack, { workflowType: sfn.StateMachineType.EXPRESS, workflowName: 'instant' });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'EXPRESS', StateMachineName: 'instant', DefinitionString: Match.stringLikeRegexp('"TimeoutSeconds":300'),
    });
  });

  test('without tracing its role sends no traces', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { tracing: false });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: false } });
    expect(JSON.stringify(allStatements(stack, workflow))).not.toContain('xray:');
  });

  test('triggers start it, those of the props and those added later', () => {
    // GIVEN
    const stack = newStack();
    const workflow = newWorkflow(stack, { triggers: [Trigger.event({ eventPattern: { source: ['shop'] } })] });

    // WHEN
    workflow.addTrigger(Trigger.event({ eventPattern: { source: ['returns'] }, triggerName: 'Returns' }));

    // THEN
    const started = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.Targets[0].Arn);
    expect(started).toEqual([stack.resolve(workflow.workflowArn), stack.resolve(workflow.workflowArn)]);
  });

  test('the dead-letter alarms of its triggers tell the topic of its alarms', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Topic');

    // WHEN
    newWorkflow(stack, { alarms: { topic }, triggers: [Trigger.event({ eventPattern: { source: ['shop'] } })] });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible', AlarmActions: [stack.resolve(topic.topicArn)],
    });
  });

  test('triggers come after what its role may do with the state machine itself', () => {
    // GIVEN
    const stack = newStack();
    const map = new sfn.DistributedMap(stack, 'Each').itemProcessor(new sfn.Pass(stack, 'One'));

    // WHEN
    const workflow = new Workflow(stack, 'Orders', { definition: map, triggers: [Trigger.event({ eventPattern: { source: ['shop'] } })] });

    // THEN
    const ownPolicy = stack.getLogicalId(workflow.ownPolicy!.node.defaultChild as never);
    const template = Template.fromStack(stack);
    const [triggerRole] = Object.keys(template.findResources('AWS::IAM::Role', { DependsOn: [ownPolicy] }));
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ RoleArn: { 'Fn::GetAtt': [triggerRole, 'Arn'] } })] });
  });

  test('a workflow with a policy about itself may use the queue that starts it', () => {
    // GIVEN
    const stack = newStack();
    const queue = new sqs.Queue(stack, 'Requests');

    // WHEN
    const workflow = new Workflow(stack, 'Orders', {
      steps: [Step.sendMessage(queue)], encryptionKey: new kms.Key(stack, 'Key'), triggers: [Trigger.queue({ queue })],
    });

    // THEN
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy'); // a cycle would throw here
    expect(Object.keys(policies)).toContain(stack.getLogicalId(workflow.ownPolicy!.node.defaultChild as never));
  });

  test('logical ids stay as they are: changing one replaces a resource of the user', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Topic');

    // WHEN
    newWorkflow(stack, {
      alarms: { topic, duration: { threshold: Duration.minutes(1) } },
      dashboard: true,
      releases: Releases.allAtOnce(),
      notifications: [WorkflowNotification.toTopic(topic), WorkflowNotification.toFunction(newFunction(stack, 'Tell'))],
      triggers: [Trigger.event({ eventPattern: { source: ['shop'] } })],
    });

    // THEN
    const { Resources } = Template.fromStack(stack).toJSON();
    expect(Object.keys(Resources).filter((id) => id.startsWith('Orders')).sort()).toMatchInlineSnapshot(`
[
  "OrdersAlarmsAbortedF609E19A",
  "OrdersAlarmsDurationEF1DE908",
  "OrdersAlarmsFailed0B52FA50",
  "OrdersAlarmsThrottledF6BCAB12",
  "OrdersAlarmsTimedOut22F33C04",
  "OrdersAliasFBC99918",
  "OrdersDashboardDCB9EDE5",
  "OrdersLogGroupE26395F1",
  "OrdersNotificationsDeadLetterAlarm5560F4AC",
  "OrdersNotificationsDeadLetterQueue05CDC52C",
  "OrdersNotificationsDeadLetterQueuePolicy89BC4C25",
  "OrdersNotificationsToFunction47f65d90AllowEventRuleShopTell433EF8116EF822E6",
  "OrdersNotificationsToFunction47f65d90F4656B00",
  "OrdersNotificationsToTopice8b229273EB1E017",
  "OrdersNotificationsToTopice8b22927EventsRole22B10790",
  "OrdersNotificationsToTopice8b22927EventsRoleDefaultPolicy35E8D446",
  "OrdersPolicy95F4027F",
  "OrdersRoleF1878990",
  "OrdersStateMachine7AF3635A",
  "OrdersTriggersEventDeadLetterAlarm57F095AC",
  "OrdersTriggersEventDeadLetterQueue7B32D7D5",
  "OrdersTriggersEventDeadLetterQueuePolicy18C5F39A",
  "OrdersTriggersEventRoleA2AF0AE9",
  "OrdersTriggersEventRule47960226",
  "OrdersVersion296EC8FF",
]
`);
  });
});

describe('a role of the user', () => {
  test('gets what the definition needs', () => {
    // GIVEN
    const stack = newStack();
    const role = new iam.Role(stack, 'Ours', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });

    // WHEN
    const workflow = newWorkflow(stack, { role });

    // THEN
    const template = Template.fromStack(stack);
    expect(workflow.role).toBe(role);
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { RoleArn: stack.resolve(role.roleArn) });
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: [stack.resolve(role.roleName)], PolicyDocument: { Statement: Match.anyValue() } });
  });

  test('gets it when it is imported too', () => {
    // GIVEN
    const stack = newStack();
    const arn = 'arn:aws:iam::111122223333:role/ours';

    // WHEN
    newWorkflow(stack, { role: iam.Role.fromRoleArn(stack, 'Ours', arn) });

    // THEN
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { RoleArn: arn });
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: ['ours'] });
  });

  test('stays as it is when it is given without policy updates', () => {
    // GIVEN
    const stack = newStack();
    const role = new iam.Role(stack, 'Ours', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });

    // WHEN
    new Workflow(stack, 'Orders', { definition: new sfn.Pass(stack, 'Only'), role: role.withoutPolicyUpdates() });

    // THEN
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { RoleArn: stack.resolve(role.roleArn) });
  });
});

describe('a step that may wait longer than the workflow lasts', () => {
  const asking = (stack: Stack) => [Step.sendMessage(new sqs.Queue(stack, 'Queue'), { name: 'Ask', wait: WaitFor.CALLBACK, timeout: Duration.days(2) })];

  test('is refused where nobody chose how long that is', () => {
    const stack = newStack();
    expect(() => new Workflow(stack, 'Orders', { steps: asking(stack) }))
      .toThrow("Shop/Orders: timeout: got nothing; 'Ask' may wait 2 days, and the workflow would end after its default of 1 day: give it a longer timeout");
  });

  test('is what the user wants where the timeout is given', () => {
    const stack = newStack();
    new Workflow(stack, 'Orders', { steps: asking(stack), timeout: Duration.hours(1) });
    expect(deployedDefinition(Template.fromStack(stack)).TimeoutSeconds).toBe(3600);
  });
});
