import { aws_secretsmanager as secretsmanager, interfaces } from 'aws-cdk-lib';
import { JsonObject } from './json';

/** As whom a statement runs on a cluster. */
export interface RedshiftClusterOptions {
  /**
   * Secret with user and password of the database.
   *
   * @default - temporary credentials of `user`, or of the workflow's role
   */
  readonly secret?: secretsmanager.ISecret;

  /**
   * User of the database that temporary credentials are made for.
   *
   * @default - the user that stands for the workflow's role (`IAMR:` and its name)
   */
  readonly user?: string;
}

/** As whom a statement runs on a serverless work group. */
export interface RedshiftServerlessOptions {
  /**
   * Secret with user and password of the database.
   *
   * @default - temporary credentials of the user that stands for the workflow's role
   */
  readonly secret?: secretsmanager.ISecret;
}

/**
 * A database of Redshift, and as whom it is called.
 *
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html
 */
export class RedshiftDatabase {
  /**
   * A database of a provisioned cluster.
   *
   * @param database name of the database
   */
  public static cluster(cluster: interfaces.aws_redshift.IClusterRef, database: string, options: RedshiftClusterOptions = {}): RedshiftDatabase {
    const problem = options.secret && options.user !== undefined ? 'the secret names the user; give one of them' : undefined;
    return new RedshiftDatabase(cluster.node.id, database, options.user, problem, {
      ClusterIdentifier: cluster.clusterRef.clusterIdentifier,
      Database: database,
      ...secretOf(options.secret),
      ...(options.user === undefined ? {} : { DbUser: options.user }),
    });
  }

  /**
   * A database of a serverless work group. Of one that this app does not create, the name has to be its ARN: its policy needs that.
   *
   * @param database name of the database
   */
  public static serverless(
    workgroup: interfaces.aws_redshiftserverless.IWorkgroupRef, database: string, options: RedshiftServerlessOptions = {},
  ): RedshiftDatabase {
    return new RedshiftDatabase(workgroup.node.id, database, undefined, undefined, {
      WorkgroupName: workgroup.workgroupRef.workgroupName,
      Database: database,
      ...secretOf(options.secret),
    });
  }

  private constructor(
    /**
     * Id of the construct.
     * @internal
     */
    public readonly _id: string,
    /** Name of the database. */
    public readonly databaseName: string,
    /** User of the database, where one is given. */
    public readonly user: string | undefined,
    /**
     * What is wrong with the options.
     * @internal
     */
    public readonly _problem: string | undefined,
    /**
     * The fields of the request.
     * @internal
     */
    public readonly _fields: JsonObject,
  ) {}
}

function secretOf(secret: secretsmanager.ISecret | undefined): JsonObject {
  return secret === undefined ? {} : { SecretArn: secret.secretArn };
}
