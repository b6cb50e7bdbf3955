import { checkAtMostOne, checkTransition, errorHandling, resultHandling, transition } from './common';
import { StateType } from './state-type';
import { field, jsonPathField } from '../parsing/fields';
import { credentials } from '../parsing/kinds/credentials';
import { wholeNumber } from '../parsing/kinds/number';
import { path } from '../parsing/kinds/path';
import { resource } from '../parsing/kinds/resource';

export const task: StateType = {
  type: 'Task',
  fields: {
    ...transition,
    ...resultHandling,
    ...errorHandling,
    Resource: field('resource', resource, { required: true }),
    Credentials: field('credentials', credentials),
    TimeoutSeconds: field('timeoutSeconds', wholeNumber(1)),
    TimeoutSecondsPath: jsonPathField('timeoutSecondsPath', path),
    HeartbeatSeconds: field('heartbeatSeconds', wholeNumber(1)),
    HeartbeatSecondsPath: jsonPathField('heartbeatSecondsPath', path),
  },
  check(source, place) {
    checkTransition(source, place);
    checkAtMostOne(source, ['TimeoutSeconds', 'TimeoutSecondsPath'], place);
    checkAtMostOne(source, ['HeartbeatSeconds', 'HeartbeatSecondsPath'], place);
    const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = source;
    if (typeof timeout === 'number' && typeof heartbeat === 'number' && timeout > 0 && heartbeat >= timeout) {
      place.member('HeartbeatSeconds').problem(`got ${heartbeat}; give less than TimeoutSeconds, which is ${timeout}`);
    }
  },
};
