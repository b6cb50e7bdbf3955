import { FunctionRunner } from './function-runner';
import type { HandlerOptions } from './handler-options';
import { isObject, type Json } from '../../asl';
import type { ResourceModel } from '../../assembly';
import type { Catalog } from '../catalog/catalog';
import type { Answer, Call } from '../tasks/call';

const FUNCTION = 'AWS::Lambda::Function';

/** Runs the functions of a stack, each loaded once. */
export class FunctionRunners {
  private readonly runners = new Map<ResourceModel, FunctionRunner>();

  constructor(private readonly options: HandlerOptions) {}

  /** @throws the call is to no function of the stack, or its code cannot be run */
  public answer(call: Call, catalog: Catalog): Answer {
    const named = nameOf(call);
    const resource = catalog.resourceNamed(named);
    if (resource?.type !== FUNCTION) {
      throw new Error(`state '${call.state}' calls '${named}', which is no function of the stack: Mock.runsHandler runs functions of a stack; mock what the call answers`);
    }
    let runner = this.runners.get(resource);
    if (!runner) {
      runner = new FunctionRunner(resource, { modules: this.options.modules ?? {}, layers: layersOf(resource, catalog) });
      this.runners.set(resource, runner);
    }
    return runner.answer(call);
  }
}

/** The ARN or name of the function that is called. */
function nameOf(call: Call): string {
  if (isObject(call.request) && typeof call.request.FunctionName === 'string' && !call.resource.includes(':function:')) return call.request.FunctionName;
  return call.resource;
}

/** The folders of a function's layers that are assets of the assembly. */
function layersOf(resource: ResourceModel, catalog: Catalog): string[] {
  const layers = resource.properties.Layers;
  return (Array.isArray(layers) ? layers as readonly Json[] : []).flatMap((arn) => {
    const layer = catalog.resourceNamed(String(arn));
    const content = layer?.properties.Content;
    const folder = isObject(content) && typeof content.S3Key === 'string' ? layer?.assetPath(content.S3Key) : undefined;
    return folder === undefined ? [] : [folder];
  });
}
