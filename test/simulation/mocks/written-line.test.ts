import { mockOfState, someMockOfResource, someMockOfService, someMockOfState } from '../../../src/simulation/mocks/written-line';

describe('the line that sets a mock', () => {
  const agent = process.env.JSII_AGENT;

  afterEach(() => {
    if (agent === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = agent;
  });

  test.each([
    ['TypeScript', undefined,
      "sim.workflow('Orders').mock('Charge', simulation.Mock.returns({}))", "sim.mockResource('Table', …)", "sim.mockService('lambda', 'invoke', …)"],
    ['Python', 'Python/3.11.7',
      "sim.workflow('Orders').mock('Charge', simulation.Mock.returns({}))", "sim.mock_resource('Table', …)", "sim.mock_service('lambda', 'invoke', …)"],
    ['Java', 'Java/17.0.15',
      'sim.workflow("Orders").mock("Charge", Mock.returns(Map.of()))', 'sim.mockResource("Table", …)', 'sim.mockService("lambda", "invoke", …)'],
    ['Go', 'go1.26.8/linux/amd64',
      'sim.Workflow("Orders").Mock(jsii.String("Charge"), simulation.Mock_Returns(map[string]any{}))',
      'sim.MockResource("Table", …)', 'sim.MockService(jsii.String("lambda"), jsii.String("invoke"), …)'],
    ['C#', 'DotNet/8.0.0/.NETCoreApp,Version=v8.0/1.140.0',
      'sim.Workflow("Orders").Mock("Charge", Mock.Returns(new Dictionary<string, object>()))',
      'sim.MockResource("Table", …)', 'sim.MockService("lambda", "invoke", …)'],
  ])('is written in %s', (_, runtime, ofState, ofResource, ofService) => {
    // GIVEN
    if (runtime === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = runtime;

    // THEN
    expect(mockOfState('Orders', 'Charge')).toBe(ofState);
    expect(someMockOfResource('Table')).toBe(ofResource);
    expect(someMockOfService('lambda', 'invoke')).toBe(ofService);
    expect(ofState.startsWith(someMockOfState('Orders', 'Charge').replace('…)', ''))).toBe(true);
  });
});
