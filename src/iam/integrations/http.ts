import type { Call } from '../call';
import { CALLS_BACK, Integration } from '../integration';
import type { KnownResource } from '../permission-context';
import type { Conditions } from '../permission-need';

/**
 * The endpoint and method are conditions; the credentials come from an EventBridge connection and its secret.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
function tellInvoke(call: Call): void {
  call.need(['states:InvokeHTTPEndpoint'], ['*'], 'calls the endpoint', {
    conditions: endpointConditions(call),
    wildcardReason: 'IAM knows no resources for this action: its conditions name the endpoint and the method',
  });
  const where = call.gives('InvocationConfig') ? ['InvocationConfig', 'ConnectionArn'] : ['Authentication', 'ConnectionArn'];
  const connections = call.resources({ kind: 'events:connection', arn: (text) => text.includes('${') ? text : undefined }, ...where);
  if (connections === undefined) return;
  call.need(['events:RetrieveConnectionCredentials'], connections.map(({ arn }) => arn), 'reads the connection');
  const secrets = connections.flatMap((connection) => secretOf(call, connection) ?? []);
  call.need(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secrets, 'reads the secret of the connection');
}

/** EventBridge keeps a connection's secret under the connection's name, which its ARN `…:connection/NAME/ID` tells. */
function secretOf(call: Call, connection: KnownResource): string | undefined {
  if (connection.usedArns !== undefined) return connection.usedArns[0];
  const name = connection.name ?? call.part(connection.arn, '/', 1);
  if (name === undefined) {
    call.report('UNKNOWN_RESOURCE', call.fieldOf(['Authentication', 'ConnectionArn']), connection.arn,
      `uses the connection '${connection.arn}', whose name is not known before the deployment; give the ARN with the connection's name in it`);
    return undefined;
  }
  return call.arn('secretsmanager', `secret:events!connection/${name}/*`);
}

function endpointConditions(call: Call): Conditions {
  const method = call.argument('Method');
  const endpoint = call.argument('ApiEndpoint');
  if (endpoint === undefined || endpoint.pattern === '*') {
    call.report(endpoint === undefined ? 'MISSING_ARGUMENT' : 'DYNAMIC_RESOURCE', endpoint?.field ?? call.fieldOf(['ApiEndpoint']), endpoint?.source,
      endpoint === undefined ? `has no ${call.fieldOf(['ApiEndpoint'])}, so which endpoint it calls is not known`
        : `decides ${endpoint.field} at run time with '${endpoint.source}'; begin it with the text of the host, as in {% 'https://api.example.com/' & $id %}`);
    return {};
  }
  return {
    StringLike: { 'states:HTTPEndpoint': endpoint.pattern },
    ...(method === undefined || !method.exact ? {} : { StringEquals: { 'states:HTTPMethod': method.pattern } }),
  };
}

export const http: Integration = {
  service: 'http',
  actions: { invoke: { patterns: CALLS_BACK, tell: tellInvoke } },
};
