import { aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A definition that is rendered already: the JSON that the role was derived from is the JSON that deploys. */
export class RenderedDefinitionBody extends sfn.DefinitionBody {
  constructor(private readonly json: Record<string, unknown>) {
    super();
  }

  public bind(scope: Construct): sfn.DefinitionConfig {
    return { definitionString: Stack.of(scope).toJsonString(this.json) };
  }
}
