import type { JsonObject } from '../../src/asl';
import { readTemplate } from '../../src/assembly';

/** What a property of a resource resolves to. */
function resolved(value: unknown, rest: Readonly<Record<string, unknown>> = {}, options: Parameters<typeof readTemplate>[1] = {}) {
  const template = {
    ...rest,
    Resources: {
      Probe: { Type: 'AWS::SSM::Parameter', Properties: { Value: value } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Made: { Type: 'Custom::Made', Properties: {} },
      ...rest.Resources as object,
    },
  };
  return readTemplate(template, options).resource('Probe').properties.Value;
}

describe('CloudFormation intrinsics', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref of a queue is its URL', { Ref: 'Queue' }, 'https://sqs.us-east-1.amazonaws.com/123456789012/Stack-Queue'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:123456789012:Stack-Queue'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'Stack-Queue'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 3]] }, 'a-us-east-1-3'],
    ['Fn::Join leaves NoValue out', { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a,b'],
    ['Fn::Sub', { 'Fn::Sub': 'q=${Queue.Arn} ${!kept} ${AWS::AccountId}' }, 'q=arn:aws:sqs:us-east-1:123456789012:Stack-Queue ${kept} 123456789012'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${a}/${Queue}', { a: { Ref: 'AWS::Partition' } }] }, 'aws/https://sqs.us-east-1.amazonaws.com/123456789012/Stack-Queue'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': ['5', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] }, 'Stack-Queue'],
    ['Fn::Base64', { 'Fn::Base64': 'é' }, 'w6k='],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: [{ Ref: 'AWS::Region' }] } }, '{"a":["us-east-1"]}'],
    ['Fn::Length', { 'Fn::Length': { 'Fn::Split': [',', 'a,b,c'] } }, 3],
    ['Fn::GetAZs', { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'us-east-1b'],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
    ['AWS::StackId', { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, 'Stack'],
    ['objects and lists without NoValue', { a: [1, { Ref: 'AWS::NoValue' }], b: { Ref: 'AWS::NoValue' } }, { a: [1] }],
  ])('%s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  test('conditions choose, and absent resources are not there', () => {
    // GIVEN
    const Conditions = {
      IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
      Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Not': [{ 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsProd' }] }] }] },
    };
    const Parameters = { Env: { Type: 'String', Default: 'dev' } };
    const value = { 'Fn::If': ['IsProd', 'p', { 'Fn::If': ['Either', 'e', 'n'] }] };

    // THEN
    expect(resolved(value, { Conditions, Parameters })).toBe('e');
    expect(resolved(value, { Conditions, Parameters }, { parameters: { Env: 'prod' } })).toBe('p');
    const assembly = readTemplate({ Conditions, Parameters, Resources: { Only: { Type: 'AWS::SQS::Queue', Condition: 'IsProd' } } });
    expect(() => assembly.resource('Only')).toThrow("there is no resource 'Only'; there is none");
  });

  test('mappings, with and without a default', () => {
    const Mappings = { Sizes: { 'us-east-1': { size: 'big' } } };
    expect(resolved({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'size'] }, { Mappings })).toBe('big');
    expect(resolved({ 'Fn::FindInMap': ['Sizes', 'eu-west-1', 'size', { DefaultValue: 'small' }] }, { Mappings })).toBe('small');
    expect(() => resolved({ 'Fn::FindInMap': ['Sizes', 'eu-west-1', 'size'] }, { Mappings }))
      .toThrow("Stack: resource 'Probe', property 'Value': mapping 'Sizes' has no 'eu-west-1' with 'size'");
  });

  test('parameters that are lists', () => {
    expect(resolved({ 'Fn::Select': [1, { Ref: 'Subnets' }] }, { Parameters: { Subnets: { Type: 'CommaDelimitedList', Default: 'a, b' } } })).toBe('b');
  });

  test('what only a deployment knows can be given', () => {
    expect(resolved({ 'Fn::ImportValue': 'Shared' }, {}, { imports: { Shared: 'x' } })).toBe('x');
    expect(resolved({ 'Fn::GetAtt': ['Made', 'Endpoint'] }, {}, { attributes: { 'Made.Endpoint': 'e' } })).toBe('e');
    expect(resolved({ Ref: 'AWS::AccountId' }, {}, { account: '999999999999' })).toBe('999999999999');
  });

  test.each<[string, unknown, JsonObject, string]>([
    ['a parameter without default', { Ref: 'P' }, { Parameters: { P: { Type: 'String' } } }, "Stack: resource 'Probe', property 'Value': parameter 'P' has no default: give its value in 'parameters'"],
    ['a parameter from SSM', { Ref: 'P' }, { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/b' } } }, "parameter 'P' takes its value from SSM parameter '/a/b': give the value in 'parameters'"],
    ['a misspelt resource', { Ref: 'Queu' }, {}, "there is no resource or parameter 'Queu'; did you mean 'Queue'?"],
    ['an export of another app', { 'Fn::ImportValue': 'Shared' }, {}, "no stack of the assembly exports 'Shared': give its value in 'imports'"],
    ['an attribute of a custom resource', { 'Fn::GetAtt': ['Made', 'Endpoint'] }, {}, "only a deployment knows 'Made.Endpoint', an attribute of a Custom::Made: give its value in 'attributes'"],
    ['an unknown function', { 'Fn::Transform': {} }, {}, 'Fn::Transform is not supported'],
    ['a member that is not there', { 'Fn::Select': [3, ['a']] }, {}, 'Fn::Select asks for member 3 of 1 (["a"])'],
    ['a property that refers to itself', { 'Fn::GetAtt': ['Probe', 'Value'] }, {}, "resource 'Probe', property 'Value': refers to itself"],
    ['a condition that refers to itself', { 'Fn::If': ['C', 1, 2] }, { Conditions: { C: { 'Fn::Not': [{ Condition: 'C' }] } } }, "condition 'C' refers to itself"],
  ])('refuses %s by name', (_, value, rest, message) => {
    expect(() => resolved(value, rest)).toThrow(message);
  });
});
