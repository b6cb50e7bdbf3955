import { choice } from './choice';
import { fail } from './fail';
import { map } from './map';
import { parallel } from './parallel';
import { pass } from './pass';
import { registerStateType } from './registry';
import { succeed } from './succeed';
import { task } from './task';
import { wait } from './wait';

[pass, task, choice, wait, succeed, fail, parallel, map].forEach(registerStateType);

export { stateType, stateTypeNames } from './registry';
