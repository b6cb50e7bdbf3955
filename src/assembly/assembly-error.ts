/** What an assembly says that cannot be read: the message names the stack, the resource and the property. */
export class AssemblyError extends Error {
  constructor(where: string, problem: string) {
    super(where ? `${where}: ${problem}` : problem);
    this.name = 'AssemblyError';
  }
}
