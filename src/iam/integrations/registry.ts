import { apigateway } from './apigateway';
import { athena } from './athena';
import { batch } from './batch';
import { bedrock } from './bedrock';
import { codebuild } from './codebuild';
import { databrew } from './databrew';
import { dynamodb } from './dynamodb';
import { ecs } from './ecs';
import { eks } from './eks';
import { elasticmapreduce } from './elasticmapreduce';
import { emrContainers } from './emr-containers';
import { emrServerless } from './emr-serverless';
import { events } from './events';
import { glue } from './glue';
import { http } from './http';
import { lambda } from './lambda';
import { mediaconvert } from './mediaconvert';
import { sagemaker } from './sagemaker';
import { sns } from './sns';
import { sqs } from './sqs';
import { states } from './states';
import type { Integration } from '../integration';

/**
 * All optimized integrations.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export const INTEGRATIONS: readonly Integration[] = [
  apigateway, athena, batch, bedrock, codebuild, databrew, dynamodb, ecs, eks, elasticmapreduce, emrContainers, emrServerless,
  events, glue, http, lambda, mediaconvert, sagemaker, sns, sqs, states,
];

/** The optimized integration of a service, as the resource ARN writes it. */
export function integrationOf(service: string): Integration | undefined {
  return INTEGRATIONS.find((integration) => integration.service === service);
}
