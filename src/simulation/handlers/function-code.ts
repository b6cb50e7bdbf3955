import * as fs from 'node:fs';
import { ModuleSpace, UnsupportedCode } from './module-space';
import { isObject, type Json } from '../../asl';
import type { ResourceModel } from '../../assembly';

/** How a function's code is loaded. */
export interface CodeOptions {
  readonly modules: Readonly<Record<string, unknown>>;
  readonly layers: readonly string[];
}

/** A handler, as Lambda calls it. */
export type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => unknown;

/** What Lambda answers where it cannot start a function's code. */
export class InitFailure extends Error {
  constructor(public readonly errorType: string, message: string) {
    super(message);
  }
}

/**
 * Loads the handler of a Node.js function.
 *
 * @throws UnsupportedCode it cannot be run in process: another runtime, an image, an archive
 * @throws InitFailure what Lambda would answer: no such file, no such export
 */
export function loadHandler(resource: ResourceModel, options: CodeOptions): Handler {
  const { Runtime, Handler: handlerName, Code, PackageType } = resource.properties;
  if (PackageType === 'Image') throw new UnsupportedCode('it is a container image: give its handler to Mock.handler, or mock what it answers');
  if (typeof Runtime !== 'string' || !Runtime.startsWith('nodejs')) {
    throw new UnsupportedCode(`its runtime is '${String(Runtime)}', only Node.js functions run in process: mock what it answers, or give a handler to Mock.handler`);
  }
  const [, moduleName, exportName] = /^(.*)\.([^./]+)$/.exec(String(handlerName)) ?? [];
  if (moduleName === undefined) throw new InitFailure('Runtime.MalformedHandlerName', 'Bad handler');
  const exports = isObject(Code) && typeof Code.ZipFile === 'string'
    ? loadInline(Code.ZipFile, moduleName, resource, options)
    : loadAsset(Code, moduleName, resource, options);
  const handler = exportName.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], exports);
  if (typeof handler !== 'function') throw new InitFailure('Runtime.HandlerNotFound', `${String(handlerName)} is undefined or not exported`);
  return handler as Handler;
}

/** Inline code is the file `index.js`. */
function loadInline(source: string, moduleName: string, resource: ResourceModel, options: CodeOptions): unknown {
  const root = '/var/task';
  if (moduleName !== 'index') throw new InitFailure('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  const space = new ModuleSpace({ ...options, root, functionName: resource.name });
  const module = { exports: {} };
  space.run(source, `${root}/index.js`, module);
  return module.exports;
}

function loadAsset(code: Json | undefined, moduleName: string, resource: ResourceModel, options: CodeOptions): unknown {
  const key = isObject(code) ? code.S3Key : undefined;
  const root = typeof key === 'string' ? resource.assetPath(key) : undefined;
  if (root === undefined || !fs.existsSync(root)) {
    throw new UnsupportedCode(`its code (${JSON.stringify(code)}) is not an asset of the assembly: mock what it answers, or give a handler to Mock.handler`);
  }
  if (!fs.statSync(root).isDirectory()) throw new UnsupportedCode(`its code is the archive '${root}': give the folder as its asset, or a handler to Mock.handler`);
  const space = new ModuleSpace({ ...options, root, functionName: resource.name });
  const file = space.find(`${root}/${moduleName}`);
  if (file === undefined) throw new InitFailure('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  return space.load(file);
}
