import type { ResourceFacts, ResourceType } from './resource-type';

const iam = (kind: string) => (r: ResourceFacts) => {
  const path = r.text('Path') ?? '/';
  return `arn:${r.partition}:iam::${r.account}:${kind}${path.endsWith('/') ? path : `${path}/`}${r.name}`;
};
/** A secret's ARN ends with six characters that AWS draws. */
const secretArn = (r: ResourceFacts) => `arn:${r.partition}:secretsmanager:${r.region}:${r.account}:secret:${r.name}-${r.digits(6)}`;
const parameterArn = (r: ResourceFacts) => `arn:${r.partition}:ssm:${r.region}:${r.account}:parameter/${r.name.replace(/^\//, '')}`;

export const SECURITY: readonly ResourceType[] = [
  { type: 'AWS::IAM::Role', nameProperty: 'RoleName', maxNameLength: 64, arn: iam('role'), attributes: { RoleId: (r) => `AROA${r.digits(17).toUpperCase()}` } },
  { type: 'AWS::IAM::ManagedPolicy', nameProperty: 'ManagedPolicyName', maxNameLength: 128, arn: iam('policy'), ref: iam('policy'), attributes: { PolicyArn: iam('policy') } },
  { type: 'AWS::IAM::Policy', nameProperty: 'PolicyName', arn: iam('policy') },
  { type: 'AWS::IAM::User', nameProperty: 'UserName', maxNameLength: 64, arn: iam('user') },
  { type: 'AWS::IAM::Group', nameProperty: 'GroupName', maxNameLength: 128, arn: iam('group') },
  { type: 'AWS::IAM::InstanceProfile', nameProperty: 'InstanceProfileName', arn: iam('instance-profile') },
  { type: 'AWS::KMS::Key', arn: (r) => `arn:${r.partition}:kms:${r.region}:${r.account}:key/${r.name}`, attributes: { KeyId: (r) => r.name } },
  { type: 'AWS::KMS::Alias', nameProperty: 'AliasName', arn: (r) => `arn:${r.partition}:kms:${r.region}:${r.account}:${r.name}` },
  { type: 'AWS::SecretsManager::Secret', nameProperty: 'Name', maxNameLength: 512, arn: secretArn, ref: secretArn, attributes: { Id: secretArn } },
  { type: 'AWS::SSM::Parameter', nameProperty: 'Name', arn: parameterArn, attributes: { Value: (r) => r.text('Value') ?? '', Type: (r) => r.text('Type') ?? 'String' } },
  { type: 'AWS::Cognito::UserPool', defaultName: (r) => `${r.region}_${r.digits(9)}`, arn: (r) => `arn:${r.partition}:cognito-idp:${r.region}:${r.account}:userpool/${r.name}`, attributes: { UserPoolId: (r) => r.name, ProviderName: (r) => `cognito-idp.${r.region}.${r.urlSuffix}/${r.name}`, ProviderURL: (r) => `https://cognito-idp.${r.region}.${r.urlSuffix}/${r.name}` } },
];
