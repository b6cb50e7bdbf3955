/** How the lines that set mocks are written in a language. */
interface Dialect {
  /** what the jsii runtime of the language calls itself in `JSII_AGENT` */
  readonly agent: string;
  /** a method's name, from the one in TypeScript */
  readonly method: (name: string) => string;
  /** a text, where the language knows that it is one */
  readonly text: (text: string) => string;
  /** a text, where anything may stand */
  readonly anything: (text: string) => string;
  /** a mock that returns an empty object */
  readonly returnsEmpty: string;
}

const single = (text: string) => `'${text}'`;
const double = (text: string) => `"${text}"`;
const capital = (name: string) => name[0].toUpperCase() + name.slice(1);

const TYPESCRIPT: Dialect = { agent: '', method: (name) => name, text: single, anything: single, returnsEmpty: 'simulation.Mock.returns({})' };

const DIALECTS: readonly Dialect[] = [
  { ...TYPESCRIPT, agent: 'Python/', method: (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) },
  { agent: 'Java/', method: (name) => name, text: double, anything: double, returnsEmpty: 'Mock.returns(Map.of())' },
  { agent: 'go', method: capital, text: (text) => `jsii.String("${text}")`, anything: double, returnsEmpty: 'simulation.Mock_Returns(map[string]any{})' },
  { agent: 'DotNet/', method: capital, text: double, anything: double, returnsEmpty: 'Mock.Returns(new Dictionary<string, object>())' },
];

/** The language that calls the library, by what its runtime says; TypeScript, which needs none, where nothing is said. */
function dialect(): Dialect {
  const agent = process.env.JSII_AGENT;
  return DIALECTS.find((each) => agent?.startsWith(each.agent)) ?? TYPESCRIPT;
}

/** The line that mocks a state, in the caller's language. */
export function mockOfState(workflow: string, state: string): string {
  const { method, anything, text, returnsEmpty } = dialect();
  return `sim.${method('workflow')}(${anything(workflow)}).${method('mock')}(${text(state)}, ${returnsEmpty})`;
}

/** The line that mocks a state with some mock, in the caller's language. */
export function someMockOfState(workflow: string, state: string): string {
  const { method, anything, text } = dialect();
  return `sim.${method('workflow')}(${anything(workflow)}).${method('mock')}(${text(state)}, …)`;
}

/** The line that mocks a resource with some mock, in the caller's language. */
export function someMockOfResource(what: string): string {
  const { method, anything } = dialect();
  return `sim.${method('mockResource')}(${anything(what)}, …)`;
}

/** The line that mocks a service's action with some mock, in the caller's language. */
export function someMockOfService(service: string, action: string): string {
  const { method, text } = dialect();
  return `sim.${method('mockService')}(${text(service)}, ${text(action)}, …)`;
}
