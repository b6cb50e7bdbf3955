import { expected, FieldKind } from '../fields';
import { checkExpression, isExpression } from './expression';

/** What a task calls: an ARN, or text that a deployment tool turns into one. */
export const resource: FieldKind = {
  expects: 'the ARN of what is called',
  read(value, place) {
    if (typeof value !== 'string' || value === '') return expected('the ARN of what is called', value, place);
    if (isExpression(value)) checkExpression(value, place);
    const waits = value.endsWith('.waitForTaskToken');
    if (place.reading.workflowType === 'EXPRESS' && (waits || /\.sync(:\d+)?$/.test(value))) {
      place.problem(`Express workflows cannot ${waits ? 'wait for a task token' : 'run a job to its end'}: got '${value}'; use a Standard workflow, or the call without '${value.slice(value.lastIndexOf('.'))}'`);
    }
    if (place.reading.workflowType === 'EXPRESS' && /^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(value)) {
      place.problem(`Express workflows cannot use activities: got '${value}'; use a Standard workflow`);
    }
    return value;
  },
};
