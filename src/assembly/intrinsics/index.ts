import { BASE64 } from './base64';
import { CIDR } from './cidr';
import { CONDITION_FUNCTIONS } from './condition-functions';
import { FIND_IN_MAP } from './find-in-map';
import { GET_ATT } from './get-att';
import { GET_AZS } from './get-azs';
import { GET_STACK_OUTPUT } from './get-stack-output';
import { IF } from './if';
import { IMPORT_VALUE } from './import-value';
import type { Intrinsic } from './intrinsic';
import { JOIN } from './join';
import { LENGTH } from './length';
import { REF } from './ref';
import { SELECT } from './select';
import { SPLIT } from './split';
import { SUB } from './sub';
import { TO_JSON_STRING } from './to-json-string';

export { holds } from './condition-functions';
export type { Frame, Intrinsic } from './intrinsic';

/** Every intrinsic function that is resolved, by its key. */
export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map([
  REF, GET_ATT, JOIN, SUB, SELECT, SPLIT, IF, ...CONDITION_FUNCTIONS, FIND_IN_MAP, IMPORT_VALUE, GET_STACK_OUTPUT,
  BASE64, TO_JSON_STRING, LENGTH, GET_AZS, CIDR,
].map((intrinsic) => [intrinsic.name, intrinsic]));
