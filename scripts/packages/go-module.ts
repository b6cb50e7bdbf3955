import * as fs from 'node:fs';
import * as path from 'node:path';
import { DIST, ROOT } from './places';

/** The Go module that was built. */
export const GO_MODULE = path.join(DIST, 'go', 'cdkstepwise');

const CDK = 'github.com/aws/aws-cdk-go/awscdk/v2';

/** The version of the CDK for Go that the example is tested with. */
function testedCdk(): string {
  const example = fs.readFileSync(path.join(ROOT, 'examples', 'go', 'orders', 'go.mod'), 'utf8');
  return new RegExp(`${CDK} (v[\\d.]+)`).exec(example)![1];
}

/**
 * Lets the module ask for the CDK that its example is tested with. jsii-pacmak writes the version that is installed here, which the module
 * proxy may not serve yet. The oldest of the package's range would be too old: the code for Go repeats what a construct inherits, so it
 * compiles only with a CDK that has all of that. What is needed only indirectly follows.
 */
export function askForTestedCdk(): void {
  const file = path.join(GO_MODULE, 'go.mod');
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => !line.endsWith('// indirect'));
  const asked = `\t${CDK} ${testedCdk()}`;
  const written = lines.map((line) => line.trim().startsWith(`${CDK} `) ? asked : line);
  if (!written.includes(asked)) throw new Error(`${file} does not ask for ${CDK}`);
  fs.writeFileSync(file, written.join('\n'));
}
