import type { Call } from '../call';
import { Integration, WAITS_ANYHOW, CALLS_BACK } from '../integration';
import { tellKeyUse } from '../keys';
import { passRoles } from '../pass-roles';
import type { KnownResource } from '../permission-context';
import { objectsIn, parseLocation } from '../s3';

/**
 * A model by id is a foundation model, whose ARN has no account. An id with a region in front is an inference profile,
 * which calls the model in each region that it spans.
 */
export function modelArns(call: Call, id: string): string[] {
  const profile = /^(us|us-gov|eu|apac|ap|au|jp|ca|sa|me|af|global)\.(.+)$/.exec(id);
  const foundation = (region: string, name: string) => `arn:${call.context.partition}:bedrock:${region}::foundation-model/${name}`;
  return profile === null ? [foundation(call.context.region, id)]
    : [call.arn('bedrock', `inference-profile/${id}`), foundation('*', profile[2])];
}

function models(call: Call, ...path: string[]): string[] | undefined {
  const ids = call.resources({ kind: 'bedrock:foundation-model', arn: (id) => `${id}` }, ...path);
  return ids?.flatMap(({ arn }) => arn.startsWith('arn:') || arn.startsWith('${') ? [arn] : modelArns(call, arn));
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html */
function tellInvoke(call: Call): void {
  tellModel(call, 'bedrock:InvokeModel');
  tellLocation(call, ['Input', 'S3Uri'], 's3:GetObject', 'kms:Decrypt', 'reads the input of the model');
  tellLocation(call, ['Output', 'S3Uri'], 's3:PutObject', 'kms:GenerateDataKey', 'writes the output of the model');
}

/** The call of a model, and of the guardrail that it passes. */
export function tellModel(call: Call, action: string): void {
  call.need([action], models(call, 'ModelId'), 'calls the model');
  if (call.gives('GuardrailIdentifier')) {
    const arn = (id: string) => call.arn('bedrock', `guardrail/${id}`);
    call.need(['bedrock:ApplyGuardrail'], call.arns({ kind: 'bedrock:guardrail', arn }, 'GuardrailIdentifier'), 'applies the guardrail');
  }
}

function tellLocation(call: Call, path: readonly string[], action: string, keyAction: string, reason: string): void {
  if (!call.sent.leaves.some((leaf) => leaf.path[0] === path[0] && leaf.path[1] === path[1])) return;
  const location = call.argument(...path)!;
  const parsed = parseLocation(location.pattern);
  const bucket = (name: string): KnownResource => call.find(name, 's3:bucket') ?? { kind: 's3:bucket', arn: call.globalArn('s3', name) };
  const found = parsed === undefined || parsed.bucket.includes('*') ? call.allowedResources('s3:bucket', location) : [bucket(parsed.bucket)];
  call.need([action], found?.map((one) => objectsIn(one, parsed?.key ?? '*')), reason);
  tellKeyUse(call, found, [keyAction], reason);
}

function tellCustomize(call: Call): void {
  const base = models(call, 'BaseModelIdentifier');
  // the model and the job get ids of their own, which only AWS knows
  const made = [call.arn('bedrock', 'custom-model/*'), call.arn('bedrock', 'model-customization-job/*')];
  call.need(['bedrock:CreateModelCustomizationJob'], base && [...base, ...made], 'customizes the model');
  call.need(['bedrock:TagResource'], call.gives('CustomModelTags') || call.gives('JobTags') ? made : [], 'tags the model');
  passRoles(call, ['RoleArn'], 'bedrock.amazonaws.com');
  if (call.isJob) call.need(['bedrock:GetModelCustomizationJob', 'bedrock:StopModelCustomizationJob'], [made[1]], 'follows the job and stops it, whose id only AWS knows');
}

export const bedrock: Integration = {
  service: 'bedrock',
  actions: {
    invokeModel: { patterns: CALLS_BACK, tell: tellInvoke },
    createModelCustomizationJob: { patterns: WAITS_ANYHOW, tell: tellCustomize },
  },
};
