import { Call, propOf } from '../call';
import { CALLS_BACK, Integration } from '../integration';

/**
 * `arn:…:API/STAGE/METHOD/PATH`, needed where the API asks for IAM authorization; an API that does not ignores it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
 */
function tellInvoke(call: Call): void {
  const auth = call.given('AuthType');
  if (auth === undefined ? !call.sent.leaves.some(({ path }) => path.length === 0) : auth.exact && auth.pattern !== 'IAM_ROLE') return;
  const endpoint = call.argument('ApiEndpoint');
  const known = endpoint && call.find(endpoint.pattern);
  const api = known?.name ?? (endpoint && (endpoint.exact || !endpoint.pattern.startsWith('*')) ? call.part(endpoint.pattern, '.', 0) : undefined);
  if (endpoint !== undefined && api === undefined) {
    call.allowedResources('execute-api:execute-api-general', endpoint)?.forEach(({ arn }) => call.need(['execute-api:Invoke'], [arn], 'calls the API'));
    return;
  }
  if (api === undefined) {
    call.report('MISSING_ARGUMENT', call.fieldOf(['ApiEndpoint']), undefined,
      `has no ${call.fieldOf(['ApiEndpoint'])}, so which API it calls is not known; give it or name the API in ${propOf('execute-api:execute-api-general')}`);
    return;
  }
  // what lies inside of one API may be decided at run time; an HTTP API's default stage is part of the resource too
  const inside = (name: string, absent: string) => call.given(name)?.pattern ?? absent;
  const path = inside('Path', '').replace(/^\//, '').split('/').map((segment) => segment.includes('{') && !segment.includes('${') ? '*' : segment).join('/');
  call.need(['execute-api:Invoke'], [call.arn('execute-api', `${api}/${inside('Stage', '$default')}/${inside('Method', '*')}/${path}`)], 'calls the API');
}

export const apigateway: Integration = {
  service: 'apigateway',
  actions: { invoke: { patterns: CALLS_BACK, tell: tellInvoke } },
};
