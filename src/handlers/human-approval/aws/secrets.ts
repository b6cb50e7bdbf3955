import {
  DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient, UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

/** Secrets Manager, as the rotation of keys needs it. */
export class SecretsManager {
  constructor(private readonly client: Pick<SecretsManagerClient, 'send'>) {}

  public async versions(secret: string): Promise<{ rotationEnabled: boolean; stages: { [version: string]: readonly string[] | undefined } }> {
    const { RotationEnabled, VersionIdsToStages } = await this.client.send(new DescribeSecretCommand({ SecretId: secret }));
    return { rotationEnabled: RotationEnabled ?? false, stages: VersionIdsToStages ?? {} };
  }

  public async read(secret: string, stage: 'AWSCURRENT' | 'AWSPENDING', version?: string): Promise<string | undefined> {
    try {
      const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: secret, VersionStage: stage, VersionId: version }));
      return SecretString;
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  public async write(secret: string, version: string, text: string): Promise<void> {
    await this.client.send(new PutSecretValueCommand({ SecretId: secret, ClientRequestToken: version, SecretString: text, VersionStages: ['AWSPENDING'] }));
  }

  public async promote(secret: string, version: string, from: string | undefined): Promise<void> {
    await this.client.send(new UpdateSecretVersionStageCommand({
      SecretId: secret, VersionStage: 'AWSCURRENT', MoveToVersionId: version, RemoveFromVersionId: from,
    }));
  }
}
