import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError, type Operation } from './aws-endpoint';

const CURRENT = 'AWSCURRENT';

/** The secret with the signing keys, in versions and stages as Secrets Manager keeps them. */
export class SigningSecret {
  readonly arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:signing-keys-AbCdEf';
  /** How often it was read. */
  reads = 0;
  private readonly versions = new Map<string, { text?: string; stages: Set<string> }>();

  constructor() {
    this.versions.set('v0', { text: JSON.stringify({ current: 'first', first: randomBytes(48).toString('base64url') }), stages: new Set([CURRENT]) });
  }

  /** The text of the current version. */
  get current(): any {
    return JSON.parse(this.staged(CURRENT).text!);
  }

  /** What Secrets Manager does before it calls the rotation function: a version that waits for its value, empty unless `text` says otherwise. */
  startRotation(text?: string): string {
    const token = randomUUID();
    this.versions.set(token, { text, stages: new Set(['AWSPENDING']) });
    return token;
  }

  operations(): Record<string, Operation> {
    return {
      'secretsmanager.GetSecretValue': ({ VersionId, VersionStage }) => {
        this.reads += 1;
        const version = VersionId ? this.versions.get(VersionId) : this.staged(VersionStage ?? CURRENT);
        if (version?.text === undefined || (VersionStage && !version.stages.has(VersionStage))) {
          throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.");
        }
        return { ARN: this.arn, Name: 'signing-keys', SecretString: version.text, VersionStages: [...version.stages] };
      },
      'secretsmanager.DescribeSecret': () => ({
        ARN: this.arn,
        Name: 'signing-keys',
        RotationEnabled: true,
        VersionIdsToStages: Object.fromEntries([...this.versions].map(([id, { stages }]) => [id, [...stages]])),
      }),
      'secretsmanager.PutSecretValue': ({ ClientRequestToken, SecretString, VersionStages }) => {
        const before = this.versions.get(ClientRequestToken);
        if (before?.text !== undefined && before.text !== SecretString) throw new AwsError('ResourceExistsException', 'a version with that token exists');
        this.versions.set(ClientRequestToken, { text: SecretString, stages: new Set(VersionStages ?? [CURRENT]) });
        return { ARN: this.arn, VersionId: ClientRequestToken };
      },
      'secretsmanager.UpdateSecretVersionStage': ({ VersionStage, MoveToVersionId, RemoveFromVersionId }) => {
        if (RemoveFromVersionId) this.versions.get(RemoveFromVersionId)?.stages.delete(VersionStage);
        if (MoveToVersionId) this.versions.get(MoveToVersionId)!.stages.add(VersionStage);
        return { ARN: this.arn };
      },
    };
  }

  private staged(stage: string): { text?: string; stages: Set<string> } {
    const version = [...this.versions.values()].find(({ stages }) => stages.has(stage));
    if (!version) throw new AwsError('ResourceNotFoundException', `no version has the stage ${stage}`);
    return version;
  }
}
