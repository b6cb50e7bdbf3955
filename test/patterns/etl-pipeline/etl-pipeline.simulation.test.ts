import { Lake, messageOf, NOON, topic } from './fixture';
import { simulation } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;

test('debug', () => {
  const run = new Lake().run();
  console.log(run.toString());
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  const failed = new Lake((of) => ({ failureTopic: topic(of) })).run({ Check: Mock.fails('Bad', 'because') });
  console.log(failed.toString());
  console.log(messageOf(failed), NOON);
});
