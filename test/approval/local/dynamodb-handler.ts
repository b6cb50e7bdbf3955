import * as path from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { ApprovalTable } from './approval-table';
import { type IServiceHandler, type ServiceRequest, ServiceResponse } from '../../../src/simulation';

const PATIENCE_MS = 10_000;

/**
 * Answers a simulated workflow's calls of DynamoDB with a real DynamoDB API, so that the states of the asking side and the functions of the
 * deciding side meet in one table. The simulator is synchronous: its thread stands still while a worker asks.
 *
 * Use it with `Mock.handler`, for a table or for single states. Whatever table the workflow names, it gets the service's.
 */
export class DynamoDbHandler implements IServiceHandler {
  private readonly worker = new Worker(path.join(__dirname, 'dynamodb-worker.js'));

  constructor(private readonly table: ApprovalTable) {
    this.worker.unref();
  }

  handle({ service, action, request }: ServiceRequest): ServiceResponse {
    const target = `DynamoDB_20120810.${action[0].toUpperCase()}${action.slice(1)}`;
    const { status, text } = this.ask(target, JSON.stringify(this.inTable(request)));
    const answer = JSON.parse(text);
    if (status === 200) return ServiceResponse.succeed(answer);
    // `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException`; each kind of integration has its own prefix
    const error = String(answer.__type).replace(/^.*#/, '');
    return ServiceResponse.fail(`${service === 'dynamodb' ? 'DynamoDB' : 'DynamoDb'}.${error}`, answer.message ?? answer.Message);
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(target: string, body: string): { status: number; text: string } {
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const { port1: ours, port2: theirs } = new MessageChannel();
    this.worker.postMessage({ signal, port: theirs, url: process.env.DYNAMODB_ENDPOINT, target, body }, [theirs]);
    const waited = Atomics.wait(signal, 0, 0, PATIENCE_MS);
    const answer = receiveMessageOnPort(ours)?.message;
    ours.close();
    if (!answer || answer.status === 0) throw new Error(`DynamoDB did not answer ${target}: ${answer?.text ?? waited}`);
    return answer;
  }

  /** The request with every table in it replaced by the service's. */
  private inTable(value: any): any {
    if (Array.isArray(value)) return value.map((each) => this.inTable(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [
      name, name === 'TableName' && typeof member === 'string' ? this.table.name : this.inTable(member),
    ]));
  }
}
