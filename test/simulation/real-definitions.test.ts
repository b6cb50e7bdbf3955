import { JsonObject, parseDefinition, walkStates } from '../../src/asl';
import { sharedLines } from '../asl/shared-data';
import { simulation } from 'cdk-stepwise';

const { Mock, RunStatus, Simulator } = simulation;
const real = sharedLines('definitions', 'real.jsonl');

/** With an empty input and empty answers, most end with an error of AWS's own that says what they miss. */
const AWS_ERRORS = /^States\./;

(real ? test.each(real.map((each) => [each.from as string, each.definition as JsonObject])) : test.skip.each([['no data', {} as JsonObject]]))(
  '%s runs with a mock for each of its calls, or is refused with a reason', (_from, definition) => {
    // GIVEN
    const workflow = Simulator.fromDefinition(definition).workflow();
    walkStates(parseDefinition(definition), (state) => {
      if (state.type === 'Task') workflow.mock(state.name, Mock.returns({ Payload: {} }));
    });

    // WHEN
    const start = () => workflow.start({ input: {} });

    // THEN
    if (/"(?:Timeout)?(?:Seconds|HeartbeatSeconds|MaxConcurrency)":"\$\{/.test(JSON.stringify(definition))) {
      expect(start).toThrow(/\$\{/); // a number that is still a substitution of the deployment tool
      return;
    }
    const run = start();
    expect([RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.RUNNING, RunStatus.TIMED_OUT]).toContain(run.status);
    expect(run.path.length).toBeGreaterThan(0);
    expect(run.transitions).toBeGreaterThanOrEqual(run.path.length);
    if (run.status === RunStatus.FAILED && run.errorName !== undefined) expect(run.errorName).toMatch(AWS_ERRORS);
    expect(run.cause ?? '').not.toMatch(/no mock answers|TypeError|undefined is not|Cannot read/);
  });
