import { Mock } from './mock';
import { requestOf } from './request';
import { namesOneOf } from './resource-match';
import { mockOfState, someMockOfResource, someMockOfService, someMockOfState } from './written-line';
import type { IAuthorizer } from '../authorizer';
import type { Catalog } from '../catalog/catalog';
import { stringify } from '../engine/payload';
import type { Call, CallDesk, Responder } from '../tasks/call';

/** A mock with the words by which a user knows it. */
interface Entry {
  readonly words: string;
  readonly mock: Mock;
  readonly matches: (call: Call) => boolean;
}

/**
 * All mocks of a simulator. A mock of the state goes before one of the resource, and that before one of the service;
 * among equals, the one set last answers.
 */
export class MockBook {
  public authorizer: IAuthorizer | undefined;
  private readonly states = new Map<string, Entry>();
  private readonly resources = new Map<string, Entry>();
  private readonly services = new Map<string, Entry>();

  constructor(private readonly catalog: Catalog, private readonly workflowOf: (machineName: string) => string) {}

  public forState(machineArn: string, workflow: string, state: string, mock: Mock): void {
    this.states.set(`${machineArn}\n${state}`, {
      words: someMockOfState(workflow, state),
      mock,
      matches: (call) => call.state === state && (call.machineArn === machineArn || call.machineArn.startsWith(`${machineArn}/`)),
    });
  }

  public forResource(what: string, names: ReadonlySet<string>, mock: Mock): void {
    this.resources.set(what, { words: someMockOfResource(what), mock, matches: (call) => namesOneOf(call, names) });
  }

  public forService(service: string, action: string, mock: Mock): void {
    this.services.set(`${service}:${action}`, {
      words: someMockOfService(service, action), mock, matches: (call) => call.service === service && call.action === action,
    });
  }

  /** The mocks that have answered no call, as they were written. */
  public get unused(): string[] {
    return [this.states, this.resources, this.services].flatMap((entries) => [...entries.values()])
      .filter((entry) => entry.mock.calls === 0).map((entry) => entry.words);
  }

  /** A desk for one run: it notes the calls of that run. */
  public desk(calls: Call[]): CallDesk {
    return {
      find: (call) => this.find(call),
      denied: (call) => this.denied(call),
      note: (call) => { calls.push(call); },
      unanswered: (call) => this.unanswered(call),
      hasActivity: (arn) => this.catalog.activities.has(arn),
    };
  }

  private find(call: Call): Responder | undefined {
    for (const entries of [this.states, this.resources, this.services]) {
      if (entries.size === 0) continue;
      let found: Entry | undefined;
      for (const entry of entries.values()) if (entry.matches(call)) found = entry;
      if (found) return found.mock._responderIn(this.catalog);
    }
    return undefined;
  }

  private denied(call: Call): string | undefined {
    if (!this.authorizer) return undefined;
    const decision = this.authorizer.authorize(requestOf(call));
    if (decision.allowed) return undefined;
    return decision.reason ?? `the role ${call.roleArn} is not allowed to call ${call.service}:${call.action}, which state '${call.state}' does`;
  }

  private unanswered(call: Call): string {
    const what = call.action ? `${call.service}:${call.action}` : call.service;
    return `state '${call.state}' calls ${what} (${call.resource}) and no mock answers it; the request is ${stringify(call.request)}; `
      + `add: ${mockOfState(this.workflowOf(call.machineName), call.state)}`;
  }
}
