import type { Call } from './call';

/** A role that an argument gives to a service: by ARN, or by name. */
export function passRoles(call: Call, path: readonly string[], service: string): void {
  const roles = call.arns({ kind: 'iam:role', arn: (name) => call.globalArn('iam', `role/${name}`, call.context.account), absent: () => undefined }, ...path);
  tellPassRole(call, roles, service);
}

/** The right to give roles to a service, and to that service alone. */
export function tellPassRole(call: Call, roles: readonly string[] | undefined, service: string): void {
  call.need(['iam:PassRole'], roles, `gives its role to ${service}`, { conditions: { StringEquals: { 'iam:PassedToService': service } } });
}
