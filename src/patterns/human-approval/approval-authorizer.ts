import { aws_cognito as cognito, Token } from 'aws-cdk-lib';
import { PropChecks } from '../../workflow/prop-checks';

/** How a person of a Cognito user pool is known. */
export interface CognitoApproverOptions {
  /**
   * Claim of the token that names the person, as `ApprovalRule` and `requester` do. With `email`, the claim `email_verified` has to be true.
   *
   * @default email
   */
  readonly claim?: string;
}

/** How the bearer of a JSON Web Token is known. */
export interface JwtApproverOptions {
  /** Issuer of the tokens, `https://…`; its keys are found through `/.well-known/openid-configuration`. */
  readonly issuer: string;

  /** Audience that a token has to be made for. */
  readonly audience: string;

  /**
   * Claim of the token that names the person, as `ApprovalRule` and `requester` do. With `email`, the claim `email_verified` has to be true:
   * an issuer that does not send it needs another claim, such as `sub`.
   *
   * @default email
   */
  readonly claim?: string;
}

/**
 * Makes approvers known persons: API Gateway lets in who proves to be one, and then only the approvers of the rule may decide, and never the
 * requester. Who decides is then told by the proof, not by the link.
 *
 * A browser that follows a link sends no `Authorization` header: put a portal in front that does, and name it in `linkBase`.
 */
export class ApprovalAuthorizer {
  /** Tokens of a Cognito user pool, in the `Authorization` header. */
  public static cognito(userPool: cognito.IUserPool, options: CognitoApproverOptions = {}): ApprovalAuthorizer {
    return new ApprovalAuthorizer('COGNITO', options.claim, { userPool });
  }

  /** Tokens of any OpenID Connect issuer (RS256 or ES256), as `Authorization: Bearer …`. */
  public static jwt(options: JwtApproverOptions): ApprovalAuthorizer {
    return new ApprovalAuthorizer('JWT', options.claim, { issuer: options.issuer, audience: options.audience });
  }

  /** Requests signed by AWS Signature Version 4. An approver is the ARN of a user or of a role, without the path of the role. */
  public static iam(): ApprovalAuthorizer {
    return new ApprovalAuthorizer('IAM', undefined, {});
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'COGNITO' | 'JWT' | 'IAM',
    private readonly claim: string | undefined,
    /** @internal */
    public readonly _settings: { readonly userPool?: cognito.IUserPool; readonly issuer?: string; readonly audience?: string },
  ) {}

  /** @internal */
  public get _claim(): string {
    return this.claim ?? DEFAULT_CLAIM;
  }

  /** @internal */
  public _check(checks: PropChecks, prop: string): void {
    const { issuer, audience } = this._settings;
    if (this._kind === 'JWT') {
      const secure = Token.isUnresolved(issuer) || /^https:\/\/[^?#]+$/.test(issuer!);
      checks.check(secure, `${prop}.issuer`, issuer, "give an address that starts with 'https://'");
      checks.check(audience !== '', `${prop}.audience`, audience, 'name the audience that tokens are made for');
    }
    checks.check(/^[\w:-]+$/.test(this._claim), `${prop}.claim`, this._claim, "name a claim of the token, such as 'email'");
  }
}

/** The claim where the user names none. */
export const DEFAULT_CLAIM = 'email';
