import { AsyncLocalStorage } from 'node:async_hooks';

type Environment = Record<string, string | undefined>;

const CURRENT = new AsyncLocalStorage<Environment>();
let inUse = 0;
let real: NodeJS.ProcessEnv;

/**
 * Runs code that sees `environment` as `process.env`, also in what it does later, asynchronously.
 * Code around it goes on seeing the process's own.
 */
export function withEnvironment<T>(environment: Environment, code: () => T): T {
  enter();
  let result: T;
  try {
    result = CURRENT.run(environment, code);
  } catch (error) {
    leave();
    throw error;
  }
  if (isPromise(result)) {
    void result.then(leave, leave);
  } else {
    leave();
  }
  return result;
}

/** Whether a value is a promise of any library. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

function enter(): void {
  if (inUse++ > 0) return;
  real = process.env;
  process.env = new Proxy(real, HANDLER);
}

function leave(): void {
  if (--inUse === 0) process.env = real;
}

const seen = (own: object): Environment => CURRENT.getStore() ?? own as Environment;

const HANDLER: ProxyHandler<NodeJS.ProcessEnv> = {
  get: (own, key) => seen(own)[key as string],
  set: (own, key, value) => {
    seen(own)[key as string] = String(value);
    return true;
  },
  has: (own, key) => key in seen(own),
  deleteProperty: (own, key) => delete seen(own)[key as string],
  ownKeys: (own) => Reflect.ownKeys(seen(own)),
  getOwnPropertyDescriptor: (own, key) => {
    const value = seen(own)[key as string];
    return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
  },
};
