import type { Json, JsonObject } from '../../asl';

/** A CloudFormation template as written. */
export interface RawTemplate {
  readonly Parameters?: Readonly<Record<string, RawParameter>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly Conditions?: JsonObject;
  readonly Resources?: Readonly<Record<string, RawResource>>;
  readonly Outputs?: Readonly<Record<string, RawOutput>>;
  readonly Transform?: Json;
}

export interface RawParameter {
  readonly Type?: string;
  readonly Default?: Json;
}

export interface RawResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: JsonObject;
  readonly Metadata?: JsonObject;
}

export interface RawOutput {
  readonly Value: Json;
  readonly Condition?: string;
  readonly Export?: { readonly Name: Json };
}
