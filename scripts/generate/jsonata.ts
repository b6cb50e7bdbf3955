// Makes the synchronous JSONata interpreter out of the one source file of the npm package jsonata.
// Each edit names how often its pattern must occur, so that another version of the package fails here
// instead of evaluating wrongly. docs/decisions/0020 says why this is built and not written.
import * as fs from 'node:fs';
import * as path from 'node:path';

interface Edit {
  readonly why: string;
  readonly find: RegExp;
  readonly replace: string;
  readonly times: number;
}

const EDITS: readonly Edit[] = [
  { why: 'functions return their value', find: /\basync (?=function|\()/g, replace: '', times: 46 },
  { why: 'nothing is waited for', find: /\bawait /g, replace: '', times: 104 },
  { why: 'a list of values is the values', find: /Promise\.all\(/g, replace: '(', times: 2 },
  { why: 'no value is a promise', find: /\s*if ?\(isPromise\((\w+)\)\) \{\s*\1 = \1;\s*\}/g, replace: '', times: 5 },
  { why: 'no value is a promise', find: /var isPromise = utils\.isPromise;/g, replace: '', times: 2 },
  {
    why: 'steps and depth are counted here instead of by callbacks that every evaluation looks up',
    find: /var entryCallback = environment\.lookup[\s\S]*?\n {8}\}\n/g,
    replace: 'if (++guard.steps > guard.maxSteps || ++guard.depth > guard.maxDepth) guard.trip();\n',
    times: 1,
  },
  {
    why: 'the counterpart of the entry guard',
    find: /var exitCallback = environment\.lookup[\s\S]*?\n {8}\}\n/g,
    replace: 'guard.depth--;\n',
    times: 1,
  },
  {
    why: 'frames are prototype-free tables: a variable may have any name, and a lookup is a loop',
    find: /function createFrame\(enclosingEnvironment\) \{[\s\S]*?return newFrame\n {4}\}/g,
    replace: 'function createFrame(enclosingEnvironment) {\n        return new Frame(enclosingEnvironment);\n    }',
    times: 1,
  },
  {
    why: 'the clock belongs to the caller',
    find: /function jsonata\(expr, options\) \{[\s\S]*?jsonata\.parser = parser;[^\n]*/g,
    replace: `staticFrame.bind('now', defineFunction(function(picture, timezone) {
        return datetime.fromMillis(host.now(), picture, timezone);
    }, '<s?s?:s>'));
    staticFrame.bind('millis', defineFunction(function() {
        return host.now();
    }, '<:n>'));
    var jsonata = { parser, evaluate, createFrame, staticFrame, defineFunction, populateMessage, isFunction, createSequence, guard, host };`,
    times: 1,
  },
  {
    why: 'only what the data itself holds is found, not what JavaScript objects inherit',
    find: /result = input\[key\];/g,
    replace: 'result = Object.hasOwn(input, key) ? input[key] : undefined;',
    times: 1,
  },
  { why: 'a group may have any name', find: /var groups = \{\};/g, replace: 'var groups = Object.create(null);', times: 1 },
  { why: 'a group may have any name', find: /groups\.hasOwnProperty\(key\)/g, replace: '(key in groups)', times: 1 },
  {
    why: 'a member may be named __proto__',
    find: /var \[key, value\] = generator;\s*if\(typeof value !== 'undefined'\) \{\s*result\[key\] = value;/g,
    replace: "var [key, value] = generator;\n            if(typeof value !== 'undefined') {\n                setMember(result, key, value);",
    times: 1,
  },
  { why: 'the data of the caller is never written to', find: /input\.push\(undefined\);/g, replace: 'input = createSequence(undefined);', times: 1 },
  { why: 'the clock belongs to the caller', find: /this\.environment\.timestamp/g, replace: 'new Date(host.now())', times: 1 },
  {
    why: 'a timestamp without a zone is UTC wherever it is evaluated',
    find: /return Date\.parse\(timestamp\);/g,
    replace: "return Date.parse(/T.*(Z|[+-]\\d\\d:?\\d\\d)$/.test(timestamp) || !timestamp.includes('T') ? timestamp : timestamp + 'Z');",
    times: 1,
  },
  {
    why: 'the data of the caller is never written to',
    find: /resultSequence\.keepSingleton = true;/g,
    replace: 'if (resultSequence && resultSequence.sequence) resultSequence.keepSingleton = true;',
    times: 1,
  },
  { why: 'the engine of regular expressions is the platform', find: /jsonata\.RegexEngine/g, replace: 'RegExp', times: 1 },
  { why: 'randomness belongs to the caller', find: /Math\.random\(\)/g, replace: 'host.random()', times: 2 },
  {
    why: 'merging in a loop: the recursive form overflows the stack on a few thousand items and copies quadratically',
    find: /var merge_iter = function \(result, left, right\) \{[\s\S]*?merge_iter\(merged, l, r\);/g,
    replace: `var merged = [];
            var i = 0;
            var j = 0;
            while (i < l.length && j < r.length) {
                if (comp(l[i], r[j])) {
                    merged.push(r[j++]);
                } else {
                    merged.push(l[i++]);
                }
            }
            while (i < l.length) merged.push(l[i++]);
            while (j < r.length) merged.push(r[j++]);`,
    times: 1,
  },
];

/** What the edited modules share: the guard against endless evaluation, the caller's clock and randomness, frames. */
const RUNTIME = `
const guard = {
  steps: 0,
  depth: 0,
  maxSteps: Infinity,
  maxDepth: Infinity,
  trip() {
    throw {
      code: 'U1001',
      message: guard.depth > guard.maxDepth
        ? 'Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive.'
        : 'Expression evaluation timeout: Check for infinite loop',
    };
  },
};
const host = {
  services: undefined,
  now: () => host.services.now(),
  random: () => host.services.random(),
  uuid: () => host.services.uuid(),
};
function setMember(target, key, value) {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
class Frame {
  constructor(parent) {
    this.parent = parent;
    this.values = Object.create(null);
    this.global = parent ? parent.global : { ancestry: [null] };
  }
  bind(name, value) {
    this.values[name] = value;
  }
  lookup(name) {
    for (let frame = this; frame; frame = frame.parent) {
      if (name in frame.values) return frame.values[name];
    }
    return undefined;
  }
}
`;

export function synchronous(source: string): string {
  let text = source;
  for (const edit of EDITS) {
    const found = text.match(edit.find)?.length ?? 0;
    if (found !== edit.times) throw new Error(`jsonata: expected ${edit.times} places for '${edit.why}', found ${found}: is this version 2.0.6?`);
    text = text.replace(edit.find, () => edit.replace);
  }
  return text;
}

/** The modules of the browserify bundle, without the wrapper that looks for a global to attach itself to. */
function modulesOf(bundle: string): string {
  const start = bundle.indexOf('({1:[function(require,module,exports){');
  const end = bundle.lastIndexOf('},{},[3])(3)');
  if (start < 0 || end < 0) throw new Error('jsonata: the bundle has another shape than that of version 2.0.6');
  return bundle.slice(start + 1, end + 1);
}

export function generate(): void {
  const dir = path.dirname(require.resolve('jsonata/package.json'));
  const { version } = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) as { version: string };
  if (version !== '2.0.6') throw new Error(`jsonata: version ${version} is installed, 2.0.6 is what AWS documents`);
  const licence = fs.readFileSync(path.join(dir, 'LICENSE'), 'utf8').trim();
  const out = path.join(__dirname, '../../src/asl/jsonata/generated');
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(path.join(out, 'interpreter.ts'), `// @ts-nocheck
/*!
 * Made from jsonata ${version} by scripts/generate/jsonata.ts: evaluation is synchronous. Do not edit.
 * https://github.com/jsonata-js/jsonata
 *
${licence.split('\n').map((line) => ` * ${line}`.trimEnd()).join('\n')}
 */
/* eslint-disable */
${RUNTIME}
const modules: any = ${modulesOf(synchronous(fs.readFileSync(path.join(dir, 'jsonata.js'), 'utf8')))};
const loaded: any = {};
function load(id: any): any {
  if (!loaded[id]) {
    const module = loaded[id] = { exports: {} as any };
    modules[id][0]((name: string) => load(modules[id][1][name]), module, module.exports);
  }
  return loaded[id].exports;
}

/** The parts of the interpreter: typed in ../interpreter.ts. */
export const parts: any = load(3);
`);
}
