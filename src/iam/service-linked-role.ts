import type { Call } from './call';

/** The right to let a service make its own role when its first resource is created in the account. */
export function tellServiceLinkedRole(call: Call, service: string, role: string): void {
  call.need(['iam:CreateServiceLinkedRole'], [call.globalArn('iam', `role/aws-service-role/${service}/${role}*`, call.context.account)],
    `lets ${service} make its own role`, { conditions: { StringEquals: { 'iam:AWSServiceName': service } } });
}
