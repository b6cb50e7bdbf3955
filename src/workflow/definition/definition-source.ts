import { readFileSync } from 'fs';
import { aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { Step } from '../step';
import { WORKFLOW_DEFAULTS } from '../workflow-defaults';
import { renderGivenResultWriters } from './result-writer-flag';
import { stepChain } from './step-chain';
import { substitute } from './substitutions';

/** The props that say what runs. */
export interface DefinitionProps {
  readonly steps?: Step[];
  readonly definition?: sfn.IChainable;
  readonly definitionBody?: sfn.DefinitionBody;
  readonly definitionSubstitutions?: { readonly [name: string]: string };
  readonly workflowType?: sfn.StateMachineType;
  readonly queryLanguage?: sfn.QueryLanguage;
  readonly timeout?: Duration;
  readonly comment?: string;
}

/** The definition as JSON, token markers included; nothing when the props do not say what runs (`checks` then has it). */
export function renderDefinition(
  scope: Construct, props: DefinitionProps, defaultTimeout: Duration, checks: PropChecks,
): Record<string, unknown> | undefined {
  const given = (['steps', 'definition', 'definitionBody'] as const).filter((prop) => props[prop] !== undefined);
  if (given.length !== 1) {
    checks.add('definition', given.length === 0 ? undefined : given, 'give exactly one of steps, definition and definitionBody');
    return undefined;
  }
  const body = props.definitionBody;
  const chain = body instanceof sfn.ChainDefinitionBody ? body.chainable
    : props.definition ?? (props.steps && stepChain(scope, props.steps, props.workflowType, checks));
  if (chain !== undefined) return fromChain(chain, props, defaultTimeout, checks);
  if (body === undefined) return undefined;
  if (props.queryLanguage !== undefined) {
    checks.add('queryLanguage', props.queryLanguage, 'leave it out: a string or file definition says its language in its own QueryLanguage field');
  }
  const text = textOf(body, checks);
  return text === undefined ? undefined : fromText(text, props, defaultTimeout, checks);
}

function fromChain(
  chain: sfn.IChainable, props: DefinitionProps, defaultTimeout: Duration, checks: PropChecks,
): Record<string, unknown> | undefined {
  checkNoSubstitutions(props, checks);
  renderGivenResultWriters(Stack.of(chain.startState));
  const language = props.queryLanguage ?? WORKFLOW_DEFAULTS.queryLanguage;
  try {
    const graph = new sfn.StateGraph(chain.startState, 'the definition');
    graph.timeout = usable(props.timeout) ?? defaultTimeout;
    return { ...graph.toGraphJson(language), Comment: props.comment, QueryLanguage: language };
  } catch (error) {
    checks.merge([`definition: ${(error as Error).message}`]);
    return undefined;
  }
}

function fromText(text: string, props: DefinitionProps, defaultTimeout: Duration, checks: PropChecks): Record<string, unknown> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(substitute(text, props.definitionSubstitutions ?? {}, checks));
  } catch (error) {
    checks.merge([`definitionBody: not JSON (${(error as Error).message}); give the Amazon States Language text that JSON.stringify makes`]);
    return undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    checks.add('definitionBody', json, 'give one JSON object with StartAt and States');
    return undefined;
  }
  const said = json as Record<string, unknown>;
  return {
    ...said,
    TimeoutSeconds: usable(props.timeout)?.toSeconds() ?? said.TimeoutSeconds ?? defaultTimeout.toSeconds(),
    Comment: props.comment ?? said.Comment,
  };
}

/** A timeout that is no whole number of seconds is reported with the props: the definition is then read without it. */
function usable(timeout: Duration | undefined): Duration | undefined {
  if (timeout === undefined || timeout.isUnresolved()) return timeout;
  const seconds = timeout.toSeconds({ integral: false });
  return Number.isInteger(seconds) && seconds > 0 ? timeout : undefined;
}

function textOf(body: sfn.DefinitionBody, checks: PropChecks): string | undefined {
  if (body instanceof sfn.StringDefinitionBody) return body.body;
  if (!(body instanceof sfn.FileDefinitionBody)) {
    checks.add('definitionBody', body.constructor.name, 'give DefinitionBody.fromString, fromFile or fromChainable');
    return undefined;
  }
  try {
    return readFileSync(body.path, 'utf8');
  } catch (error) {
    checks.merge([`definitionBody: cannot read the file '${body.path}' (${(error as Error).message}); give the path of a JSON file`]);
    return undefined;
  }
}

function checkNoSubstitutions(props: DefinitionProps, checks: PropChecks): void {
  if (props.definitionSubstitutions === undefined) return;
  checks.add('definitionSubstitutions', Object.keys(props.definitionSubstitutions),
    'leave it out: only string and file definitions have places to fill, states take values directly');
}
