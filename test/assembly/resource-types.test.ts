import type { JsonObject } from '../../src/asl';
import { readTemplate } from '../../src/assembly';

describe('what Ref and Fn::GetAtt give', () => {
  test.each<[string, JsonObject, string, string, string]>([
    ['AWS::Lambda::Alias', { FunctionName: 'f', Name: 'live' }, 'Ref', 'arn:aws:lambda:us-east-1:123456789012:function:f:live', 'arn:aws:lambda:us-east-1:123456789012:function:f:live'],
    ['AWS::SNS::Topic', { FifoTopic: true }, 'TopicName', 'Stack-R.fifo', 'arn:aws:sns:us-east-1:123456789012:Stack-R.fifo'],
    ['AWS::S3::Bucket', {}, 'Ref', 'stack-r', 'arn:aws:s3:::stack-r'],
    ['AWS::DynamoDB::Table', { TableName: 'orders' }, 'Ref', 'orders', 'arn:aws:dynamodb:us-east-1:123456789012:table/orders'],
    ['AWS::Events::EventBus', { Name: 'bus' }, 'Ref', 'bus', 'arn:aws:events:us-east-1:123456789012:event-bus/bus'],
    ['AWS::Events::Rule', { Name: 'r', EventBusName: 'bus' }, 'Arn', 'arn:aws:events:us-east-1:123456789012:rule/bus/r', 'arn:aws:events:us-east-1:123456789012:rule/bus/r'],
    ['AWS::Glue::Job', {}, 'Ref', 'Stack-R', 'arn:aws:glue:us-east-1:123456789012:job/Stack-R'],
    ['AWS::ECS::TaskDefinition', { Family: 'work' }, 'Ref', 'arn:aws:ecs:us-east-1:123456789012:task-definition/work:1', 'arn:aws:ecs:us-east-1:123456789012:task-definition/work:1'],
    ['AWS::ECS::Service', { Cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/c', ServiceName: 's' }, 'Name', 's', 'arn:aws:ecs:us-east-1:123456789012:service/c/s'],
    ['AWS::Batch::JobQueue', {}, 'Ref', 'arn:aws:batch:us-east-1:123456789012:job-queue/Stack-R', 'arn:aws:batch:us-east-1:123456789012:job-queue/Stack-R'],
    ['AWS::Athena::WorkGroup', { Name: 'w' }, 'Ref', 'w', 'arn:aws:athena:us-east-1:123456789012:workgroup/w'],
    ['AWS::IAM::Role', { Path: '/service/' }, 'Ref', 'Stack-R', 'arn:aws:iam::123456789012:role/service/Stack-R'],
    ['AWS::Logs::LogGroup', {}, 'Arn', 'arn:aws:logs:us-east-1:123456789012:log-group:Stack-R:*', 'arn:aws:logs:us-east-1:123456789012:log-group:Stack-R'],
    ['AWS::StepFunctions::StateMachine', {}, 'Ref', 'arn:aws:states:us-east-1:123456789012:stateMachine:Stack-R', 'arn:aws:states:us-east-1:123456789012:stateMachine:Stack-R'],
    ['AWS::StepFunctions::StateMachineAlias', { Name: 'live', RoutingConfiguration: [{ StateMachineVersionArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m:3', Weight: 100 }] }, 'Ref', 'arn:aws:states:us-east-1:123456789012:stateMachine:m:live', 'arn:aws:states:us-east-1:123456789012:stateMachine:m:live'],
    ['AWS::StepFunctions::Activity', { Name: 'review' }, 'Ref', 'arn:aws:states:us-east-1:123456789012:activity:review', 'arn:aws:states:us-east-1:123456789012:activity:review'],
    ['AWS::Glue::MLTransform', { Name: 'm' }, 'Ref', 'm', 'arn:aws:glue:us-east-1:123456789012:ml-transform/m'],
    ['AWS::RDS::DBCluster', {}, 'Endpoint.Address', 'Stack-R.Endpoint.Address', 'arn:aws:rds:us-east-1:123456789012:db-cluster/Stack-R'],
  ])('%s', (type, properties, attribute, expected, arn) => {
    // GIVEN
    const value = attribute === 'Ref' ? { Ref: 'R' } : { 'Fn::GetAtt': ['R', attribute] };
    const assembly = readTemplate({ Resources: { R: { Type: type, Properties: properties }, Probe: { Type: 'AWS::SSM::Parameter', Properties: { Value: value } } } });

    // THEN
    expect(assembly.resource('Probe').properties.Value).toBe(expected);
    expect(assembly.resource('R').arn).toBe(arn);
    expect(assembly.resourceNamed(arn)?.logicalId).toBe('R');
  });

  test('a function is found by the ARN of a version, a name too long is cut to the same name each time', () => {
    // GIVEN
    const assembly = readTemplate({ Resources: { [`F${'x'.repeat(80)}`]: { Type: 'AWS::Lambda::Function' } } });
    const [{ arn, name, logicalId }] = assembly.resources;

    // THEN
    expect(name).toHaveLength(64);
    expect(assembly.resourceNamed(`${arn}:7`)!.logicalId).toBe(logicalId);
  });
});
