/**
 * Writes docs/supported-asl.md from the registries of the language, so that it cannot say what is not so.
 *
 * usage: tsx --tsconfig test/tsconfig.json scripts/docs/supported-asl.ts
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DIFFERENCES } from './differences';
import { choiceOperators } from '../../src/asl/choice/registry';
import { intrinsics } from '../../src/asl/intrinsics/registry';
import { DEEPEST_DEFINITION, definitionFields, LARGEST_DEFINITION } from '../../src/asl/parse';
import { Fields } from '../../src/asl/parsing/fields';
import { catcherFields } from '../../src/asl/parsing/kinds/catchers';
import { branchFields } from '../../src/asl/parsing/kinds/choices';
import { itemBatcherFields } from '../../src/asl/parsing/kinds/item-batcher';
import { itemReaderFields, readerConfigFields } from '../../src/asl/parsing/kinds/item-reader';
import { resultWriterFields, writerConfigFields } from '../../src/asl/parsing/kinds/result-writer';
import { retrierFields } from '../../src/asl/parsing/kinds/retriers';
import { configFields, processorFields } from '../../src/asl/parsing/kinds/scopes';
import { LONGEST_NAME } from '../../src/asl/parsing/scope';
import { comparisonNames } from '../../src/asl/paths/filter-operators';
import { pathFunctionNames } from '../../src/asl/paths/functions';
import { stateType, stateTypeNames } from '../../src/asl/states';
import { everyState } from '../../src/asl/states/common';

const FILE = path.join(__dirname, '..', '..', 'docs', 'supported-asl.md');

/** What is refused though it may look like the language, and why. */
const REFUSED: ReadonlyArray<readonly [string, string]> = [
  ['any field that is not listed here', 'AWS refuses unknown fields; the message names the closest known one'],
  ['a field of the other query language', 'JSONPath fields in JSONata states, and the other way round'],
  ['`QueryLanguage: JSONPath` on a state of a JSONata definition', 'AWS lets states opt into JSONata, not out of it'],
  ['states that nothing leads to, names that lead nowhere', '`MISSING_TRANSITION_TARGET`'],
  ['a scope in which no state ends', '`MISSING_END_STATE`'],
  ['two states of one name, in whatever scopes', '`DUPLICATE_STATE_NAME`'],
  ['`States.ALL` beside other names, or before the last entry', 'the Amazon States Language'],
  ['`.sync`, `.waitForTaskToken`, activities and Distributed Maps in Express', 'service limits; where the type of the workflow is known'],
  ['`ItemReader`, `ItemBatcher`, `ResultWriter` in an inline Map', 'only a Distributed Map has them'],
  ['wildcards, slices, filters, deep scans and functions in `ResultPath`', 'it names one place'],
  ['deep merge in `States.JsonMerge`', 'AWS has the top level alone: the third argument must be false'],
];

function table(fields: Fields): string {
  const rows = Object.entries(fields).map(([name, { kind, language, required }]) =>
    `| \`${name}\` | ${language ?? 'both'} | ${required ? 'yes' : ''} | ${kind.expects.replace(/\|/g, '\\|')} |`);
  return ['| field | language | required | value |', '|---|---|---|---|', ...rows].join('\n');
}

/** The text of docs/supported-asl.md. */
export function supportedAsl(): string {
  const objects: ReadonlyArray<readonly [string, Fields]> = [
    ['an entry of `Retry`', retrierFields], ['an entry of `Catch`', catcherFields], ['an entry of `Choices`, beside its comparison', branchFields],
    ['`ItemProcessor` and `Iterator`', processorFields], ['`ProcessorConfig`', configFields], ['`ItemReader`', itemReaderFields],
    ['`ReaderConfig`', readerConfigFields], ['`ItemBatcher`', itemBatcherFields], ['`ResultWriter`', resultWriterFields], ['`WriterConfig`', writerConfigFields],
  ];
  return `${[
    '# The Amazon States Language, as it is supported',
    '<!-- written by scripts/docs/supported-asl.ts from the registries of src/asl; a test holds it to them -->',
    'Every field of the language, and what is refused. Substitutions `${…}` of deployment tools may stand in any text, and in place of a number.',
    '## The definition', table(definitionFields),
    `A definition has at most ${LARGEST_DEFINITION} bytes and nests at most ${DEEPEST_DEFINITION} levels deep; the name of a state has at most ${LONGEST_NAME} characters.`,
    '## Fields of every state', table(everyState),
    ...stateTypeNames().flatMap((name) => [`## ${name}`, table(stateType(name)!.fields)]),
    ...objects.flatMap(([name, fields]) => [`## Fields of ${name}`, table(fields)]),
    '## Choice rules in JSONPath',
    '`And`, `Or` and `Not` combine rules. A comparison has `Variable` and one of:',
    ['| operator | given | with a path |', '|---|---|---|', ...[...choiceOperators.values()].map((each) =>
      `| \`${each.name}\` | ${each.takes} | ${each.path ? `\`${each.name}Path\`` : ''} |`)].join('\n'),
    '## Intrinsic functions',
    ['| function | arguments |', '|---|---|', ...[...intrinsics.values()].map(({ name, arguments: [least, most] }) =>
      `| \`${name}\` | ${least === most ? least : most === Infinity ? `${least} or more` : `${least} to ${most}`} |`)].join('\n'),
    '## Paths',
    'Names, indexes (from the end too), lists of names and of indexes, slices, `*`, `..`, filters, functions; `$` is the data, `$$` the context object, `$name` a variable.',
    `Filters compare with ${comparisonNames.map((name) => `\`${name}\``).join(', ').replace(/\|/g, '\\|')}, combine with \`&&\`, \`||\`, \`!\` and parentheses, and ask whether a path leads anywhere.`,
    `Functions: ${pathFunctionNames.map((name) => `\`${name}()\``).join(', ')}.`,
    '## JSONata',
    'JSONata 2.0.6 without `$eval`, with `$parse`, `$partition`, `$range`, `$hash`, `$random` and `$uuid`; `$states.input`, `$states.result`, `$states.errorOutput`, `$states.context`, and variables.',
    '## Refused by name',
    ['| what | why |', '|---|---|', ...REFUSED.map(([what, why]) => `| ${what} | ${why} |`)].join('\n'),
    '## Where the simulator is known to differ from AWS',
    ['| what | how it differs, and why |', '|---|---|', ...DIFFERENCES.map(([what, why]) => `| ${what} | ${why} |`)].join('\n'),
  ].join('\n\n')}\n`;
}

if (require.main === module) fs.writeFileSync(FILE, supportedAsl());
