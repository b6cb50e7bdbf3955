import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind } from './task-kind';
import { isObject, Json, JsonObject } from '../../asl';
import { stringify } from '../engine/payload';
import type { TokenHolder } from '../engine/tokens';

/** What each action does with the task whose token it names. */
const ACTIONS: Readonly<Record<string, (holder: TokenHolder, request: JsonObject) => void>> = {
  sendTaskSuccess: (holder, request) => holder.succeed(outputOf(request.Output)),
  sendTaskFailure: (holder, request) => holder.fail(text(request.Error), text(request.Cause)),
  sendTaskHeartbeat: (holder) => holder.heartbeat(),
};

function outputOf(output: Json | undefined): Json {
  if (typeof output !== 'string') return output ?? null;
  try {
    return JSON.parse(output) as Json;
  } catch {
    return output;
  }
}

function text(value: Json | undefined): string | undefined {
  return value === undefined || value === null ? undefined : typeof value === 'string' ? value : stringify(value);
}

/** `aws-sdk:sfn:sendTaskSuccess` and its like: a workflow that answers a task of the same simulation. */
export const taskAnswers: TaskKind = {
  name: 'answer to a task token',
  target(resource) {
    const parts = serviceResource(resource);
    const act = parts?.service === 'aws-sdk:sfn' ? ACTIONS[parts.action] : undefined;
    if (!parts || !act) return undefined;
    return {
      ...serviceTarget(resource, parts),
      simulate: (run, request, frame) => {
        if (!isObject(request) || typeof request.TaskToken !== 'string') return undefined;
        const holder = frame.execution.engine.tokens.holder(request.TaskToken);
        if (!holder) return undefined;
        act(holder, request);
        if (!run.answersTwice) return run.succeed({});
        // a task that waits for a token itself, and may be the one that it has just answered
        run.submit({});
        return run.awaitAnswer();
      },
    };
  },
};
