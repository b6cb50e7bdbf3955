/** Where a stack is deployed. */
export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** The environment of a region: its partition and domain follow from its name. */
export function environmentOf(account: string, region: string): Environment {
  const [, partition, urlSuffix] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? COMMERCIAL;
  return { account, region, partition, urlSuffix };
}

const COMMERCIAL = ['', 'aws', 'amazonaws.com'] as const;

/** Region prefix, partition, domain. */
const PARTITIONS = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
] as const;
