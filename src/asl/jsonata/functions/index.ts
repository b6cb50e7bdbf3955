import type { AwsFunction } from './aws-function';
import { hash } from './hash';
import { parse } from './parse';
import { partition } from './partition';
import { random } from './random';
import { range } from './range';
import { uuid } from './uuid';

/** What Step Functions adds to JSONata: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
export const AWS_FUNCTIONS: readonly AwsFunction[] = [hash, parse, partition, random, range, uuid];

/** What Step Functions takes out of it. */
export const REMOVED_FUNCTIONS: readonly string[] = ['eval'];
