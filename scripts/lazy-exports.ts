// Rewrites the barrels of lib/ so that what they export loads when it is first asked for: `require('cdk-stepwise')` then costs
// next to nothing, and an app that only synthesizes never loads the simulator. Runs after each compilation.
import * as fs from 'node:fs';
import * as path from 'node:path';

const lib = path.join(__dirname, '../lib');
const barrels = ['index.js', 'workflow/index.js', 'workflow/steps/index.js', 'workflow/triggers/index.js', 'patterns/index.js', 'simulation/index.js'];

const MEMBERS = /^__exportStar\(require\("(.+)"\), exports\);$/;
const NAMESPACE = /^exports\.(\w+) = (?:__importStar\()?require\("(.+)"\)\)?;$/;
const HELPERS = /^(?:"use strict"|var __\w+ = |Object\.defineProperty\(exports, "__esModule"|exports\.\w+ = void 0)/;

interface Export { readonly name: string; readonly from: string; readonly whole: boolean }

function exportsOf(file: string): Export[] {
  const text = fs.readFileSync(file, 'utf8');
  return text.split('\n').flatMap((line): Export[] => {
    const members = MEMBERS.exec(line);
    const load = (from: string): object => module.require(path.resolve(path.dirname(file), from)) as object;
    if (members) return Object.keys(load(members[1])).map((name) => ({ name, from: members[1], whole: false }));
    const namespace = NAMESPACE.exec(line);
    if (namespace) return [{ name: namespace[1], from: namespace[2], whole: true }];
    // what a barrel holds besides exports would be lost
    if (/^exports\.|require\(/.test(line) && !HELPERS.test(line)) throw new Error(`${file}: '${line}' is no export that can be made lazy`);
    return [];
  });
}

function lazy(exported: readonly Export[]): string {
  const names = exported.map(({ name }) => `exports.${name} = void 0;`); // what tells the names to an ES module that imports this one
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    ...names,
    'const lazy = (name, load) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get() {',
    '  const value = load();',
    '  Object.defineProperty(exports, name, { enumerable: true, configurable: true, value });',
    '  return value;',
    '} });',
    ...exported.map(({ name, from, whole }) => `lazy(${JSON.stringify(name)}, () => require(${JSON.stringify(from)})${whole ? '' : `.${name}`});`),
    '',
  ].join('\n');
}

const rewritten = barrels.map((barrel) => path.join(lib, barrel)).filter((file) => fs.existsSync(file) && !fs.readFileSync(file, 'utf8').includes('const lazy ='))
  .map((file) => ({ file, text: lazy(exportsOf(file)) }));
for (const { file, text } of rewritten) fs.writeFileSync(file, text);
