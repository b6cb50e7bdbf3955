import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AslState } from '../../workflow/steps/asl-state';
import { JsonObject } from '../../workflow/steps/json';

/** The states of a distributed map's children. */
export class MapProcessor {
  public readonly graph: sfn.StateGraph;

  constructor(start: sfn.IChainable, name: string, private readonly executionType: sfn.StateMachineType) {
    this.graph = new sfn.StateGraph(start.startState, `Items of ${name}`);
  }

  /** The `ItemProcessor` field. */
  public toJson(topLevelLanguage: sfn.QueryLanguage | undefined): JsonObject {
    const scope = this.graph.toGraphJson(topLevelLanguage) as JsonObject;
    return { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: this.executionType }, StartAt: scope.StartAt, States: scope.States };
  }
}

/** A distributed Map state. CDK's own would grant permissions that the workflow derives, and lacks readers and JSONata. */
export class MapState extends AslState {
  /** @param transform makes another processor of the one rendered, which then belongs to another Map state as well */
  constructor(
    scope: Construct, id: string, fields: JsonObject,
    private readonly items: MapProcessor, private readonly transform?: (json: JsonObject) => JsonObject,
  ) {
    super(scope, id, { Type: 'Map', ...fields });
    if (transform === undefined) this.addItemProcessor(items.graph);
  }

  public toStateJson(topLevelLanguage?: sfn.QueryLanguage): object {
    const json = this.items.toJson(topLevelLanguage);
    return { ...super.toStateJson(topLevelLanguage), ItemProcessor: this.transform?.(json) ?? json };
  }
}
