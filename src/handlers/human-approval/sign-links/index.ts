// The function `sign-links`, over AWS. It is made at the first call: what it lacks is told where somebody waits for an answer.
import { SignLinks, SignLinksRequest } from './sign-links';
import { secretReader } from '../aws/read-secret';
import { required } from '../environment';
import { SigningKeys } from '../signing/signing-keys';

let signLinks: SignLinks | undefined;

export async function handler(event: SignLinksRequest): Promise<unknown> {
  signLinks ??= new SignLinks(
    new SigningKeys({ readSecret: secretReader(required(process.env, 'SIGNING_SECRET_ARN')), now: () => Date.now() }),
    required(process.env, 'BASE_URL'),
  );
  return signLinks.sign(event);
}
