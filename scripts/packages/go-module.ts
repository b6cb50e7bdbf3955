import * as fs from 'node:fs';
import * as path from 'node:path';
import { oldestCdk } from './cdk-versions';
import { DIST } from './places';

/** The Go module that was built. */
export const GO_MODULE = path.join(DIST, 'go', 'cdkstepwise');

const CDK = 'github.com/aws/aws-cdk-go/awscdk/v2';

/**
 * The module asks for the oldest CDK that the package takes, as the wheel and the pom do. jsii-pacmak writes the version that is
 * installed here; Go would then refuse teams an older one. What is needed only indirectly follows from it.
 */
export function askForOldestCdk(): void {
  const file = path.join(GO_MODULE, 'go.mod');
  const oldest = oldestCdk();
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => !line.endsWith('// indirect'));
  const asked = lines.map((line) => line.trim().startsWith(`${CDK} `) ? `\t${CDK} v${oldest}` : line);
  if (!asked.includes(`\t${CDK} v${oldest}`)) throw new Error(`${file} does not ask for ${CDK}`);
  fs.writeFileSync(file, asked.join('\n'));
}
