// Every TypeScript example of the documentation compiles and runs. An example stands in rosetta/default.ts-fixture,
// at the place of `/// here`, unless its fence says `ts nofixture`: then it is whole.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import * as ts from 'typescript';

const root = path.join(__dirname, '../..');
const fixture = fs.readFileSync(path.join(root, 'rosetta/default.ts-fixture'), 'utf8');

interface Example { readonly name: string; readonly file: string; readonly source: string; readonly lines: number; readonly whole: boolean }

function documents(dir: string): string[] {
  return fs.readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('cdk.out') ? [] : documents(file);
    return entry.name.endsWith('.md') ? [file] : [];
  });
}

const examples: Example[] = ['README.md', ...['docs', 'src', 'examples/typescript'].flatMap(documents)].flatMap((document) => {
  const blocks = [...fs.readFileSync(path.join(root, document), 'utf8').matchAll(/^```(ts|typescript)( nofixture)?\n(.*?)^```/gms)];
  return blocks.map(([, , nofixture, code], i): Example => ({
    name: `${document} example ${i + 1}`,
    file: path.join(root, 'test/docs', `${document.replace(/\W+/g, '-')}-${i + 1}.ts`),
    source: nofixture ? code : fixture.replace('/// here', () => code),
    lines: code.trim().split('\n').length,
    whole: !!nofixture,
  }));
});

function typeErrors(): Map<string, string[]> {
  const { config } = ts.readConfigFile(path.join(root, 'test/tsconfig.json'), ts.sys.readFile);
  const project = ts.parseJsonConfigFileContent(config, ts.sys, path.join(root, 'test')).options;
  const options = { ...project, noUnusedLocals: false, paths: { ...project.paths, 'cdk-stepwise/lib/*': ['../src/*'] } };
  const host = ts.createCompilerHost(options);
  const sources = new Map(examples.map(({ file, source }) => [file, source]));
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, language) => sources.has(file)
    ? ts.createSourceFile(file, sources.get(file)!, language)
    : getSourceFile.call(host, file, language);
  const program = ts.createProgram([...sources.keys(), path.join(root, 'node_modules/@types/jest/index.d.ts')], options, host);
  const errors = new Map<string, string[]>();
  for (const file of sources.keys()) {
    const source = program.getSourceFile(file)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    errors.set(file, found.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n')));
  }
  return errors;
}

async function run(example: Example): Promise<void> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(example.source, { compilerOptions });
  const module = { exports: {} as Record<string, new (app: App, id: string) => unknown> };
  const load = (id: string): unknown => jest.requireActual(id === 'cdk-stepwise' ? '../../src' : id.replace(/^cdk-stepwise\/lib\//, '../../src/'));
  const tests: unknown[] = [];
  const inline = (_: string, body: () => unknown) => tests.push(body());
  const resolving = Object.assign(load, { resolve: (id: string) => require.resolve(id) });
  new Function('require', 'module', 'exports', 'test', 'it', '__dirname', outputText)(resolving, module, module.exports, inline, inline, __dirname);
  await Promise.all(tests);
  if (example.whole) return;
  const app = new App();
  new module.exports.ExampleStack(app, 'Example');
  app.synth(); // what a definition or a role lacks is told at synthesis
}

test('the README opens with a complete example of at most 20 lines', () => {
  const [first] = examples;
  expect(first.name).toBe('README.md example 1');
  expect(first.whole).toBe(true);
  expect(first.lines).toBeLessThanOrEqual(20);
});

const rooms = fs.readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(rooms)('the room src/$name has an example', ({ name }) => {
  expect(examples.map((example) => example.name)).toContainEqual(expect.stringContaining(`src/${name}/`));
});

describe('compiles', () => {
  const errors = typeErrors();
  test.each(examples)('$name', ({ file }) => expect(errors.get(file)).toEqual([]));
});

describe('runs', () => {
  const home = process.cwd();
  beforeAll(() => process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'examples-')))); // where files of examples go
  afterAll(() => process.chdir(home));

  test.each(examples)('$name', (example) => run(example));
});
