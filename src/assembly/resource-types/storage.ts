import type { ResourceFacts, ResourceType } from './resource-type';

const domain = (r: ResourceFacts, host: string) => `${r.name}.${host}.${r.urlSuffix}`;

export const STORAGE: readonly ResourceType[] = [
  {
    type: 'AWS::S3::Bucket',
    nameProperty: 'BucketName',
    lowercase: true,
    maxNameLength: 63,
    arn: (r) => `arn:${r.partition}:s3:::${r.name}`,
    attributes: {
      DomainName: (r) => domain(r, 's3'),
      RegionalDomainName: (r) => domain(r, `s3.${r.region}`),
      DualStackDomainName: (r) => domain(r, `s3.dualstack.${r.region}`),
      WebsiteURL: (r) => `http://${domain(r, `s3-website-${r.region}`)}`,
    },
  },
  { type: 'AWS::ECR::Repository', nameProperty: 'RepositoryName', lowercase: true, maxNameLength: 256, arn: (r) => `arn:${r.partition}:ecr:${r.region}:${r.account}:repository/${r.name}`, attributes: { RepositoryUri: (r) => `${r.account}.dkr.ecr.${r.region}.${r.urlSuffix}/${r.name}` } },
  { type: 'AWS::Kinesis::Stream', nameProperty: 'Name', maxNameLength: 128, arn: (r) => `arn:${r.partition}:kinesis:${r.region}:${r.account}:stream/${r.name}` },
  { type: 'AWS::KinesisFirehose::DeliveryStream', nameProperty: 'DeliveryStreamName', maxNameLength: 64, arn: (r) => `arn:${r.partition}:firehose:${r.region}:${r.account}:deliverystream/${r.name}` },
  { type: 'AWS::EFS::FileSystem', defaultName: (r) => `fs-${r.digits(17)}`, arn: (r) => `arn:${r.partition}:elasticfilesystem:${r.region}:${r.account}:file-system/${r.name}`, attributes: { FileSystemId: (r) => r.name } },
];
