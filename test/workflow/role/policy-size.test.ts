import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Step, Workflow } from '../../../src';
import { newFunction, newStack } from '../fixture';

test.each([[20, false], [120, true]])('a workflow of %d functions has a role that IAM does not take: %s', (count, warned) => {
  // GIVEN
  const stack = newStack();

  // WHEN
  new Workflow(stack, 'Orders', { steps: Array.from({ length: count }, (_, at) => Step.invoke(newFunction(stack, `Function${at}`))) });

  // THEN
  const warnings = Annotations.fromStack(stack).findWarning('/Shop/Orders', Match.stringLikeRegexp(
    'the policies of its role come to about 1[0-9]{4} characters, and IAM takes 10240: let some of its steps be a workflow of their own'));
  expect(warnings).toHaveLength(warned ? 1 : 0);
});
