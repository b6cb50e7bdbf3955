import { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ApprovalRequest, Decision, nameOf, Vote } from './approval-request';

type Item = { readonly [attribute: string]: AttributeValue | undefined };

/**
 * The request that an item holds. Nothing is guessed: who may decide, and how many must, comes from here.
 *
 * @throws where an attribute is missing or of another type, with its name and not its value
 */
export function requestOf(item: Item): ApprovalRequest {
  const read = reader(item);
  return {
    id: read.text('id'),
    status: read.oneOf('status', ['PENDING', 'PASSED', 'APPROVED', 'REJECTED', 'TIMED_OUT']),
    round: read.number('round'),
    level: read.number('level'),
    levels: read.number('levels'),
    isLast: read.flag('isLast'),
    approvers: read.list('approvers').map((value) => nameOf(textOf(value, 'approvers'))),
    quorum: read.number('quorum'),
    rejection: read.oneOf('rejection', ['ENDS', 'COUNTS']),
    commentRequired: read.flag('commentRequired'),
    requester: nameOf(read.text('requester')),
    title: read.text('title'),
    summary: read.text('summary'),
    fields: read.list('fields').map((value) => {
      const field = reader(mapOf(value, 'fields'));
      return { label: field.text('label'), value: field.text('value') };
    }),
    votes: read.list('votes').map((value) => voteOf(mapOf(value, 'votes'))),
    version: read.number('version'),
    deadline: read.number('deadline'),
    execution: read.text('execution'),
    taskToken: item.taskToken === undefined ? undefined : read.text('taskToken'),
    decision: item.decision === undefined ? undefined : decisionOf(mapOf(item.decision, 'decision')),
    expiresAt: read.number('expiresAt'),
  };
}

function voteOf(item: Item): Vote {
  const read = reader(item);
  return {
    approver: nameOf(read.text('approver')),
    decision: read.oneOf('decision', ['APPROVED', 'REJECTED']),
    comment: read.text('comment'),
    at: read.text('at'),
    via: read.text('via'),
  };
}

function decisionOf(item: Item): Decision {
  const read = reader(item);
  return { decision: read.text('decision'), by: read.text('by'), at: read.text('at'), comment: read.text('comment'), reason: read.text('reason') };
}

interface Reader {
  text(name: string): string;
  number(name: string): number;
  flag(name: string): boolean;
  list(name: string): readonly AttributeValue[];
  oneOf<T extends string>(name: string, values: readonly T[]): T;
}

function reader(item: Item): Reader {
  const text = (name: string): string => textOf(item[name], name);
  return {
    text,
    number: (name) => {
      const value = Number(item[name]?.N);
      if (!Number.isSafeInteger(value)) throw missing(name);
      return value;
    },
    flag: (name) => item[name]?.BOOL ?? fail(name),
    list: (name) => item[name]?.L ?? fail(name),
    oneOf: (name, values) => values.find((value) => value === text(name)) ?? fail(name),
  };
}

function textOf(value: AttributeValue | undefined, name: string): string {
  return value?.S ?? fail(name);
}

function mapOf(value: AttributeValue, name: string): Item {
  return value.M ?? fail(name);
}

function fail(name: string): never {
  throw missing(name);
}

function missing(name: string): Error {
  return new Error(`the request item has no '${name}' of the right type`);
}
