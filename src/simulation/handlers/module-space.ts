import * as fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import * as path from 'node:path';

/** What a handler's `require` finds besides its own files. */
export interface ModuleSpaceOptions {
  /** Folder of the function's code. */
  readonly root: string;
  /** Name of the function, for errors. */
  readonly functionName: string;
  /** Modules given by hand, by name. */
  readonly modules: Readonly<Record<string, unknown>>;
  /** Folders of its layers (`/opt` on Lambda). */
  readonly layers: readonly string[];
}

interface LoadedModule {
  exports: unknown;
}

/** The module is an ES module, which this Node.js cannot load synchronously. */
const NOT_COMMONJS = /Cannot use import statement|Unexpected token 'export'|ERR_REQUIRE_ESM|ERR_REQUIRE_ASYNC_MODULE|require\(\) of ES Module/;

/**
 * The modules of one function: its own files are loaded once for it alone, with its own environment, as a container
 * of Lambda does; packages come from the function's folder, its layers, or the project that runs the simulation.
 */
export class ModuleSpace {
  private readonly loaded = new Map<string, LoadedModule>();

  constructor(private readonly options: ModuleSpaceOptions) {}

  /** The file of a module without its extension, `undefined` where there is none. */
  public find(base: string): string | undefined {
    return ['', '.js', '.cjs', '.mjs', '.json', `${path.sep}index.js`]
      .map((extension) => `${base}${extension}`)
      .find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  }

  /** Loads a file of the function. */
  public load(file: string): unknown {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const module: LoadedModule = { exports: {} };
    this.loaded.set(file, module);
    try {
      (LOADERS.get(path.extname(file)) ?? this.loadCommonJs).call(this, file, module);
    } catch (error) {
      this.loaded.delete(file);
      throw error;
    }
    return module.exports;
  }

  /** Runs code that is no file (a function's inline code). */
  public run(source: string, file: string, module: LoadedModule): void {
    // made in this realm, so that `process`, `Error` and mocked packages are the ones of the test
    const code = new Function('exports', 'require', 'module', '__filename', '__dirname', `${source.replace(/^#!.*/, '')}\n//# sourceURL=${file}`);
    code.call(module.exports, module.exports, (name: string) => this.require(name, path.dirname(file)), module, file, path.dirname(file));
  }

  /** Loads a file that is no CommonJS. @throws UnsupportedCode this Node.js cannot */
  public loadEsModule(file: string, module: LoadedModule): void {
    try {
      module.exports = createRequire(file)(file);
    } catch (error) {
      throw new UnsupportedCode(`'${path.basename(file)}' is an ES module, which cannot be loaded here (${firstLine(error)}): bundle the function as CommonJS, or give the handler to Mock.handler`);
    }
  }

  private loadCommonJs(file: string, module: LoadedModule): void {
    const source = fs.readFileSync(file, 'utf8');
    try {
      this.run(source, file, module);
    } catch (error) {
      if (!(error instanceof SyntaxError) || !NOT_COMMONJS.test(error.message)) throw error;
      this.loadEsModule(file, module);
    }
  }

  private require(name: string, from: string): unknown {
    if (Object.hasOwn(this.options.modules, name)) return this.options.modules[name];
    if (isBuiltin(name)) return createRequire(path.join(this.options.root, 'index.js'))(name);
    if (/^\.{0,2}\//.test(name) || name === '.' || name === '..') {
      const file = this.find(path.resolve(from, name));
      if (file === undefined) throw notFound(name, from);
      return this.load(file);
    }
    return this.requirePackage(name, from);
  }

  /** A package from the function's own folder or a layer, else the project's: there mocks of the test runner apply. */
  private requirePackage(name: string, from: string): unknown {
    const folder = name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
    const holders = [...foldersUpTo(from, this.options.root), ...this.options.layers.map((layer) => path.join(layer, 'nodejs'))];
    const holder = holders.find((one) => fs.existsSync(path.join(one, 'node_modules', folder))) ?? process.cwd();
    const require = createRequire(path.join(holder, 'index.js'));
    try {
      require.resolve(name);
    } catch {
      throw new UnsupportedCode(`it needs '${name}', which is neither in its code nor in this project: install it as a dev dependency, or give a stand-in in 'modules'`);
    }
    return require(name);
  }
}

/** Code that cannot be run in process: no fault of the function, so the run stops instead of failing a task. */
export class UnsupportedCode extends Error {}

const LOADERS = new Map<string, (this: ModuleSpace, file: string, module: LoadedModule) => void>([
  ['.json', (file, module) => { module.exports = JSON.parse(fs.readFileSync(file, 'utf8')) as unknown; }],
  ['.node', (file, module) => { module.exports = createRequire(file)(file) as unknown; }],
  ['.mjs', function (file, module) { this.loadEsModule(file, module); }],
]);

function foldersUpTo(from: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = from; folder.startsWith(root); folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === root) break;
  }
  return folders;
}

function notFound(name: string, from: string): Error {
  return Object.assign(new Error(`Cannot find module '${name}' from '${from}'`), { code: 'MODULE_NOT_FOUND' });
}

function firstLine(error: unknown): string {
  return String((error as Error).message ?? error).split('\n')[0];
}
