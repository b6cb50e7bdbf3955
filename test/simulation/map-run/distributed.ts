import { simulation } from '../../../src';

/** A definition whose one state is a Distributed Map with these fields; children pass their input on. */
export function distributed(fields: object, child: object = { Type: 'Pass', End: true }, executionType = 'STANDARD', language = 'JSONPath'): any {
  return {
    QueryLanguage: language,
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ...fields,
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType }, StartAt: 'Do', States: { Do: child } },
        End: true,
      },
    },
  };
}

/** A child that fails where its input says so. */
export const FAILS_WHERE_BAD: object = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'FunctionName': 'f', 'Payload.$': '$' }, OutputPath: '$.Payload', End: true };

/** Answers as a function would that fails on the text `bad`, or on an object or batch that holds it. */
export function failingOnBad(): simulation.Mock {
  return simulation.Mock.handler({
    handle: (request: simulation.ServiceRequest) => {
      const payload = request.request.Payload;
      return JSON.stringify(payload).includes('"bad"')
        ? simulation.ServiceResponse.fail('Bad', 'it is bad')
        : simulation.ServiceResponse.succeed({ Payload: payload });
    },
  });
}

export const eventTypes = (run: simulation.Run): string[] => run.history.map((event) => event.type);
