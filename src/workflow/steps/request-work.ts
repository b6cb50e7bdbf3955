import { PropChecks } from '../prop-checks';
import { JsonObject } from './json';
import { isObject } from './jsonata';
import { TaskWork } from './task-work';
import { PropName } from './work-base';

/** A Task state whose request the factory's props make; `arguments` are further fields of it. */
export abstract class RequestWork extends TaskWork {
  protected request(): JsonObject {
    return { ...this.fields(), ...this.props.arguments };
  }

  /** The fields that the props make. */
  protected abstract fields(): JsonObject;

  protected check(checks: PropChecks, prop: PropName): void {
    const given = this.props.arguments;
    checks.check(given === undefined || isObject(given), prop('arguments'), given, 'give an object with fields of the request');
  }
}
