import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallRecords, RecordCall } from './call-records';
import { CALL_NAMES, variableOf } from './names';
import { AslState } from '../../workflow/steps/asl-state';
import { JsonObject } from '../../workflow/steps/json';
import { expression, FAILURE } from '../../workflow/steps/jsonata';

export const CONDITION_FAILED = 'DynamoDB.ConditionalCheckFailedException';
export const INPUT = '$states.input';

/** Names who holds something: unlike any other, also among calls of one execution. */
export const NEW_HOLDER = "$states.context.Execution.Id & '#' & $uuid()";

/** Where the states around one call are made. */
export class CallSite {
  constructor(public readonly scope: Construct, public readonly call: string, public readonly records: CallRecords) {}

  /** A variable of this call, as JSONata reads it. */
  public variable(name: string): string {
    return `$${variableOf(this.call, name)}`;
  }

  /** An `Assign` of variables of this call, each JSONata. */
  public assign(values: { readonly [name: string]: string }): JsonObject {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [variableOf(this.call, name), expression(value)]));
  }

  public state(part: string, body: JsonObject): AslState {
    return new AslState(this.scope, CALL_NAMES.part(this.call, part), body);
  }

  public record(part: string, call: RecordCall): AslState {
    return this.records.state(this.scope, CALL_NAMES.part(this.call, part), call);
  }

  public choice(part: string): AslState {
    return this.state(part, { Type: 'Choice' });
  }

  /** Ends the scope well with what it got. */
  public done(part: string): AslState {
    return this.state(part, { Type: 'Pass' });
  }

  /** Ends the scope with the failure in a variable. */
  public rethrow(part: string, variable: string): AslState {
    return this.state(part, { Type: 'Fail', Error: expression(`${this.variable(variable)}.error`), Cause: expression(`${this.variable(variable)}.cause`) });
  }

  /** The work as a whole: when it fails, the variable has the failure, and `failed` goes on with what the work got. */
  public attempt(part: string, work: sfn.IChainable, variable: string, failed: sfn.IChainable): AslState {
    return this.state(part, { Type: 'Parallel', Output: expression('$states.result[0]') })
      .branch(work).catchTo(failed, ['States.ALL'], expression(INPUT), this.assign({ [variable]: FAILURE }));
  }
}
