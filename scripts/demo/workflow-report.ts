import { aws_cloudwatch as cloudwatch, App } from 'aws-cdk-lib';
import { constructIdOf } from './construct-id';
import { cut, table, WIDTH } from './terminal';
import { TriggerResources, Workflow } from '../../src';
import { walkStates } from '../../src/asl';
import { Assembly, StatementModel, WorkflowModel } from '../../src/assembly';

/** The table of one workflow. */
export function workflowReport(app: App, assembly: Assembly, model: WorkflowModel, findings: readonly string[]): string {
  const workflow = constructOf(app, model);
  const around = workflow.node.scope!.node.findAll();
  const triggers = around.filter((child): child is TriggerResources => child instanceof TriggerResources && child.workflow === workflow);
  const alarms = around.filter((child): child is cloudwatch.Alarm => child instanceof cloudwatch.Alarm);
  return table(`${model.stackName} / ${model.name}`, [
    ['type', [typeOf(model)]],
    ['states', [statesOf(model)]],
    ['triggers', orNone(triggers.map(({ summary }) => summary))],
    ['log group', orNone(model.logging.logGroupArns.map((arn) => `${/log-group:([^:]*)/.exec(arn)?.[1] ?? arn} (${model.logging.level})`))],
    ['alarms', orNone([alarms.map((alarm) => pathWithin(workflow.node.scope!.node.path, alarm.node.path)).join(', ')])],
    ['role', orNone(model.roleStatements.map((statement) => statementLine(statement, assembly)))],
    ['validator', findings.length === 0 ? ['no findings'] : findings],
  ]);
}

const INDENT = 'log group'.length + 4;

function constructOf(app: App, model: WorkflowModel): Workflow {
  const workflow = app.node.findAll().find((child): child is Workflow => child instanceof Workflow && model.constructPath!.startsWith(`${child.node.path}/`));
  if (!workflow) throw new Error(`${model.constructPath} is not inside a Workflow; the examples show nothing else`);
  return workflow;
}

function typeOf(model: WorkflowModel): string {
  const { timeoutSeconds, queryLanguage } = model.definition;
  return `${model.type}, ${queryLanguage}, ${timeoutSeconds === undefined ? 'without a timeout' : `times out after ${duration(Number(timeoutSeconds))}`}`;
}

function statesOf(model: WorkflowModel): string {
  const counts = new Map<string, number>();
  walkStates(model.definition, ({ type }) => { counts.set(type, (counts.get(type) ?? 0) + 1); });
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return `${total}: ${[...counts].sort(([, a], [, b]) => b - a).map(([type, count]) => `${count} ${type}`).join(', ')}`;
}

/** `allow dynamodb:PutItem,UpdateItem on Inventory when aws:…`: one service's name stands once, and what does not fit in a line is counted. */
function statementLine(statement: StatementModel, assembly: Assembly): string {
  const { effect, actions = [], resources = [], conditions } = statement;
  const services = [...new Set(actions.map((action) => action.split(':')[0]))];
  const what = services.map((service) => `${service}:${some(actions.filter((action) => action.startsWith(`${service}:`)).map((action) => action.split(':')[1]), 30)}`);
  const when = conditions ? ` when ${Object.values(conditions).flatMap((tests) => Object.keys(tests as object)).join(', ')}` : '';
  const start = `${effect.toLowerCase()} ${what.join(' ')} on `;
  return cut(`${start}${some(resources.map((arn) => nameOf(arn, assembly)), WIDTH - INDENT - start.length - when.length)}${when}`, WIDTH - INDENT);
}

/** As many as have room, and how many more there are. */
function some(names: readonly string[], width: number): string {
  for (let shown = names.length; shown > 1; shown--) {
    const rest = names.length - shown;
    const text = names.slice(0, shown).join(', ') + (rest > 0 ? ` +${rest}` : '');
    if (text.length <= width) return text;
  }
  return names.length > 1 ? `${names[0]} +${names.length - 1}` : names.join();
}

/** What an ARN names, by its construct; one of another app by what it does not share with all ARNs. */
function nameOf(arn: string, assembly: Assembly): string {
  const id = constructIdOf(arn, assembly);
  return id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id;
}

function pathWithin(scope: string, path: string): string {
  return path.startsWith(`${scope}/`) ? path.slice(scope.length + 1) : path;
}

function duration(seconds: number): string {
  const units: [string, number][] = [['day', 86_400], ['hour', 3600], ['minute', 60]];
  const [name, size] = units.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  return `${seconds / size} ${name}${seconds === size ? '' : 's'}`;
}

function orNone(lines: readonly string[]): readonly string[] {
  const named = lines.filter((line) => line !== '');
  return named.length > 0 ? named : ['none'];
}
